// title: Systems that exchange data
// read: One row for each live link that says how far one digital system exchanges data with another.
// order: id
// row id: the link
// row a_id: one system
// row b_id: the other
// row state: live, trial, planned or none
MATCH (a:Platform)-[e:EXCHANGES_WITH]->(b:Platform) WHERE a.live AND e.live AND b.live
RETURN e.id AS id, a.id AS a_id, b.id AS b_id, e.state AS state
