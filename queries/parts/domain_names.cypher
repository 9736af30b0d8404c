/*
part: domain_names
zh: 图中出现的政策领域
en: The domains that policies of the graph belong to
columns:
  domain: {type: string, zh: 领域, en: domain id}
*/
MATCH (p:Policy)
UNWIND p.domains AS domain
RETURN DISTINCT domain
ORDER BY domain
