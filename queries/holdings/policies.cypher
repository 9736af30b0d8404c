/*
query: policies
zh: 有哪些政策文件？
en: Which policies are there?
parameters:
  region: {type: region, default: "", zh: 只列该地区（代码或名称）, en: only this region (code or name)}
  domain: {type: domain, default: "", zh: 只列该领域, en: only this domain}
  levels: {type: level, list: true, default: [], zh: 只列这些层级, en: only regions of these levels}
  held: {type: bool, default: true, zh: 只列有文档的（否则含仅被引用的）, en: "only those that a document carries or reports (false: also those only cited)"}
columns:
  policy_id: {type: string, zh: 政策编号, en: policy id}
  title: {type: string, zh: 标题, en: title}
  doc_number: {type: string, zh: 文号, en: document number}
  doc_type: {type: string, zh: 文种, en: document type}
  issued_on: {type: date, zh: 成文日期, en: issued on}
  date_basis: {type: string, zh: 日期依据, en: which date it is}
  region_name: {type: string, zh: 地区, en: region}
  level: {type: string, zh: 层级, en: level}
  domains: {type: strings, zh: 领域, en: domains}
  basis: {type: string, zh: 依据, en: "text, digest, report, or cited (named by others only)"}
  tasks: {type: int, zh: 任务数, en: tasks}
  valid_from: {type: date, zh: 施行日期, en: in force from}
  valid_to: {type: date, zh: 有效期至, en: in force until}
  status: {type: string, zh: 状态, en: status}
  document_id: {type: string, zh: 文档编号, en: the document whose tasks are shown}
*/
MATCH (p:Policy)
WHERE ($domain = '' OR $domain IN p.domains)
  AND ($region = '' OR EXISTS { MATCH (p)-[:APPLIES_TO]->(r:Region) WHERE r.id = $region })
  AND (size($levels) = 0 OR EXISTS { MATCH (p)-[:APPLIES_TO]->(l:Region) WHERE l.level IN $levels })
  AND (NOT $held OR EXISTS { MATCH (:Document)-[:ATTESTS]->(p) })
OPTIONAL MATCH (p)-[:CONTAINS]->(t:Task)
WITH p, count(DISTINCT t) AS tasks
RETURN p.id AS policy_id, p.title AS title, p.doc_number AS doc_number, p.doc_type AS doc_type,
       coalesce(p.issued_on, '') AS issued_on, p.date_basis AS date_basis, p.domains AS domains,
       CASE WHEN coalesce(p.basis, '') = '' THEN 'cited' ELSE p.basis END AS basis, tasks,
       p.valid_from AS valid_from, p.valid_to AS valid_to, p.status AS status, p.document_id AS document_id,
       CASE WHEN coalesce(p.issued_on, '') = '' THEN 1 ELSE 0 END AS undated
ORDER BY undated, issued_on, policy_id
