/*
query: coverage
zh: 每个文号系列持有多少、至少还缺多少？
en: How much of each number series is held, and how much is missing at least?
columns:
  series: {type: string, zh: 发文字号代字, en: letters of the series}
  year: {type: int, zh: 年份, en: year}
  held: {type: int, zh: 持有, en: numbers held with their text}
  cited: {type: int, zh: 被引用未持有, en: numbers cited but not held}
  highest: {type: int, zh: 已见最大号, en: highest number seen}
  unseen_at_least: {type: int, zh: 至少未见, en: "numbers issued but not held (lower bound)"}
*/
MATCH (p:Policy)
WHERE coalesce(p.doc_number, '') <> ''
RETURN p.doc_number AS doc_number,
       EXISTS { MATCH (:Document)-[a:ATTESTS]->(p) WHERE a.role IN ['text', 'mirror'] } AS held
ORDER BY doc_number, held
