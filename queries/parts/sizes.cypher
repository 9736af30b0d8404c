/*
part: sizes
zh: 文档数与任务数
en: How many documents and tasks
columns:
  documents: {type: int, zh: 文档数, en: documents}
  tasks: {type: int, zh: 任务数, en: tasks}
*/
MATCH (d:Document)
WITH count(d) AS documents
OPTIONAL MATCH (t:Task)
RETURN documents, count(t) AS tasks
ORDER BY documents
