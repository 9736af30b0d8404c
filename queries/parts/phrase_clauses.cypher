/*
part: phrase_clauses
zh: 匹配到的条款属于哪些政策文件
en: Which policies the clauses found by the matcher belong to
parameters:
  tasks: {type: task, list: true, zh: 任务编号, en: ids of the tasks of the clauses}
columns:
  task_id: {type: string, zh: 任务编号, en: task id}
  policy_id: {type: string, zh: 政策编号, en: policy id}
  basis: {type: string, zh: 依据, en: "text, digest or report"}
*/
UNWIND $tasks AS wanted
MATCH (p:Policy)-[c:CONTAINS]->(t:Task {id: wanted})
RETURN t.id AS task_id, p.id AS policy_id, c.basis AS basis
ORDER BY task_id, policy_id
