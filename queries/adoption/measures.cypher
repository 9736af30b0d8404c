/*
query: measures
zh: 目录里有哪些措施？各有多少地区采取，最早和最晚是谁？
en: Which measures does the catalogue have, how many regions have each, and who was first and last?
parameters:
  domain: {type: domain, default: "", zh: 领域（默认全部）, en: "domain (default: all)"}
columns:
  measure_id: {type: string, zh: 措施编号, en: measure id}
  measure_name: {type: string, zh: 措施, en: measure}
  name_en: {type: string, zh: 英文名, en: English name}
  theme: {type: string, zh: 主题, en: theme}
  domain: {type: string, zh: 领域, en: domain}
  definition: {type: string, zh: 定义, en: definition}
  adopted: {type: int, zh: 采取的地区数, en: regions that adopted it}
  adopted_modified: {type: int, zh: 部分采取的地区数, en: regions that adopted it in a weaker or narrower form}
  absent: {type: int, zh: 没有的地区数, en: regions whose texts lack it}
  not_observable: {type: int, zh: 无法判断的地区数, en: regions of which nothing is held that could tell}
  first_on: {type: date, zh: 最早日期, en: date of the earliest dated text}
  first_region: {type: string, zh: 最早地区, en: its region}
  last_on: {type: date, zh: 最晚首次采取日期, en: latest first date of a region}
  last_region: {type: string, zh: 最晚地区, en: its region}
*/
// Every measure of the domain, with its clauses (one row without clause for a measure that nobody has).
MATCH (m:Measure)
WHERE $domain = '' OR m.domain = $domain
OPTIONAL MATCH (m)<-[i:INSTANCE_OF]-(t:Task)<-[c:CONTAINS]-(p:Policy)
RETURN m.position AS place, m.id AS measure_id, m.name AS measure_name, m.name_en AS name_en, m.theme AS theme,
       m.domain AS domain, m.definition AS definition,
       p.id AS policy_id, t.id AS task_id, c.basis AS basis,
       i.state AS state, i.modality AS modality, i.score AS score, i.why AS why,
       i.document_id AS document_id, i.span_start AS span_start, i.span_end AS span_end,
       i.quote AS quote, i.evidence_id AS evidence_id
ORDER BY domain, place, measure_id, policy_id, span_start, span_end, task_id, evidence_id
