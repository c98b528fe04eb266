// id: T3
// title: Networks and live practices
// question: How many primary care networks are there, and how many live practices?
// read: A practice is live if it is a member of a network now.
// caveat: A practice that the list names without a present network is not counted.
// needs data: PART_OF (memberships of networks)
// column networks: primary care networks
// column practices: practices that are a member of one
MATCH (practice:Organisation {category: 'practice'})-[r:PART_OF]->(pcn:Organisation {category: 'pcn'})
WHERE practice.live AND r.live AND pcn.live
RETURN count(DISTINCT pcn.id) AS networks, count(DISTINCT practice.id) AS practices, collect(r.id) AS evidence
ORDER BY networks, practices
