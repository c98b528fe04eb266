// id: B2
// title: Who joins sectors that otherwise do not meet
// question: Who joins sectors that otherwise do not meet?
// read: Every row is an organisation that stands between others. A pair counts for it where one organisation has a tie
//   to it, it has a tie to another, and the first has none to the other. Gatekeeper: it lets what comes from another
//   sector into its own. Representative: it carries what comes from its own sector out. Liaison: it joins two sectors
//   that are both not its own. Itinerant: it joins two of one other sector. Coordinator: all three are of its own. The
//   constraint is low where its contacts do not know each other, and 1 or so where they all do. Those who join most
//   pairs across sectors stand first.
// caveat: To stand between is hard work as much as power: if this organisation stops, these pairs lose their way.
// caveat: Ties that nobody has told us of would make some of these pairs meet. Ask before calling sectors apart.
// needs data: Organisation (organisations)
// assumes: To be part of a body, or to be paid by one, is not counted as a tie.
// nothing: No organisation joins two others that have no tie themselves, across sectors.
// uses: services, referrals
// parameter ties (referrals | boards | works_with, default referrals): which ties: who refers to services of whom, who
//   sits on a board with whom, or who was rated as working with whom, which is confidential and needs --internal
// parameter organisation (Organisation): only this organisation
// parameter sector (Organisation.sector): only organisations of this sector
// parameter at_least (integer 0 to 1000000, default 1): the fewest pairs across sectors; 0 shows all that have a tie
// parameter limit (integer 1 to 1000000, default 200): how many rows to show
// column organisation: who stands between
// column sector: its sector
// column pairs_joined: pairs it joins across sectors: the next four together
// column gatekeeper: pairs of one from another sector and one of its own
// column representative: pairs of one of its own sector and one of another
// column liaison: pairs of two other sectors
// column itinerant: pairs of two of one other sector
// column coordinator: pairs of two of its own sector
// column constraint: how far its contacts are one circle (Burt): low is a broker
// column contacts: organisations it has a tie with, either way
// column organisation_id (Organisation): who stands between
// row id: an organisation
// row name: what people call it
// row sector: its sector
// row boards: the boards it has a seat on, each with the link
// row works: the organisations it was rated as working with, each with the link

// The query finds the organisations and their own ties; referrals come from a shared part, from services to who provides
// them. Who stands between is worked out in the file beside this one.
MATCH (o:Organisation) WHERE o.live
OPTIONAL MATCH (o)-[m:MEMBER_OF]->(b:Board) WHERE m.live AND b.live AND coalesce(b.state, '') <> 'closed'
WITH o, collect({id: b.id, link: m.id}) AS boards
OPTIONAL MATCH (o)-[w:WORKS_WITH]->(x:Organisation) WHERE w.live AND x.live
WITH o, boards, w, x ORDER BY o.id, w.id
RETURN o.id AS id, o.name AS name, o.sector AS sector, boards, collect({id: x.id, link: w.id}) AS works
ORDER BY id
