/*
query: children
zh: 哪些文件落实、转发了这份文件？
en: Which policies rest on this one or pass it on, down the whole line?
parameters:
  policy: {type: policy, zh: 政策文件（编号、文号或标题）, en: "policy (id, document number or title)"}
columns:
  policy_id: {type: string, zh: 政策编号, en: policy id}
  title: {type: string, zh: 标题, en: title}
  doc_number: {type: string, zh: 文号, en: document number}
  relation: {type: string, zh: 关系, en: "implements or forwards (first step)"}
  distance: {type: int, zh: 层数, en: steps from the policy}
  held: {type: bool, zh: 是否持有, en: "held, or only cited"}
  issued_on: {type: date, zh: 成文日期, en: issued on}
  region_name: {type: string, zh: 地区, en: region of the descendant}
  evidence: E
*/
MATCH line = (below:Policy)-[e:IMPLEMENTS]->(:Policy)-[:IMPLEMENTS|FORWARDS*0..5]->(p:Policy {id: $policy})
RETURN below.id AS policy_id, below.title AS title, below.doc_number AS doc_number, 'implements' AS relation,
       length(line) AS distance, below.held AS held, below.issued_on AS issued_on,
       e.document_id AS document_id, e.span_start AS span_start, e.span_end AS span_end,
       e.quote AS quote, e.evidence_id AS evidence_id
UNION ALL
MATCH line = (below:Policy)-[e:FORWARDS]->(:Policy)-[:IMPLEMENTS|FORWARDS*0..5]->(p:Policy {id: $policy})
RETURN below.id AS policy_id, below.title AS title, below.doc_number AS doc_number, 'forwards' AS relation,
       length(line) AS distance, below.held AS held, below.issued_on AS issued_on,
       e.document_id AS document_id, e.span_start AS span_start, e.span_end AS span_end,
       e.quote AS quote, e.evidence_id AS evidence_id
