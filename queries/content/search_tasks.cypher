/*
query: search_tasks
zh: 哪些任务提到了这些词？
en: Which tasks contain these words?
parameters:
  text: {type: text, zh: 词语（空格分开的各词都要出现）, en: words (all words parted by blanks must occur)}
  region: {type: region, default: "", zh: 只列该地区（代码或名称）, en: only this region (code or name)}
  levels: {type: level, list: true, default: [], zh: 只列这些层级, en: only regions of these levels}
columns:
  task_id: {type: string, zh: 任务编号, en: task id}
  text: {type: string, zh: 任务内容, en: text of the task}
  policy_id: {type: string, zh: 政策编号, en: policy id}
  policy_title: {type: string, zh: 政策标题, en: policy title}
  region_name: {type: string, zh: 地区, en: region of the policy}
  issued_on: {type: date, zh: 成文日期, en: issued on}
  evidence: E
*/
MATCH (p:Policy)-[:CONTAINS]->(t:Task)
WHERE all(word IN $words WHERE t.text CONTAINS word OR t.heading CONTAINS word)
  AND ($region = '' OR EXISTS { MATCH (p)-[:APPLIES_TO]->(r:Region) WHERE r.id = $region })
  AND (size($levels) = 0 OR EXISTS { MATCH (p)-[:APPLIES_TO]->(l:Region) WHERE l.level IN $levels })
RETURN t.id AS task_id, t.text AS text, p.id AS policy_id, p.title AS policy_title, p.issued_on AS issued_on,
       CASE WHEN coalesce(p.issued_on, '') = '' THEN 1 ELSE 0 END AS undated, t.position AS place, t.document_id AS document_id, t.span_start AS span_start, t.span_end AS span_end,
       t.quote AS quote, t.evidence_id AS evidence_id
ORDER BY undated, issued_on, policy_id, place, task_id
