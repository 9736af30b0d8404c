/*
part: agency_succession
zh: 机构沿革
en: Which agency was succeeded by which
columns:
  agency_id: {type: string, zh: 原机构, en: the former agency}
  successor_id: {type: string, zh: 继任机构, en: its successor}
  since: {type: date, zh: 自, en: since}
*/
MATCH (a:Agency)-[e:SUCCEEDED_BY]->(b:Agency)
RETURN DISTINCT a.id AS agency_id, b.id AS successor_id, coalesce(e.since, '') AS since
ORDER BY agency_id, successor_id, since
