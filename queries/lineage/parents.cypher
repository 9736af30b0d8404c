/*
query: parents
zh: 这份文件依据、转发了哪些上级文件？
en: Which policies does this one rest on or pass on, up the whole line?
parameters:
  policy: {type: policy, zh: 政策文件（编号、文号或标题）, en: "policy (id, document number or title)"}
columns:
  policy_id: {type: string, zh: 政策编号, en: policy id}
  title: {type: string, zh: 标题, en: title}
  doc_number: {type: string, zh: 文号, en: document number}
  relation: {type: string, zh: 关系, en: "implements or forwards (last step)"}
  distance: {type: int, zh: 层数, en: steps from the policy}
  held: {type: bool, zh: 是否持有, en: "held, or only cited"}
  issued_on: {type: date, zh: 成文日期, en: issued on}
  region_name: {type: string, zh: 地区, en: region of the ancestor}
  evidence: E
*/
MATCH line = (p:Policy {id: $policy})-[:IMPLEMENTS|FORWARDS*0..5]->(:Policy)-[e:IMPLEMENTS]->(above:Policy)
RETURN above.id AS policy_id, above.title AS title, above.doc_number AS doc_number, 'implements' AS relation,
       length(line) AS distance, above.held AS held, above.issued_on AS issued_on,
       e.document_id AS document_id, e.span_start AS span_start, e.span_end AS span_end,
       e.quote AS quote, e.evidence_id AS evidence_id
UNION ALL
MATCH line = (p:Policy {id: $policy})-[:IMPLEMENTS|FORWARDS*0..5]->(:Policy)-[e:FORWARDS]->(above:Policy)
RETURN above.id AS policy_id, above.title AS title, above.doc_number AS doc_number, 'forwards' AS relation,
       length(line) AS distance, above.held AS held, above.issued_on AS issued_on,
       e.document_id AS document_id, e.span_start AS span_start, e.span_end AS span_end,
       e.quote AS quote, e.evidence_id AS evidence_id
