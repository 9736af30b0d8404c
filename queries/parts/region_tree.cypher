/*
part: region_tree
zh: 地区的隶属关系
en: Which region is part of which
columns:
  region_id: {type: string, zh: 下级地区, en: the lower region}
  parent_id: {type: string, zh: 上级地区, en: the region it is part of}
  valid_from: {type: date, zh: 起, en: since}
  valid_to: {type: date, zh: 止, en: until}
*/
MATCH (r:Region)-[e:PART_OF]->(above:Region)
RETURN r.id AS region_id, above.id AS parent_id,
       coalesce(e.valid_from, '') AS valid_from, coalesce(e.valid_to, '') AS valid_to
ORDER BY region_id, parent_id, valid_from, valid_to
