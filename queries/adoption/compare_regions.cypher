/*
query: compare_regions
zh: 这些地区的政策有什么相同和不同？
en: What do these regions have in common, and where do they differ?
parameters:
  regions: {type: region, list: true, zh: 两个或更多地区（代码或名称）, en: two or more regions (codes or names)}
  domain: {type: domain, default: "", zh: 领域（默认全部）, en: "domain (default: all)"}
  as_of: {type: date, default: today, zh: 截至日期, en: state on this day}
columns:
  aspect: {type: string, zh: 方面, en: "measure, lead or target"}
  finding: {type: string, zh: 比较结果, en: "shared, differs, only_first, only_second or not_comparable (one side cannot be judged)"}
  region_name: {type: string, zh: 地区, en: first region}
  other_region_name: {type: string, zh: 另一地区, en: second region}
  measure_id: {type: string, zh: 措施编号, en: measure id}
  measure_name: {type: string, zh: 措施或指标, en: measure or indicator}
  value: {type: string, zh: 该地区, en: "first region: state, lead agencies or target values"}
  other_value: {type: string, zh: 另一地区情况, en: second region}
  edit: {type: objects, zh: 逐字比对, en: "word by word: {op, a, b} with op equal, replace, delete or insert"}
  policy_id: {type: string, zh: 政策编号, en: policy of the first region}
  other_policy_id: {type: string, zh: 另一地区政策编号, en: policy of the second region}
  evidence: E
  other_quote: {type: string, zh: 另一地区原文, en: words of the second region}
  other_evidence_id: {type: string, zh: 另一地区证据编号, en: evidence of the second region}
*/
// The measures of the catalogue that the policies of these regions have, with their clauses; targets and leads come from parts/.
MATCH (p:Policy)-[c:CONTAINS]->(t:Task)-[i:INSTANCE_OF]->(m:Measure)
WHERE p.id IN $policy_ids AND ($domain = '' OR m.domain = $domain)
RETURN m.position AS place, m.id AS measure_id, m.name AS measure_name, m.domain AS domain,
       p.id AS policy_id, t.id AS task_id, c.basis AS basis,
       i.state AS state, i.modality AS modality, i.score AS score, i.why AS why,
       i.document_id AS document_id, i.span_start AS span_start, i.span_end AS span_end,
       i.quote AS quote, i.evidence_id AS evidence_id
ORDER BY domain, place, measure_id, policy_id, span_start, span_end, task_id, evidence_id
