/*
part: ledger
zh: 每个地区持有哪些政策文件，读到什么程度，是否已废止
en: Which policies are held of each region, how well each was read, and what repealed it
columns:
  region_id: {type: string, zh: 地区编号, en: region id}
  region_code: {type: string, zh: 地区代码, en: region code}
  region_name: {type: string, zh: 地区, en: region}
  level: {type: string, zh: 层级, en: level}
  policy_id: {type: string, zh: 政策编号, en: policy id}
  policy_title: {type: string, zh: 政策标题, en: policy title}
  doc_number: {type: string, zh: 文号, en: document number}
  issued_on: {type: date, zh: 成文日期, en: issued on}
  date_basis: {type: string, zh: 日期依据, en: which date issued_on is}
  valid_from: {type: date, zh: 施行日期, en: in force from}
  valid_to: {type: date, zh: 有效期至, en: in force until}
  status: {type: string, zh: 状态, en: status}
  domains: {type: strings, zh: 领域, en: domains}
  read_whole: {type: bool, zh: 读过全文, en: a whole text was read}
  repealed_on: {type: strings, zh: 废止日期, en: "dates of the policies that repeal it (? when undated)"}
*/
MATCH (d:Document)-[a:ATTESTS]->(p:Policy)-[:APPLIES_TO]->(r:Region)
WITH r, p, max(CASE WHEN a.role IN ['text', 'mirror'] AND NOT coalesce(d.truncated, false) THEN 1 ELSE 0 END) AS whole
OPTIONAL MATCH (later:Policy)-[:REPEALS]->(p)
WITH r, p, whole, collect(DISTINCT CASE
       WHEN coalesce(later.valid_from, '') > coalesce(later.issued_on, '') THEN later.valid_from
       WHEN coalesce(later.issued_on, '') <> '' THEN later.issued_on
       WHEN later.id IS NOT NULL THEN '?' END) AS repealed_on
RETURN r.id AS region_id, r.code AS region_code, r.name AS region_name, r.level AS level,
       p.id AS policy_id, p.title AS policy_title, p.doc_number AS doc_number,
       coalesce(p.issued_on, '') AS issued_on, p.date_basis AS date_basis,
       coalesce(p.valid_from, '') AS valid_from, coalesce(p.valid_to, '') AS valid_to, p.status AS status,
       p.domains AS domains, whole = 1 AS read_whole, repealed_on
ORDER BY region_id, policy_id
