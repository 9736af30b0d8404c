/*
part: agency_succession
zh: 机构沿革
en: Which agency was succeeded by which
columns:
  agency_id: {type: string, zh: 原机构, en: the former agency}
  successor_id: {type: string, zh: 继任机构, en: its successor}
  since: {type: date, zh: 自, en: since}
  basis: {type: string, zh: 依据, en: the reform}
  function: {type: string, zh: 转移的职能, en: "the function that moved, empty: the whole body"}
  function_name: {type: string, zh: 职能名称, en: its name}
  matter: {type: string, zh: 转移的事项（任务用词，顿号分隔）, en: "what moved, in words of tasks joined by 、"}
  ended: {type: date, zh: 撤销日期, en: "when the former agency was abolished, empty: it lives on"}
  common: {type: int, zh: 共同条线数, en: functions that both perform}
*/
MATCH (a:Agency)-[e:SUCCEEDED_BY]->(b:Agency)
WITH DISTINCT a, b, coalesce(e.since, '') AS since, coalesce(e.basis, '') AS basis, coalesce(e.function, '') AS function,
     coalesce(e.matter, '') AS matter
OPTIONAL MATCH (a)-[:PERFORMS]->(f:Function)<-[:PERFORMS]-(b)
WITH a, b, since, basis, function, matter, count(DISTINCT f) AS common
OPTIONAL MATCH (g:Function {id: function})
RETURN a.id AS agency_id, b.id AS successor_id, since, basis, function, coalesce(g.name, function) AS function_name, matter,
       coalesce(a.valid_to, '') AS ended, common
ORDER BY agency_id, successor_id, since, function, basis, matter
