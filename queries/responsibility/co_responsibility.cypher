/*
query: co_responsibility
zh: 哪些部门共同负责任务？谁牵头、谁配合？
en: Which agencies share tasks, who leads and who cooperates?
parameters:
  region: {type: region, default: "", zh: 地区（默认全部）, en: "region (default: all)"}
  subtree: {type: bool, default: true, zh: 含下级地区, en: with the regions below it}
  by: {type: choice, choices: [agency, function], default: agency, zh: 按机构或按条线（职能）, en: by agency or by function}
  agencies: {type: choice, choices: [as_named, as_written, lineage], default: as_named, zh: 机构口径：按名称、按原文写法、按沿革（归到现机构）, en: "how agencies are compared: as named, as written, or as the agency that succeeded them"}
columns:
  lead_id: {type: string, zh: 牵头方编号, en: id of the lead}
  lead_name: {type: string, zh: 牵头方, en: lead}
  partner_id: {type: string, zh: 协同方编号, en: id of the partner}
  partner_name: {type: string, zh: 协同方, en: partner}
  relation: {type: string, zh: 关系, en: "cooperate, joint (lead with a jointly responsible one), co_lead (both lead) or peers (jointly responsible, no lead between them)"}
  tasks: {type: int, zh: 任务数, en: distinct tasks}
  policies: {type: int, zh: 政策数, en: distinct policies}
  example_evidence_id: {type: string, zh: 证据示例, en: evidence of one such task}
  moved: {type: string, zh: 按职能划转计入的依据（仅沿革口径；职能、日期、机构改革、任务中的词）, en: "with lineage, why a task counts for another body than it names: the function that moved, when and by which reform, and the words of the task"}
*/
// One arm a relation; pairs of equals are listed once, in the order of their ids.
MATCH (a:Agency)-[:LEADS]->(t:Task)<-[:COOPERATES_ON]-(b:Agency), (p:Policy)-[:CONTAINS]->(t)
WHERE (size($region_ids) = 0 OR EXISTS { MATCH (p)-[:APPLIES_TO]->(r:Region) WHERE r.id IN $region_ids }) AND a.id <> b.id
RETURN a.id AS lead_id, a.name AS lead_name, b.id AS partner_id, b.name AS partner_name, 'cooperate' AS relation,
       count(DISTINCT t) AS tasks, count(DISTINCT p) AS policies, min(t.evidence_id) AS example_evidence_id
UNION ALL
MATCH (a:Agency)-[:LEADS]->(t:Task)<-[:JOINTLY_RESPONSIBLE_FOR]-(b:Agency), (p:Policy)-[:CONTAINS]->(t)
WHERE (size($region_ids) = 0 OR EXISTS { MATCH (p)-[:APPLIES_TO]->(r:Region) WHERE r.id IN $region_ids }) AND a.id <> b.id
RETURN a.id AS lead_id, a.name AS lead_name, b.id AS partner_id, b.name AS partner_name, 'joint' AS relation,
       count(DISTINCT t) AS tasks, count(DISTINCT p) AS policies, min(t.evidence_id) AS example_evidence_id
UNION ALL
MATCH (a:Agency)-[:LEADS]->(t:Task)<-[:LEADS]-(b:Agency), (p:Policy)-[:CONTAINS]->(t)
WHERE (size($region_ids) = 0 OR EXISTS { MATCH (p)-[:APPLIES_TO]->(r:Region) WHERE r.id IN $region_ids }) AND a.id < b.id
RETURN a.id AS lead_id, a.name AS lead_name, b.id AS partner_id, b.name AS partner_name, 'co_lead' AS relation,
       count(DISTINCT t) AS tasks, count(DISTINCT p) AS policies, min(t.evidence_id) AS example_evidence_id
UNION ALL
MATCH (a:Agency)-[:JOINTLY_RESPONSIBLE_FOR]->(t:Task)<-[:JOINTLY_RESPONSIBLE_FOR]-(b:Agency), (p:Policy)-[:CONTAINS]->(t)
WHERE (size($region_ids) = 0 OR EXISTS { MATCH (p)-[:APPLIES_TO]->(r:Region) WHERE r.id IN $region_ids }) AND a.id < b.id
RETURN a.id AS lead_id, a.name AS lead_name, b.id AS partner_id, b.name AS partner_name, 'peers' AS relation,
       count(DISTINCT t) AS tasks, count(DISTINCT p) AS policies, min(t.evidence_id) AS example_evidence_id
