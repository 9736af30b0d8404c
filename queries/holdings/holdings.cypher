/*
query: holdings
zh: 持有哪些地区、领域、年份的文件？
en: Of which regions, domains and years is something held?
columns:
  region_code: {type: string, zh: 地区代码, en: region code}
  region_name: {type: string, zh: 地区, en: region (empty where the region could not be told)}
  level: {type: string, zh: 层级, en: level}
  domain: {type: string, zh: 领域, en: "domain (a policy of two domains is counted in both)"}
  year: {type: int, zh: 年份, en: year of issue (empty when undated)}
  policies: {type: int, zh: 正文数, en: policies held with their text}
  truncated: {type: int, zh: 其中不完整, en: of these not read whole}
  reports: {type: int, zh: 仅有报道或摘要, en: policies known by a report or digest only}
*/
MATCH (d:Document)-[a:ATTESTS]->(p:Policy)
WITH p, max(CASE WHEN a.role IN ['text', 'mirror'] THEN 1 ELSE 0 END) AS text,
     max(CASE WHEN a.role IN ['text', 'mirror'] AND NOT coalesce(d.truncated, false) THEN 1 ELSE 0 END) AS whole
OPTIONAL MATCH (p)-[:APPLIES_TO]->(r:Region)
RETURN p.id AS policy_id, r.id AS region_id, r.code AS region_code, r.name AS region_name, r.level AS level,
       p.domains AS domains, coalesce(p.issued_on, '') AS issued_on, text, whole
ORDER BY region_id, policy_id
