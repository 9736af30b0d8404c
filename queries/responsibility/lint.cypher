/*
query: lint
zh: 这份文件的责任分工有哪些疏漏？
en: What is amiss with the responsibilities in this policy?
parameters:
  policy: {type: policy, zh: 政策文件（编号、文号或标题）, en: "policy (id, document number or title)"}
columns:
  finding: {type: string, zh: 问题, en: "no_lead, no_agency, several_leads, open_list, agency_out_of_time, deadline_past, issuer_without_task or function_missing"}
  severity: {type: string, zh: 轻重, en: "warning or note"}
  task_id: {type: string, zh: 任务编号, en: task id}
  agency_name: {type: string, zh: 机构, en: agency}
  policy_id: {type: string, zh: 政策编号, en: policy id}
  explanation: {type: string, zh: 说明, en: what was found}
  evidence: E
*/
// The tasks; who is responsible for them, who issued the policy and who leads the parent's tasks come from parts/.
MATCH (p:Policy {id: $policy})-[:CONTAINS]->(t:Task)
RETURN t.position AS place, t.id AS task_id, t.kind AS kind, t.deadline AS deadline, t.deadline_date AS deadline_date,
       t.open_ended AS open_ended, p.issued_on AS issued_on, t.document_id AS document_id,
       t.span_start AS span_start, t.span_end AS span_end, t.quote AS quote, t.evidence_id AS evidence_id
ORDER BY place, task_id
