/*
part: region_names
zh: 图中的全部地区
en: All regions of the graph
columns:
  region_id: {type: string, zh: 地区编号, en: region id}
  code: {type: string, zh: 地区代码, en: region code}
  name: {type: string, zh: 全称, en: official name}
  level: {type: string, zh: 层级, en: level}
  valid_to: {type: date, zh: 撤销日期, en: abolished on}
*/
MATCH (r:Region)
RETURN r.id AS region_id, r.code AS code, r.name AS name, r.level AS level, coalesce(r.valid_to, '') AS valid_to
ORDER BY region_id
