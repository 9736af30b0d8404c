/*
part: policy_issuers
zh: 一份文件的发文机关
en: Who issued one policy
parameters:
  policy: {type: policy, zh: 政策文件, en: policy}
columns:
  agency_id: {type: string, zh: 机构编号, en: agency id}
  agency_name: {type: string, zh: 机构, en: agency}
  evidence: E
*/
MATCH (p:Policy {id: $policy})-[e:ISSUED_BY]->(a:Agency)
RETURN a.id AS agency_id, a.name AS agency_name, e.document_id AS document_id, e.span_start AS span_start,
       e.span_end AS span_end, e.quote AS quote, e.evidence_id AS evidence_id
ORDER BY agency_id, document_id, span_start, span_end, evidence_id
