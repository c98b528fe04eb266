// id: T1
// title: Practices by primary care network
// question: Which practices belong to which primary care network?
// read: Every row is one network with the practices that its latest list names as members.
// caveat: A practice that has left a network is not here; linkwork changes says which have.
// needs data: PART_OF (memberships of networks)
// column network: the primary care network
// column practices: how many practices it has
// column members: their names, as NHS ODS writes them
// column network_id (Organisation): the network
MATCH (practice:Organisation {category: 'practice'})-[r:PART_OF]->(pcn:Organisation {category: 'pcn'})
WHERE practice.live AND r.live AND pcn.live
WITH pcn, practice, r ORDER BY practice.name, practice.id
WITH pcn, collect(practice.name) AS members, collect(r.id) AS evidence
RETURN pcn.name AS network, size(members) AS practices, members, pcn.id AS network_id, evidence
ORDER BY practices DESC, network, network_id
