/*
part: policy_roles
zh: 一份文件的任务由谁承担
en: Who is responsible for the tasks of one policy
parameters:
  policy: {type: policy, zh: 政策文件, en: policy}
columns:
  task_id: {type: string, zh: 任务编号, en: task id}
  role: {type: string, zh: 角色, en: "lead, cooperate, joint, supervise or territorial"}
  place: {type: int, zh: 次序, en: place in the list}
  span_start: {type: int, zh: 原文起点, en: start of the name in the text}
  agency_id: {type: string, zh: 机构编号, en: agency id}
  agency_name: {type: string, zh: 机构, en: agency}
  as_written: {type: string, zh: 原文写法, en: as written}
  valid_from: {type: date, zh: 设立日期, en: agency set up on}
  valid_to: {type: date, zh: 撤销日期, en: agency abolished on}
  document_id: {type: string, zh: 文档编号, en: document id}
  span_end: {type: int, zh: 原文终点, en: end of the name in the text}
  quote: {type: string, zh: 原文, en: the words}
  evidence_id: {type: string, zh: 证据编号, en: evidence id}
*/
MATCH (p:Policy {id: $policy})-[:CONTAINS]->(t:Task)<-[e:LEADS]-(a:Agency)
RETURN t.id AS task_id, 'lead' AS role, e.place AS place, e.span_start AS span_start,
       a.id AS agency_id, a.name AS agency_name, e.as_written AS as_written,
       coalesce(a.valid_from, '') AS valid_from, coalesce(a.valid_to, '') AS valid_to,
       e.document_id AS document_id, e.span_end AS span_end, e.quote AS quote, e.evidence_id AS evidence_id
UNION ALL
MATCH (p:Policy {id: $policy})-[:CONTAINS]->(t:Task)<-[e:COOPERATES_ON]-(a:Agency)
RETURN t.id AS task_id, 'cooperate' AS role, e.place AS place, e.span_start AS span_start,
       a.id AS agency_id, a.name AS agency_name, e.as_written AS as_written,
       coalesce(a.valid_from, '') AS valid_from, coalesce(a.valid_to, '') AS valid_to,
       e.document_id AS document_id, e.span_end AS span_end, e.quote AS quote, e.evidence_id AS evidence_id
UNION ALL
MATCH (p:Policy {id: $policy})-[:CONTAINS]->(t:Task)<-[e:JOINTLY_RESPONSIBLE_FOR]-(a:Agency)
RETURN t.id AS task_id, 'joint' AS role, e.place AS place, e.span_start AS span_start,
       a.id AS agency_id, a.name AS agency_name, e.as_written AS as_written,
       coalesce(a.valid_from, '') AS valid_from, coalesce(a.valid_to, '') AS valid_to,
       e.document_id AS document_id, e.span_end AS span_end, e.quote AS quote, e.evidence_id AS evidence_id
UNION ALL
MATCH (p:Policy {id: $policy})-[:CONTAINS]->(t:Task)<-[e:SUPERVISES]-(a:Agency)
RETURN t.id AS task_id, 'supervise' AS role, e.place AS place, e.span_start AS span_start,
       a.id AS agency_id, a.name AS agency_name, e.as_written AS as_written,
       coalesce(a.valid_from, '') AS valid_from, coalesce(a.valid_to, '') AS valid_to,
       e.document_id AS document_id, e.span_end AS span_end, e.quote AS quote, e.evidence_id AS evidence_id
UNION ALL
MATCH (p:Policy {id: $policy})-[:CONTAINS]->(t:Task)<-[e:LOCALLY_RESPONSIBLE_FOR]-(a:Agency)
RETURN t.id AS task_id, 'territorial' AS role, e.place AS place, e.span_start AS span_start,
       a.id AS agency_id, a.name AS agency_name, e.as_written AS as_written,
       coalesce(a.valid_from, '') AS valid_from, coalesce(a.valid_to, '') AS valid_to,
       e.document_id AS document_id, e.span_end AS span_end, e.quote AS quote, e.evidence_id AS evidence_id
