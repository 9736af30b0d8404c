/*
query: similar
zh: 其他文件里有哪些相近的条款？差在哪些字？
en: Which clauses elsewhere are nearest to this one, and which words differ?
parameters:
  task: {type: task, zh: 任务编号, en: task id}
  limit: {type: int, default: 20, zh: 最多列出, en: at most so many}
columns:
  task_id: {type: string, zh: 任务编号, en: task id}
  similarity: {type: float, zh: 相似度, en: "similarity from 0 to 1 (weighted pairs of characters)"}
  text: {type: string, zh: 任务内容, en: text of the task}
  edit: {type: objects, zh: 逐字比对, en: "from the given task to this one: {op, a, b} with op equal, replace, delete or insert"}
  policy_id: {type: string, zh: 政策编号, en: policy id}
  policy_title: {type: string, zh: 政策标题, en: policy title}
  region_name: {type: string, zh: 地区, en: region of the policy}
  issued_on: {type: date, zh: 成文日期, en: issued on}
  evidence: E
*/
// Candidates: the tasks of other policies that hold most of the words of this one. similar.py ranks them.
UNWIND $words AS word
MATCH (t:Task)
WHERE t.text CONTAINS word
WITH t, count(DISTINCT word) AS shared
MATCH (p:Policy)-[:CONTAINS]->(t)
WHERE p.id <> $own_policy
RETURN shared, t.id AS task_id, t.text AS text, p.id AS policy_id, p.title AS policy_title, p.issued_on AS issued_on,
       t.document_id AS document_id, t.span_start AS span_start, t.span_end AS span_end,
       t.quote AS quote, t.evidence_id AS evidence_id
ORDER BY shared DESC, task_id, policy_id
LIMIT 500
