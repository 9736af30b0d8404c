/*
query: policy_tasks
zh: 这份文件规定了哪些任务，由谁牵头、谁配合？
en: Which tasks does this policy set, and who leads and cooperates?
parameters:
  policy: {type: policy, zh: 政策文件（编号、文号或标题）, en: "policy (id, document number or title)"}
columns:
  task_id: {type: string, zh: 任务编号, en: task id}
  number: {type: string, zh: 序号, en: number as printed}
  kind: {type: string, zh: 类型, en: "table, narrative or duty"}
  chapter: {type: string, zh: 章节, en: chapter}
  heading: {type: string, zh: 标题, en: heading}
  text: {type: string, zh: 任务内容, en: text of the task}
  leads: {type: strings, zh: 牵头单位, en: lead agencies}
  cooperates: {type: strings, zh: 配合单位, en: cooperating agencies}
  joint: {type: strings, zh: 责任单位, en: jointly responsible agencies}
  deadline: {type: string, zh: 完成时限, en: deadline as printed}
  evidence: E
*/
// The responsible agencies of each task come from parts/policy_roles.cypher.
MATCH (p:Policy {id: $policy})-[:CONTAINS]->(t:Task)
RETURN t.position AS place, t.id AS task_id, t.number AS number, t.kind AS kind, t.chapter AS chapter,
       t.heading AS heading, t.text AS text, t.deadline AS deadline, t.document_id AS document_id,
       t.span_start AS span_start, t.span_end AS span_end, t.quote AS quote, t.evidence_id AS evidence_id
ORDER BY place, task_id
