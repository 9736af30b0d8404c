/*
query: adopters
zh: 哪些地区采取了这项措施？
en: Which regions have adopted this measure?
parameters:
  measure: {type: measure, zh: 措施：编号、名称或任何短语, en: "measure: id, name or any phrase"}
  levels: {type: level, list: true, default: [], zh: 只列这些层级, en: only regions of these levels}
  domain: {type: domain, default: "", zh: 领域（默认取措施所属领域，或短语出现的领域）, en: "domain (default: the measure's own, or those in which the phrase is found)"}
  as_of: {type: date, default: today, zh: 截至日期, en: state on this day}
columns:
  region_code: {type: string, zh: 地区代码, en: region code (GB/T 2260)}
  region_name: {type: string, zh: 地区, en: region}
  level: {type: string, zh: 层级, en: "level: national, province, prefecture, county"}
  state: {type: string, zh: 状态, en: "adopted, adopted_modified, absent or not_observable"}
  basis: {type: string, zh: 依据, en: "text, or report (second-hand)"}
  modality: {type: string, zh: 语气, en: "must, should, encourage, explore, pilot or present"}
  first_on: {type: date, zh: 最早日期, en: date of the earliest dated text that has it}
  first_on_basis: {type: string, zh: 日期依据, en: "which date of that text it is; undated: only texts without a date have it"}
  policy_id: {type: string, zh: 政策编号, en: policy of the clause shown}
  policy_title: {type: string, zh: 政策标题, en: its title}
  task_id: {type: string, zh: 任务编号, en: task of the clause shown}
  measure_id: {type: string, zh: 措施编号, en: measure id}
  measure_name: {type: string, zh: 措施, en: measure}
  score: {type: float, zh: 匹配分, en: score of the match}
  searched: {type: strings, zh: 查过的政策文件, en: policies of the region and domain in force that were read whole}
  evidence: E
  lapsed_on: {type: date, zh: 失效日期, en: when an adoption that was not renewed went out of force}
  covered_by: {type: strings, zh: 上级已采取, en: regions above that have adopted it}
*/
// The clauses of one catalogue measure, each in the policy that contains it. A policy contains the tasks of
// its best-ranked document only. adopters.py joins them with what is held of each region.
MATCH (m:Measure {id: $measure_id})<-[i:INSTANCE_OF]-(t:Task)<-[c:CONTAINS]-(p:Policy)
RETURN m.id AS measure_id, p.id AS policy_id, t.id AS task_id, c.basis AS basis,
       i.state AS state, i.modality AS modality, i.score AS score, i.why AS why,
       i.document_id AS document_id, i.span_start AS span_start, i.span_end AS span_end,
       i.quote AS quote, i.evidence_id AS evidence_id
ORDER BY policy_id, span_start, span_end, task_id, evidence_id
