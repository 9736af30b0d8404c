/*
query: gaps
zh: 上级（或同级地区）有而该地区没有的措施有哪些？
en: Which measures of the level above (or of its peers) does this region lack?
parameters:
  region: {type: region, zh: 地区（代码或名称）, en: region (code or name)}
  parent: {type: text, default: "", zh: 比照对象：地区、政策文件，或 peers（同级地区）；默认最近的有此类措施的上级, en: "compared with: a region, a policy, or peers (regions of its level); default: the nearest region above that has measures"}
columns:
  measure_id: {type: string, zh: 措施编号, en: measure id}
  measure_name: {type: string, zh: 措施, en: measure}
  parent_policy_id: {type: string, zh: 比照政策编号, en: policy compared with}
  parent_title: {type: string, zh: 比照政策标题, en: its title}
  state: {type: string, zh: 该地区状态, en: "state in the region: absent or not_observable"}
  searched: {type: strings, zh: 查过的政策文件, en: policies of the region that were read whole}
  evidence: E
  lapsed_on: {type: date, zh: 失效日期, en: when the region's own adoption went out of force}
*/
// The measures of the catalogue that the policies of either side have, with their clauses; gaps.py decides both sides by CONTRACT §4.
MATCH (p:Policy)-[c:CONTAINS]->(t:Task)-[i:INSTANCE_OF]->(m:Measure)
WHERE p.id IN $policy_ids
RETURN m.position AS place, m.id AS measure_id, m.name AS measure_name, m.domain AS domain,
       p.id AS policy_id, t.id AS task_id, c.basis AS basis,
       i.state AS state, i.modality AS modality, i.score AS score, i.why AS why,
       i.document_id AS document_id, i.span_start AS span_start, i.span_end AS span_end,
       i.quote AS quote, i.evidence_id AS evidence_id
ORDER BY domain, place, measure_id, policy_id, span_start, span_end, task_id, evidence_id
