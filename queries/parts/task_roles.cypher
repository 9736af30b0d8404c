/*
part: task_roles
zh: 每项任务由谁承担何种角色
en: Who has which part in each task
parameters:
  region_ids: {type: region, list: true, default: [], zh: 地区编号（空为全部）, en: "region ids (empty: all)"}
columns:
  task_id: {type: string, zh: 任务编号, en: task id}
  policy_id: {type: string, zh: 政策编号, en: policy id}
  evidence_id: {type: string, zh: 任务的证据编号, en: evidence of the task}
  role: {type: string, zh: 角色, en: "lead, cooperate or joint"}
  agency_id: {type: string, zh: 机构编号, en: agency id}
  agency_name: {type: string, zh: 机构, en: agency}
  as_written: {type: string, zh: 原文写法, en: as written}
  text: {type: string, zh: 任务内容, en: text of the task}
  issued_on: {type: date, zh: 发布日期, en: date of issue}
*/
MATCH (a:Agency)-[e:LEADS]->(t:Task)<-[:CONTAINS]-(p:Policy)
WHERE size($region_ids) = 0 OR EXISTS { MATCH (p)-[:APPLIES_TO]->(r:Region) WHERE r.id IN $region_ids }
RETURN t.id AS task_id, p.id AS policy_id, t.evidence_id AS evidence_id, 'lead' AS role,
       a.id AS agency_id, a.name AS agency_name, e.as_written AS as_written,
       t.text AS text, p.issued_on AS issued_on
UNION ALL
MATCH (a:Agency)-[e:COOPERATES_ON]->(t:Task)<-[:CONTAINS]-(p:Policy)
WHERE size($region_ids) = 0 OR EXISTS { MATCH (p)-[:APPLIES_TO]->(r:Region) WHERE r.id IN $region_ids }
RETURN t.id AS task_id, p.id AS policy_id, t.evidence_id AS evidence_id, 'cooperate' AS role,
       a.id AS agency_id, a.name AS agency_name, e.as_written AS as_written,
       t.text AS text, p.issued_on AS issued_on
UNION ALL
MATCH (a:Agency)-[e:JOINTLY_RESPONSIBLE_FOR]->(t:Task)<-[:CONTAINS]-(p:Policy)
WHERE size($region_ids) = 0 OR EXISTS { MATCH (p)-[:APPLIES_TO]->(r:Region) WHERE r.id IN $region_ids }
RETURN t.id AS task_id, p.id AS policy_id, t.evidence_id AS evidence_id, 'joint' AS role,
       a.id AS agency_id, a.name AS agency_name, e.as_written AS as_written,
       t.text AS text, p.issued_on AS issued_on
