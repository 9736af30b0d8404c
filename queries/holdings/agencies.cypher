/*
query: agencies
zh: 有哪些机构？各承担多少任务？
en: Which agencies are there, and how many tasks has each?
parameters:
  region: {type: region, default: "", zh: 只列该地区的机构（代码或名称）, en: only agencies of this region (code or name)}
  resolved: {type: bool, default: true, zh: 只列已识别的机构, en: only agencies that were resolved}
columns:
  agency_id: {type: string, zh: 机构编号, en: agency id}
  agency_name: {type: string, zh: 机构, en: agency}
  kind: {type: string, zh: 类别, en: "body, collective, generic or unresolved"}
  level: {type: string, zh: 层级, en: level}
  region_name: {type: string, zh: 地区, en: region}
  functions: {type: strings, zh: 条线, en: functions it performs}
  leads: {type: int, zh: 牵头任务数, en: tasks it leads}
  cooperates: {type: int, zh: 配合任务数, en: tasks it cooperates on}
  joint: {type: int, zh: 共同负责任务数, en: tasks it is jointly responsible for}
  resolved: {type: bool, zh: 已识别, en: resolved}
  candidates: {type: strings, zh: 候选机构, en: agencies that an unresolved one may be}
  valid_from: {type: date, zh: 设立日期, en: set up on}
  valid_to: {type: date, zh: 撤销日期, en: abolished on}
*/
MATCH (a:Agency)
WHERE ($region = '' OR a.region_id = $region) AND (NOT $resolved OR a.resolved)
OPTIONAL MATCH (a)-[:LEADS]->(t:Task)
WITH a, count(DISTINCT t) AS leads
OPTIONAL MATCH (a)-[:COOPERATES_ON]->(t:Task)
WITH a, leads, count(DISTINCT t) AS cooperates
OPTIONAL MATCH (a)-[:JOINTLY_RESPONSIBLE_FOR]->(t:Task)
WITH a, leads, cooperates, count(DISTINCT t) AS joint
OPTIONAL MATCH (a)-[:PERFORMS]->(f:Function)
WITH a, leads, cooperates, joint, collect(DISTINCT f.name) AS functions
RETURN a.id AS agency_id, a.name AS agency_name, a.kind AS kind, a.level AS level, coalesce(a.region_id, '') AS region_id,
       functions, leads, cooperates, joint, coalesce(a.resolved, false) AS resolved, a.candidates AS candidates,
       coalesce(a.valid_from, '') AS valid_from, coalesce(a.valid_to, '') AS valid_to
ORDER BY agency_id
