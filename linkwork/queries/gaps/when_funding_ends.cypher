// id: G8
// title: Gaps when funding ends
// question: What will become a gap when funding ends?
// read: Every row is a day on which funding ends, with the services it ends for and who pays for them. Cells lost are the
//   combinations of need, group and area that nobody covers from then on, and that somebody covered until then. What
//   ended on an earlier day, or on the same day, counts as gone. Funding that has ended already stands first. People
//   affected are people with the need where nobody is left for them.
// caveat: Funding that ends is often renewed. Ask before calling it lost.
// caveat: A service whose funding has ended may go on without it.
// needs data: Service (services), MEETS (links from services to needs), COVERS (links from services to areas)
// without HAS_DEMAND: The number of people in need is not known, so nobody can say how many are affected.
// without FUNDS: Nobody says who pays for any service.
// assumes: Funding ends on the day that the service says; where it says none, on the day when the last of its payments ends, if all of them say. A month or a year counts as its last day.
// uses: offers, terms, places, demand
// identity: date
// parameter need (Need): only this need and what is narrower
// parameter audience (Audience): only these people
// parameter area (Area): only this area and what lies in it
// parameter limit (integer 1 to 1000000, default 500): how many days to show
// column date: the day
// column when: whether that day has passed, seen from the day of the graph
// column service: the services whose funding ends
// column funder: who pays for them; a fund that is not published is not named
// column cells_lost: combinations of need, group and area that nobody covers from then on
// column cells_lost_by_then: the same with those of earlier days
// column places_lost: needs and areas in which nobody is left for anybody
// column people_affected (HAS_DEMAND.people): people with the need where nobody is left for them; blank if it is not known or not to be shown
// column alone: for each service, in their order, the combinations that it alone covers today
// column service_ids (Service): the services
// column funder_ids (Organisation|Fund): who pays for them, without funds that are not published
// row id: the link
// row service_id: the service
// row funder_id: who pays
// row funder: its name
// row named: whether it may be named
// row ends: the day on which the payment ends

// The query finds the payments. What is lost with each service is worked out, cell by cell, in the file beside this one.
MATCH (f:Organisation|Fund)-[r:FUNDS]->(s:Service) WHERE f.live AND r.live AND s.live
RETURN r.id AS id, s.id AS service_id, f.id AS funder_id, f.name AS funder,
  CASE WHEN f:Organisation THEN true ELSE coalesce(f.published, false) END AS named,
  CASE WHEN r.ends IS NOT NULL THEN r.ends WHEN f:Fund AND f.published THEN f.ends END AS ends
ORDER BY id
