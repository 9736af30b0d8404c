/*
query: wanted
zh: 哪些文件被引用但尚未收集？
en: Which policies are cited but not held?
columns:
  doc_number: {type: string, zh: 文号, en: document number}
  title: {type: string, zh: 标题, en: title}
  issuer: {type: string, zh: 发文机关（据标题或文号代字）, en: "issuer, as far as the title or the number tells for certain; else empty"}
  cited_by: {type: int, zh: 引用它的文件数, en: policies that cite it}
  first_cited_on: {type: date, zh: 最早被引用日期, en: date of the earliest dated policy that cites it}
  policy_id: {type: string, zh: 政策编号, en: policy id}
  evidence: E
  issuer_basis: {type: string, zh: 依据，或不能确定的原因, en: "title or number; where the issuer is empty, why"}
*/
// How much else must exist, by the highest serial of each series, is in meta.coverage and in `coverage`.
MATCH (citing:Policy)-[e:IMPLEMENTS|FORWARDS|CITES|REPEALS]->(p:Policy)
WHERE NOT EXISTS { MATCH (:Document)-[a:ATTESTS]->(p) WHERE a.role IN ['text', 'mirror', 'digest'] }
RETURN p.id AS policy_id, p.doc_number AS doc_number, p.title AS title, coalesce(p.issuer, '') AS issuer,
       coalesce(p.issuer_basis, '') AS issuer_basis, citing.id AS citing_id,
       coalesce(citing.issued_on, '') AS cited_on, e.document_id AS document_id, e.span_start AS span_start,
       e.span_end AS span_end, e.quote AS quote, e.evidence_id AS evidence_id
ORDER BY policy_id, citing_id, document_id, span_start, span_end, evidence_id
