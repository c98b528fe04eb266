// id: A5
// title: Where each recommendation stands
// question: Where is each recommendation up to?
// read: Every row is a recommendation, in order of its rank. `days_open` counts from the day it was first endorsed to the
//   day of the graph, as long as it is neither done nor dropped. `overdue` is yes where its day has passed and it is
//   not. `waits_for` is what it depends on, straight or by way of others, that is not done.
// caveat: A state is what somebody said when they were last asked. Ask the owner before a meeting.
// caveat: What waits for a recommendation that was dropped waits for ever: somebody must decide.
// needs data: Recommendation (recommendations)
// without ENDORSED: Nobody has said which board endorsed any recommendation, or when, so no days are counted.
// without ASSIGNED: Nobody has said who is to carry out any recommendation.
// assumes: An endorsement of which only the month or the year is known counts from its last day.
// assumes: A day to be done by of which only the month or the year is known has passed when that is over.
// nothing: Recommendations are loaded, but none is live.
// parameter show (all | open | overdue, default all): all, those neither done nor dropped, or those past their day
// parameter owner (Organisation): only what this organisation is to carry out
// parameter board (Board): only what this board endorsed
// parameter state (Recommendation.state): only what has come this far
// parameter limit (integer 1 to 100000, default 500): how many rows to show
// column rank: its place in the list; blank where nobody has said
// column recommendation: what should happen
// column endorsed_by: boards that endorsed it
// column endorsed_on: the day it was first endorsed; blank where nobody has said
// column owner: who is to carry it out; empty where nobody has said
// column state: proposed, endorsed, committed, in_progress, done or dropped; or not said
// column due: the day it should be done by; blank where none is set
// column overdue: yes, no, no day set, or not known where nobody has said how far it has come
// column days_open: days since it was first endorsed, if it is neither done nor dropped; blank where not known
// column depends_on: what it depends on, each with how far that has come
// column waits_for: what it depends on, straight or by way of others, that is not done
// column recommendation_id (Recommendation): the recommendation
// column board_ids (Board): boards that endorsed it
// column owner_ids (Organisation): who is to carry it out
// column waits_for_ids (Recommendation): what it waits for
// row id: the recommendation
// row name: what people call it
// row rank: its place in the list
// row state: how far it has come
// row due: the day it should be done by
// row boards: boards that endorsed it, each with the day and the link
// row owners: who is to carry it out, each with the link
// row needed: the recommendations it depends on, each with the link

// The query finds them; days are counted, and what depends on what is followed, in the file beside this one.
MATCH (r:Recommendation) WHERE r.live
OPTIONAL MATCH (b:Board)-[e:ENDORSED]->(r) WHERE b.live AND e.live
WITH r, collect({id: b.id, name: b.name, endorsed_on: e.endorsed_on, link: e.id}) AS boards
OPTIONAL MATCH (o:Organisation)-[t:ASSIGNED]->(r) WHERE o.live AND t.live
WITH r, boards, collect({id: o.id, name: o.name, link: t.id}) AS owners
OPTIONAL MATCH (r)-[d:DEPENDS_ON]->(q:Recommendation) WHERE d.live AND q.live
WITH r, boards, owners, collect({id: q.id, link: d.id}) AS needed
RETURN r.id AS id, r.name AS name, r.rank AS rank, r.state AS state, r.due AS due, boards, owners, needed
ORDER BY id
