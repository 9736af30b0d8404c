/*
part: function_words
zh: 从任务内容识别条线的词
en: Words by which a task's text tells its function
columns:
  function: {type: string, zh: 条线编号, en: function id}
  name: {type: string, zh: 条线, en: function}
  words: {type: strings, zh: 词, en: words}
*/
MATCH (f:Function)
WHERE size(coalesce(f.task_words, [])) > 0
RETURN f.id AS function, f.name AS name, f.task_words AS words
ORDER BY function
