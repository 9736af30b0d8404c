/*
query: regions
zh: 有哪些地区？各持有多少文件？
en: Which regions are there, and how much is held of each?
parameters:
  levels: {type: level, list: true, default: [], zh: 只列这些层级, en: only regions of these levels}
  held: {type: bool, default: true, zh: 只列持有文件的地区, en: only regions of which something is held}
columns:
  region_code: {type: string, zh: 地区代码, en: region code}
  region_name: {type: string, zh: 地区, en: region}
  level: {type: string, zh: 层级, en: level}
  parent_name: {type: string, zh: 上级地区, en: region above}
  policies: {type: int, zh: 持有文件数, en: policies held}
  first_on: {type: date, zh: 最早文件, en: earliest dated policy}
  last_on: {type: date, zh: 最近文件, en: latest dated policy}
  valid_to: {type: date, zh: 撤销日期, en: abolished on}
*/
MATCH (r:Region)
WHERE size($levels) = 0 OR r.level IN $levels
OPTIONAL MATCH (r)<-[:APPLIES_TO]-(p:Policy)<-[:ATTESTS]-(:Document)
WITH r, count(DISTINCT p) AS policies,
     min(CASE WHEN p.issued_on <> '' THEN p.issued_on END) AS first_on, max(p.issued_on) AS last_on
WHERE policies > 0 OR NOT $held
RETURN r.id AS region_id, r.code AS region_code, r.name AS region_name, r.level AS level, policies,
       first_on, last_on, coalesce(r.valid_to, '') AS valid_to
ORDER BY region_id
