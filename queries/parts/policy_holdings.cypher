/*
part: policy_holdings
zh: 每份政策文件的持有情况
en: How each policy is held
columns:
  policy_id: {type: string, zh: 政策编号, en: policy id}
  doc_number: {type: string, zh: 文号, en: document number}
  issued_on: {type: date, zh: 成文日期, en: issued on}
  region_id: {type: string, zh: 地区, en: region id}
  attested: {type: bool, zh: 有文档载明, en: some document carries or reports it}
  text: {type: bool, zh: 持有正文, en: a document carries its text}
*/
MATCH (p:Policy)
RETURN p.id AS policy_id, coalesce(p.doc_number, '') AS doc_number, coalesce(p.issued_on, '') AS issued_on,
       coalesce(p.region_id, '') AS region_id,
       EXISTS { MATCH (:Document)-[:ATTESTS]->(p) } AS attested,
       EXISTS { MATCH (:Document)-[a:ATTESTS]->(p) WHERE a.role IN ['text', 'mirror'] } AS text
ORDER BY policy_id
