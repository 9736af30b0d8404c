/*
part: agency_names
zh: 图中的全部机构
en: All agencies of the graph
columns:
  agency_id: {type: string, zh: 机构编号, en: agency id}
  name: {type: string, zh: 名称, en: name}
  region_id: {type: string, zh: 地区, en: region id}
  resolved: {type: bool, zh: 已识别, en: resolved}
*/
MATCH (a:Agency)
RETURN a.id AS agency_id, a.name AS name, coalesce(a.region_id, '') AS region_id, coalesce(a.resolved, false) AS resolved
ORDER BY agency_id
