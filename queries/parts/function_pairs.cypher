/*
part: function_pairs
zh: 哪些条线共同负责任务
en: Which functions share tasks
parameters:
  region_ids: {type: region, list: true, default: [], zh: 地区编号（空为全部）, en: "region ids (empty: all)"}
columns:
  lead_id: {type: string, zh: 牵头方编号, en: id of the lead}
  lead_name: {type: string, zh: 牵头方, en: lead}
  partner_id: {type: string, zh: 协同方编号, en: id of the partner}
  partner_name: {type: string, zh: 协同方, en: partner}
  relation: {type: string, zh: 关系, en: "cooperate, joint (lead with a jointly responsible one), co_lead (both lead) or peers (jointly responsible, no lead between them)"}
  tasks: {type: int, zh: 任务数, en: distinct tasks}
  policies: {type: int, zh: 政策数, en: distinct policies}
  example_evidence_id: {type: string, zh: 证据示例, en: evidence of one such task}
*/
// As co_responsibility.cypher, by the functions that the agencies perform; what one agency does alone, or one function, is left out.
MATCH (f:Function)<-[:PERFORMS]-(a:Agency)-[:LEADS]->(t:Task)<-[:COOPERATES_ON]-(b:Agency)-[:PERFORMS]->(g:Function), (p:Policy)-[:CONTAINS]->(t)
WHERE (size($region_ids) = 0 OR EXISTS { MATCH (p)-[:APPLIES_TO]->(r:Region) WHERE r.id IN $region_ids }) AND a.id <> b.id AND f.id <> g.id
RETURN f.id AS lead_id, f.name AS lead_name, g.id AS partner_id, g.name AS partner_name, 'cooperate' AS relation,
       count(DISTINCT t) AS tasks, count(DISTINCT p) AS policies, min(t.evidence_id) AS example_evidence_id
UNION ALL
MATCH (f:Function)<-[:PERFORMS]-(a:Agency)-[:LEADS]->(t:Task)<-[:JOINTLY_RESPONSIBLE_FOR]-(b:Agency)-[:PERFORMS]->(g:Function), (p:Policy)-[:CONTAINS]->(t)
WHERE (size($region_ids) = 0 OR EXISTS { MATCH (p)-[:APPLIES_TO]->(r:Region) WHERE r.id IN $region_ids }) AND a.id <> b.id AND f.id <> g.id
RETURN f.id AS lead_id, f.name AS lead_name, g.id AS partner_id, g.name AS partner_name, 'joint' AS relation,
       count(DISTINCT t) AS tasks, count(DISTINCT p) AS policies, min(t.evidence_id) AS example_evidence_id
UNION ALL
MATCH (f:Function)<-[:PERFORMS]-(a:Agency)-[:LEADS]->(t:Task)<-[:LEADS]-(b:Agency)-[:PERFORMS]->(g:Function), (p:Policy)-[:CONTAINS]->(t)
WHERE (size($region_ids) = 0 OR EXISTS { MATCH (p)-[:APPLIES_TO]->(r:Region) WHERE r.id IN $region_ids }) AND a.id <> b.id AND f.id < g.id
RETURN f.id AS lead_id, f.name AS lead_name, g.id AS partner_id, g.name AS partner_name, 'co_lead' AS relation,
       count(DISTINCT t) AS tasks, count(DISTINCT p) AS policies, min(t.evidence_id) AS example_evidence_id
UNION ALL
MATCH (f:Function)<-[:PERFORMS]-(a:Agency)-[:JOINTLY_RESPONSIBLE_FOR]->(t:Task)<-[:JOINTLY_RESPONSIBLE_FOR]-(b:Agency)-[:PERFORMS]->(g:Function), (p:Policy)-[:CONTAINS]->(t)
WHERE (size($region_ids) = 0 OR EXISTS { MATCH (p)-[:APPLIES_TO]->(r:Region) WHERE r.id IN $region_ids }) AND a.id <> b.id AND f.id < g.id
RETURN f.id AS lead_id, f.name AS lead_name, g.id AS partner_id, g.name AS partner_name, 'peers' AS relation,
       count(DISTINCT t) AS tasks, count(DISTINCT p) AS policies, min(t.evidence_id) AS example_evidence_id
