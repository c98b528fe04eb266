// id: T5
// title: Grants to bodies of the place
// question: Who has published grants to bodies here, to how many, and for how much?
// read: Every row is one body that publishes its grants. Grants are known only where a funder publishes them.
// caveat: Some of these grants do not say when they end, and count as going on. Grants are no contracts: what the NHS and the council pay is not here.
// caveat: A body that is known by its company number here and by its charity number elsewhere may stand twice until somebody has decided that it is one.
// needs data: FUNDS (funding links)
// column funder: the body that gave the grants
// column bodies: how many bodies it gave them to
// column pounds: the sum of its grants in pounds
// column first: the first day of the earliest
// column latest: the first day of the latest
// column funder_id (Organisation): the body
MATCH (f:Organisation)-[pays:FUNDS]->(o:Organisation)
WHERE f.live AND pays.live AND o.live AND pays.published AND pays.amount IS NOT NULL
WITH f, o, pays ORDER BY o.id
RETURN f.name AS funder, count(DISTINCT o.id) AS bodies, sum(pays.amount) AS pounds, min(pays.starts) AS first,
  max(pays.starts) AS latest, f.id AS funder_id, collect(pays.id) AS evidence
ORDER BY pounds DESC, funder, funder_id
