/*
part: policy_names
zh: 图中的全部政策文件（含仅被引用的）
en: All policies of the graph, those only cited included
columns:
  policy_id: {type: string, zh: 政策编号, en: policy id}
  title: {type: string, zh: 标题, en: title}
  doc_number: {type: string, zh: 文号, en: document number}
  same_as: {type: strings, zh: 曾用编号, en: former ids}
  attested: {type: bool, zh: 有文档载明, en: some document carries or reports it}
*/
MATCH (p:Policy)
RETURN p.id AS policy_id, p.title AS title, p.doc_number AS doc_number, p.same_as AS same_as,
       EXISTS { MATCH (:Document)-[:ATTESTS]->(p) } AS attested
ORDER BY policy_id
