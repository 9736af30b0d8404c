/*
part: tasks_of
zh: 这些文件的任务
en: The tasks of these policies
parameters:
  policy_ids: {type: policy, list: true, zh: 政策文件编号, en: ids of the policies}
columns:
  policy_id: {type: string, zh: 政策编号, en: policy id}
  task_id: {type: string, zh: 任务编号, en: task id}
  heading: {type: string, zh: 标题, en: heading}
  text: {type: string, zh: 任务内容, en: text of the task}
  basis: {type: string, zh: 依据, en: "text, digest or report"}
  evidence: E
*/
MATCH (p:Policy)-[c:CONTAINS]->(t:Task)
WHERE p.id IN $policy_ids
RETURN p.id AS policy_id, t.position AS place, t.id AS task_id, t.heading AS heading, t.text AS text, c.basis AS basis,
       t.document_id AS document_id, t.span_start AS span_start, t.span_end AS span_end,
       t.quote AS quote, t.evidence_id AS evidence_id
ORDER BY policy_id, place, task_id
