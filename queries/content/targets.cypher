/*
query: targets
zh: 各地区定了哪些目标值？
en: Which targets have the regions set?
parameters:
  indicator: {type: text, default: "", zh: 指标名称或其中的词（默认全部）, en: "indicator, or a word of its name (default: all)"}
  region: {type: region, default: "", zh: 只列该地区（代码或名称）, en: only this region (code or name)}
  domain: {type: domain, default: "", zh: 只列该领域, en: only this domain}
columns:
  region_name: {type: string, zh: 地区, en: region of the policy}
  level: {type: string, zh: 层级, en: level}
  policy_id: {type: string, zh: 政策编号, en: policy id}
  policy_title: {type: string, zh: 政策标题, en: policy title}
  indicator: {type: string, zh: 指标, en: indicator}
  comparator: {type: string, zh: 比较, en: ">=, <=, =, >, < or range"}
  value: {type: float, zh: 数值, en: value as printed}
  value_max: {type: float, zh: 上限, en: upper end of a range}
  unit: {type: string, zh: 单位, en: "unit, with its multiplier"}
  year: {type: int, zh: 年份, en: year to reach it}
  kind: {type: string, zh: 性质, en: "target, baseline, projection or limit"}
  per: {type: string, zh: 计量对象, en: what it is counted against}
  every: {type: string, zh: 周期, en: how often}
  scope: {type: string, zh: 范围, en: scope}
  evidence: E
*/
MATCH (p:Policy)-[:HAS_TARGET]->(g:Target)
WHERE ($indicator = '' OR g.indicator CONTAINS $indicator)
  AND ($domain = '' OR $domain IN p.domains)
  AND ($region = '' OR EXISTS { MATCH (p)-[:APPLIES_TO]->(r:Region) WHERE r.id = $region })
RETURN p.id AS policy_id, p.title AS policy_title, g.id AS target_id, g.indicator AS indicator, g.comparator AS comparator,
       g.value AS value, g.value_max AS value_max, g.unit AS unit, g.year AS year, g.kind AS kind,
       g.per AS per, g.every AS every, g.scope AS scope, g.document_id AS document_id,
       g.span_start AS span_start, g.span_end AS span_end, g.quote AS quote, g.evidence_id AS evidence_id
ORDER BY indicator, policy_id, span_start, span_end, target_id
