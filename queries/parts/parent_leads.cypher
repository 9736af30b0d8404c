/*
part: parent_leads
zh: 上级文件中同一措施由哪个条线牵头，本文件中由哪些条线负责
en: Which function leads a measure in the policies above, and which functions have a part in it here
parameters:
  policy: {type: policy, zh: 政策文件, en: policy}
columns:
  task_id: {type: string, zh: 本文件任务, en: task here}
  measure_name: {type: string, zh: 措施, en: measure}
  parent_title: {type: string, zh: 上级文件, en: policy above}
  agency_name: {type: string, zh: 上级牵头机构, en: lead there}
  function_id: {type: string, zh: 条线, en: function of that lead}
  function_name: {type: string, zh: 条线, en: name of that function}
  present: {type: bool, zh: 本任务中有该条线, en: an agency of that function has a part in the task here}
  bound: {type: bool, zh: 本任务有责任单位, en: the task here names somebody}
*/
MATCH (p:Policy {id: $policy})-[:IMPLEMENTS|FORWARDS*1..3]->(above:Policy)
WHERE above.id <> p.id
WITH DISTINCT p, above
MATCH (p)-[:CONTAINS]->(t:Task)-[:INSTANCE_OF]->(m:Measure)<-[:INSTANCE_OF]-(s:Task)<-[:CONTAINS]-(above),
      (s)<-[:LEADS]-(a:Agency)-[:PERFORMS]->(f:Function)
WITH DISTINCT t, m, above, a, f
RETURN t.id AS task_id, m.name AS measure_name, above.title AS parent_title, above.id AS parent_id,
       a.name AS agency_name, f.id AS function_id, f.name AS function_name,
       EXISTS { MATCH (t)<-[:LEADS|COOPERATES_ON|JOINTLY_RESPONSIBLE_FOR|SUPERVISES]-(:Agency)-[:PERFORMS]->(g:Function) WHERE g.id = f.id } AS present,
       EXISTS { MATCH (t)<-[:LEADS|COOPERATES_ON|JOINTLY_RESPONSIBLE_FOR]-(:Agency) } AS bound
ORDER BY task_id, measure_name, parent_id, agency_name, function_id
