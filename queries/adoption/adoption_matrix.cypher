/*
query: adoption_matrix
zh: 哪些地区采取了哪些措施？
en: Which region has which measure?
parameters:
  domain: {type: domain, default: "", zh: 领域（默认全部）, en: "domain (default: all)"}
  measures: {type: measure, list: true, default: [], zh: 只列这些措施（编号、名称或短语）, en: "only these measures (ids, names or phrases)"}
  levels: {type: level, list: true, default: [], zh: 只列这些层级, en: only regions of these levels}
  as_of: {type: date, default: today, zh: 截至日期, en: state on this day}
columns:
  measure_id: {type: string, zh: 措施编号, en: measure id}
  measure_name: {type: string, zh: 措施, en: measure}
  region_code: {type: string, zh: 地区代码, en: region code (GB/T 2260)}
  region_name: {type: string, zh: 地区, en: region}
  level: {type: string, zh: 层级, en: "level: national, province, prefecture, county"}
  state: {type: string, zh: 状态, en: "adopted, adopted_modified, absent or not_observable"}
  basis: {type: string, zh: 依据, en: "text, or report (second-hand)"}
  first_on: {type: date, zh: 最早日期, en: date of the earliest dated text that has it}
  policy_id: {type: string, zh: 政策编号, en: policy of the clause shown}
  evidence: E
  lapsed_on: {type: date, zh: 失效日期, en: when an adoption that was not renewed went out of force}
*/
// Every measure wanted, with its clauses (one row without clause for a measure that nobody has).
MATCH (m:Measure)
WHERE (size($measure_ids) = 0 OR m.id IN $measure_ids) AND ($of_domain = '' OR m.domain = $of_domain)
OPTIONAL MATCH (m)<-[i:INSTANCE_OF]-(t:Task)<-[c:CONTAINS]-(p:Policy)
RETURN m.position AS place, m.id AS measure_id, m.name AS measure_name, m.domain AS domain,
       p.id AS policy_id, t.id AS task_id, c.basis AS basis,
       i.state AS state, i.modality AS modality, i.score AS score, i.why AS why,
       i.document_id AS document_id, i.span_start AS span_start, i.span_end AS span_end,
       i.quote AS quote, i.evidence_id AS evidence_id
ORDER BY place, measure_id, policy_id, span_start, span_end, task_id, evidence_id
