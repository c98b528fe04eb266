// id: O8
// title: Overlaps already judged
// question: Which overlaps are deliberate (choice, language, culture) and which accidental?
// read: Every row is two services whose overlap somebody has judged: deliberate if there is a reason to have both,
//   accidental if it came about by itself. The rows whose day to look again has passed stand first, the longest overdue
//   first; then those whose day is still to come; then those without a day.
// read: Of two services that were judged more than once, the last judgement is shown.
// caveat: A judgement is what somebody decided on a day, with a reason. It does not say that the two still overlap:
//   question O1 works that out.
// caveat: Accidental does not mean that one of the two should go.
// needs data: JUDGED (judgements of overlaps)
// nothing: No judged overlap fits what was asked for.
// identity: service_a_id, service_b_id
// parameter overlap (JUDGED.overlap): only those judged so
// parameter due (yes_no, default no): only those whose day to look again has passed
// parameter service (Service): only pairs with this service
// parameter provider (Organisation): only pairs in which this organisation provides one of the two
// parameter sector (Organisation.sector): only pairs in which this sector provides one of the two
// parameter limit (integer 1 to 100000, default 200): how many pairs to show
// column pair: the two services
// column overlap (JUDGED.overlap): deliberate or accidental
// column reason (JUDGED.reason): why
// column decided_by (JUDGED.decided_by): the role or body that decided
// column decided_on (JUDGED.decided_on): when
// column review_on (JUDGED.review_on): the day to look again, if one was set
// column review: what that day means, seen from the day of the graph
// column provider_a: who provides the first of the two; blank if it is not known
// column provider_b: who provides the second; blank if it is not known
// column service_a_id (Service): one service
// column service_b_id (Service): the other service
// row service_a_id: one of two services that were judged
// row service_b_id: the other
// row names: what people call the two
// row providers: the names of those who provide the first, and of those who provide the second
// row provider_ids: the ids of all who provide either
// row sectors: their sectors
// row overlap: the judgement
// row reason: why
// row decided_by: the role or body that decided
// row decided_on: when
// row review_on: when to look again
// row evidence: ids of everything the row rests on
MATCH (a:Service)-[j:JUDGED]->(b:Service) WHERE a.live AND j.live AND b.live
OPTIONAL MATCH (p:Organisation)-[r:PROVIDES]->(a) WHERE p.live AND r.live
WITH a, j, b, p, r ORDER BY p.name, p.id
WITH a, j, b, collect(p.id) AS ids_a, collect(p.name) AS names_a, collect(p.sector) AS sectors_a, collect(r.id) AS links_a
OPTIONAL MATCH (q:Organisation)-[t:PROVIDES]->(b) WHERE q.live AND t.live
WITH a, j, b, ids_a, names_a, sectors_a, links_a, q, t ORDER BY q.name, q.id
WITH a, j, b, ids_a, names_a, sectors_a, links_a, collect(q.id) AS ids_b, collect(q.name) AS names_b,
  collect(q.sector) AS sectors_b, collect(t.id) AS links_b
RETURN a.id AS service_a_id, b.id AS service_b_id, [a.name, b.name] AS names, [names_a, names_b] AS providers,
  ids_a + ids_b AS provider_ids, sectors_a + sectors_b AS sectors, j.overlap AS overlap, j.reason AS reason,
  j.decided_by AS decided_by, j.decided_on AS decided_on, j.review_on AS review_on,
  [j.id, a.id, b.id] + links_a + links_b AS evidence
ORDER BY service_a_id, service_b_id
