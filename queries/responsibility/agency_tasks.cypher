/*
query: agency_tasks
zh: 这个部门负责哪些任务？
en: Which tasks is this agency responsible for?
parameters:
  agency: {type: agency, zh: 机构（编号、全称或简称）, en: "agency (id, full or short name)"}
  region: {type: region, default: "", zh: 只列该地区的政策（代码或名称）, en: only policies of this region (code or name)}
  agencies: {type: choice, choices: [as_named, as_written, lineage], default: as_named, zh: 机构口径：按名称、按原文写法、按沿革（含机构改革前后）, en: "how agencies are compared: as named, as written, or with their predecessors and successors"}
columns:
  task_id: {type: string, zh: 任务编号, en: task id}
  role: {type: string, zh: 角色, en: "lead, cooperate, joint, supervise or territorial"}
  as_written: {type: string, zh: 原文写法, en: the agency as written}
  agency_id: {type: string, zh: 机构编号, en: agency id}
  agency_name: {type: string, zh: 机构, en: agency}
  policy_id: {type: string, zh: 政策编号, en: policy id}
  policy_title: {type: string, zh: 政策标题, en: policy title}
  region_name: {type: string, zh: 地区, en: region of the policy}
  text: {type: string, zh: 任务内容, en: text of the task}
  deadline: {type: string, zh: 完成时限, en: deadline as printed}
  evidence: E
  moved: {type: string, zh: 按职能划转计入的依据（仅沿革口径；职能、日期、机构改革、任务中的词）, en: "with lineage, why a body that lives on counts: the function that moved, when and by which reform, and the words of the task"}
*/
// One arm a role: the name of an edge's type is not portable. agency_tasks.py puts the rows in order.
MATCH (a:Agency)-[e:LEADS]->(t:Task)<-[:CONTAINS]-(p:Policy)
WHERE a.id IN $agency_ids AND ($region = '' OR EXISTS { MATCH (p)-[:APPLIES_TO]->(r:Region) WHERE r.id = $region })
RETURN t.id AS task_id, 'lead' AS role, e.as_written AS as_written, a.id AS agency_id, a.name AS agency_name,
       p.id AS policy_id, p.title AS policy_title, t.text AS text, t.deadline AS deadline, t.position AS place, p.issued_on AS issued_on,
       e.document_id AS document_id, e.span_start AS span_start, e.span_end AS span_end,
       e.quote AS quote, e.evidence_id AS evidence_id
UNION ALL
MATCH (a:Agency)-[e:COOPERATES_ON]->(t:Task)<-[:CONTAINS]-(p:Policy)
WHERE a.id IN $agency_ids AND ($region = '' OR EXISTS { MATCH (p)-[:APPLIES_TO]->(r:Region) WHERE r.id = $region })
RETURN t.id AS task_id, 'cooperate' AS role, e.as_written AS as_written, a.id AS agency_id, a.name AS agency_name,
       p.id AS policy_id, p.title AS policy_title, t.text AS text, t.deadline AS deadline, t.position AS place, p.issued_on AS issued_on,
       e.document_id AS document_id, e.span_start AS span_start, e.span_end AS span_end,
       e.quote AS quote, e.evidence_id AS evidence_id
UNION ALL
MATCH (a:Agency)-[e:JOINTLY_RESPONSIBLE_FOR]->(t:Task)<-[:CONTAINS]-(p:Policy)
WHERE a.id IN $agency_ids AND ($region = '' OR EXISTS { MATCH (p)-[:APPLIES_TO]->(r:Region) WHERE r.id = $region })
RETURN t.id AS task_id, 'joint' AS role, e.as_written AS as_written, a.id AS agency_id, a.name AS agency_name,
       p.id AS policy_id, p.title AS policy_title, t.text AS text, t.deadline AS deadline, t.position AS place, p.issued_on AS issued_on,
       e.document_id AS document_id, e.span_start AS span_start, e.span_end AS span_end,
       e.quote AS quote, e.evidence_id AS evidence_id
UNION ALL
MATCH (a:Agency)-[e:SUPERVISES]->(t:Task)<-[:CONTAINS]-(p:Policy)
WHERE a.id IN $agency_ids AND ($region = '' OR EXISTS { MATCH (p)-[:APPLIES_TO]->(r:Region) WHERE r.id = $region })
RETURN t.id AS task_id, 'supervise' AS role, e.as_written AS as_written, a.id AS agency_id, a.name AS agency_name,
       p.id AS policy_id, p.title AS policy_title, t.text AS text, t.deadline AS deadline, t.position AS place, p.issued_on AS issued_on,
       e.document_id AS document_id, e.span_start AS span_start, e.span_end AS span_end,
       e.quote AS quote, e.evidence_id AS evidence_id
UNION ALL
MATCH (a:Agency)-[e:LOCALLY_RESPONSIBLE_FOR]->(t:Task)<-[:CONTAINS]-(p:Policy)
WHERE a.id IN $agency_ids AND ($region = '' OR EXISTS { MATCH (p)-[:APPLIES_TO]->(r:Region) WHERE r.id = $region })
RETURN t.id AS task_id, 'territorial' AS role, e.as_written AS as_written, a.id AS agency_id, a.name AS agency_name,
       p.id AS policy_id, p.title AS policy_title, t.text AS text, t.deadline AS deadline, t.position AS place, p.issued_on AS issued_on,
       e.document_id AS document_id, e.span_start AS span_start, e.span_end AS span_end,
       e.quote AS quote, e.evidence_id AS evidence_id
