// id: D9
// title: Counts that may not be added together
// question: Which engagement counts may not be added together?
// read: Every row is an interview, survey or meeting whose count may hold people of another. Those with the same number in
//   the column set hang together: one may overlap with the next, and that one with a third. Of one set take a single
//   count, never the sum; a sum over the set may count one person several times.
// caveat: That two counts are not said to overlap does not prove that nobody is in both.
// caveat: Read the note before adding counts of different sorts: one may count bodies and another people.
// needs data: Engagement (interviews, surveys and meetings)
// nothing: No engagement is said to count the same people as another.
// parameter show (overlapping | all, default overlapping): those that may count the same people, or those that stand alone too
// parameter engagement (Engagement): only this engagement and those that hang together with it
// parameter limit (integer 1 to 1000000, default 1000): how many rows to show
// column engagement: the interview, survey or meeting
// column n (Engagement.n_took_part): people who took part; blank where nobody says
// column counting_note: what the count is and what it may not be added to
// column overlaps_with: the engagements that are said to count some of the same people
// column set: the number of the set of engagements that hang together; blank for one that stands alone
// column n_invited (Engagement.n_invited): people invited; blank where nobody says
// column held_on: the day it was held
// column engagement_id (Engagement): the engagement
// column overlap_ids (Engagement): those it is said to overlap with
// row id: the engagement
// row name: what people call it
// row date: the day it was held
// row n_invited: people invited
// row n_took_part: people who took part
// row counting_note: what the count is
// row overlap_ids: engagements at the other end of a link that says so, from either side
// row evidence: the engagement, those links and their other ends, by id
MATCH (e:Engagement) WHERE e.live
OPTIONAL MATCH (e)-[o:OVERLAPS_WITH]-(x:Engagement) WHERE o.live AND x.live AND x.id <> e.id
WITH e, o, x ORDER BY o.id
WITH e, collect(x.id) AS overlap_ids, collect(o.id) AS said
RETURN e.id AS id, e.name AS name, e.date AS date, e.n_invited AS n_invited, e.n_took_part AS n_took_part,
  e.counting_note AS counting_note, overlap_ids, [e.id] + said + overlap_ids AS evidence
ORDER BY id
