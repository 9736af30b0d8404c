/*
part: policy_regions
zh: 每份政策文件适用的地区
en: The regions that each policy applies to
columns:
  policy_id: {type: string, zh: 政策编号, en: policy id}
  region_id: {type: string, zh: 地区编号, en: region id}
*/
MATCH (p:Policy)-[:APPLIES_TO]->(r:Region)
RETURN DISTINCT p.id AS policy_id, r.id AS region_id
ORDER BY policy_id, region_id
