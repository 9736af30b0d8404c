/*
part: one_task
zh: 一项任务及其所在文件
en: One task and the policy it belongs to
parameters:
  task: {type: task, zh: 任务编号, en: task id}
columns:
  task_id: {type: string, zh: 任务编号, en: task id}
  text: {type: string, zh: 任务内容, en: text of the task}
  policy_id: {type: string, zh: 政策编号, en: policy id}
*/
MATCH (t:Task {id: $task})<-[:CONTAINS]-(p:Policy)
RETURN t.id AS task_id, t.text AS text, p.id AS policy_id
ORDER BY policy_id
