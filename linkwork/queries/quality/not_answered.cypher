// id: D8
// title: Who has not answered
// question: Who has not answered this round?
// read: Every row is a body that was asked for this round and has not answered, with the services it provides: what is
//   known of these rests on what others say, or on an earlier answer. The body with most services stands first. Days of
//   waiting are counted from the day it was asked to the day of the graph, not to today.
// caveat: No answer is not a refusal. Ask again, perhaps somebody else there or in another way.
// caveat: A body that was never asked is not in the list.
// needs data: ASKED (records of who was asked)
// without PROVIDES: Nobody says who provides any service, so no services are listed.
// nothing: Everybody who was asked has answered.
// parameter show (waiting | all, default waiting): those that have not answered, or everybody who was asked
// parameter source (Source): only those asked by this source
// parameter sector (Organisation.sector): only bodies of this sector
// parameter limit (integer 1 to 1000000, default 1000): how many rows to show
// column organisation: the body that was asked
// column services: the live services it provides
// column asked_on: the day it was asked; blank where nobody says
// column answered: yes, no, or not known where nobody says
// column reminders: reminders sent; blank where nobody says
// column waiting_days: days from being asked to the day of the graph; blank where it answered or a day is not known
// column sector: its sector
// column asked_by: who asked
// column organisation_id (Organisation): the body
// column source_id (Source): who asked
// column service_ids (Service): those services
// row organisation_id: the body
// row organisation: what people call it
// row sector: its sector
// row source_id: who asked
// row asked_by: what that source is called
// row asked_on: the day it was asked
// row answered: whether it has answered
// row reminders: reminders sent
// row services: the live services it provides, each {id, name}
// row evidence: ids of everything the row rests on
MATCH (o:Organisation)-[a:ASKED]->(x:Source)
WHERE o.live AND a.live AND x.live AND ($source = '' OR x.id = $source) AND ($sector = '' OR o.sector = $sector)
OPTIONAL MATCH (o)-[p:PROVIDES]->(s:Service) WHERE p.live AND s.live
WITH o, a, x, p, s ORDER BY s.id
WITH o, a, x, collect(p.id) AS provided, collect(CASE WHEN s.id IS NULL THEN null ELSE {id: s.id, name: s.name} END)
  AS services
RETURN o.id AS organisation_id, o.name AS organisation, o.sector AS sector, x.id AS source_id, x.name AS asked_by,
  a.asked_on AS asked_on, a.answered AS answered, a.reminders AS reminders, services,
  [o.id, a.id] + provided + [one IN services | one.id] AS evidence
ORDER BY organisation_id, source_id
