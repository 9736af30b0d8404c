/*
query: first_adopters
zh: 谁最先采取了这项措施？后来依次是谁？
en: Who adopted this measure first, and who followed?
parameters:
  measure: {type: measure, zh: 措施：编号、名称或任何短语, en: "measure: id, name or any phrase"}
  domain: {type: domain, default: "", zh: 领域（默认取措施所属领域，或短语出现的领域）, en: "domain (default: the measure's own, or those in which the phrase is found)"}
columns:
  place: {type: int, zh: 同级次序, en: place among the regions of its level (equal dates share one)}
  region_code: {type: string, zh: 地区代码, en: region code}
  region_name: {type: string, zh: 地区, en: region}
  level: {type: string, zh: 层级, en: level}
  first_on: {type: date, zh: 最早日期, en: date of the earliest dated text that has it}
  first_on_basis: {type: string, zh: 日期依据, en: which date of that text it is}
  state: {type: string, zh: 当前状态, en: state today}
  policy_id: {type: string, zh: 政策编号, en: that earliest text}
  policy_title: {type: string, zh: 政策标题, en: its title}
  task_id: {type: string, zh: 任务编号, en: task of the clause}
  measure_id: {type: string, zh: 措施编号, en: measure id}
  measure_name: {type: string, zh: 措施, en: measure}
  held: {type: int, zh: 该地区持有文件数, en: policies with a text held of the region in the domain}
  unseen_at_least: {type: int, zh: 该地区至少未见文件数, en: "documents of the region's number series that were issued but are not held (lower bound)"}
  undecided: {type: int, zh: 同级未能判断的地区数, en: "regions of the level held, but without a dated text that decides: any of them may be earlier"}
  evidence: E
*/
// The clauses of one catalogue measure; first_adopters.py finds each region's earliest dated text.
MATCH (m:Measure {id: $measure_id})<-[i:INSTANCE_OF]-(t:Task)<-[c:CONTAINS]-(p:Policy)
RETURN m.id AS measure_id, p.id AS policy_id, t.id AS task_id, c.basis AS basis,
       i.state AS state, i.modality AS modality, i.score AS score, i.why AS why,
       i.document_id AS document_id, i.span_start AS span_start, i.span_end AS span_end,
       i.quote AS quote, i.evidence_id AS evidence_id
ORDER BY policy_id, span_start, span_end, task_id, evidence_id
