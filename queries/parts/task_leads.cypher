/*
part: task_leads
zh: 这些任务由谁牵头
en: Who leads these tasks, and with which function
parameters:
  tasks: {type: task, list: true, zh: 任务编号, en: task ids}
columns:
  task_id: {type: string, zh: 任务编号, en: task id}
  agency_name: {type: string, zh: 机构, en: agency}
  as_written: {type: string, zh: 原文写法, en: as written}
  function_id: {type: string, zh: 条线, en: function}
*/
UNWIND $tasks AS wanted
MATCH (t:Task {id: wanted})<-[e:LEADS]-(a:Agency)
OPTIONAL MATCH (a)-[:PERFORMS]->(f:Function)
RETURN t.id AS task_id, e.place AS place, a.name AS agency_name, e.as_written AS as_written, f.id AS function_id
ORDER BY task_id, place, agency_name, function_id
