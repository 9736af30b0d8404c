/*
query: measure_evidence
zh: 哪些条款算作这项措施？为什么？
en: Which clauses count for this measure, and why?
parameters:
  measure: {type: measure, zh: 措施：编号、名称或任何短语, en: "measure: id, name or any phrase"}
  region: {type: region, default: "", zh: 只列该地区（代码或名称）, en: only this region (code or name)}
  levels: {type: level, list: true, default: [], zh: 只列这些层级, en: only regions of these levels}
columns:
  region_name: {type: string, zh: 地区, en: region}
  policy_id: {type: string, zh: 政策编号, en: policy id}
  policy_title: {type: string, zh: 政策标题, en: policy title}
  source: {type: string, zh: 来源文件, en: the file that the words stand in}
  state: {type: string, zh: 状态, en: adopted or adopted_modified}
  basis: {type: string, zh: 依据, en: "text, or report (second-hand)"}
  modality: {type: string, zh: 语气, en: "must, should, encourage, explore, pilot or present"}
  score: {type: float, zh: 匹配分, en: score of the match}
  why: {type: string, zh: 理由, en: why the clause counts}
  task_id: {type: string, zh: 任务编号, en: task id}
  evidence: E
*/
// Every clause of a catalogue measure, in force or not. For a free phrase measure_evidence.py asks the matcher.
MATCH (m:Measure {id: $measure_id})<-[i:INSTANCE_OF]-(t:Task)<-[c:CONTAINS]-(p:Policy)
RETURN m.id AS measure_id, p.id AS policy_id, t.id AS task_id, c.basis AS basis,
       i.state AS state, i.modality AS modality, i.score AS score, i.why AS why,
       i.document_id AS document_id, i.span_start AS span_start, i.span_end AS span_end,
       i.quote AS quote, i.evidence_id AS evidence_id
ORDER BY policy_id, span_start, span_end, task_id, evidence_id
