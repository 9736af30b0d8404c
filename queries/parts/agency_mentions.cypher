/*
part: agency_mentions
zh: 文件中对机构的写法
en: How documents write an agency
columns:
  as_written: {type: string, zh: 原文写法, en: as written}
  agency_id: {type: string, zh: 机构编号, en: agency id}
*/
MATCH (a:Agency)-[e:LEADS|COOPERATES_ON|JOINTLY_RESPONSIBLE_FOR|SUPERVISES|LOCALLY_RESPONSIBLE_FOR]->(:Task)
RETURN DISTINCT e.as_written AS as_written, a.id AS agency_id
ORDER BY as_written, agency_id
