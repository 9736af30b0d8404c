/*
part: document_paths
zh: 每个文档的来源文件
en: The file of each document
columns:
  document_id: {type: string, zh: 文档编号, en: document id}
  path: {type: string, zh: 来源文件, en: path of the file as given}
*/
MATCH (d:Document)
RETURN d.id AS document_id, d.path AS path
ORDER BY document_id
