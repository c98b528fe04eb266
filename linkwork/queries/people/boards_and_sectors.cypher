// id: B3
// title: Boards and the sectors on them
// question: Who sits on which boards, and which sectors are absent?
// read: Every row is one board, with the organisations that have a seat on it and their sectors. A sector is missing
//   where the place has a live organisation of that sector and none sits on the board. `Shared with` are the other
//   boards on which some of the same organisations sit, with how many they are.
// caveat: A sector may be heard in other ways than by a seat, and a seat does not say that anybody is listened to.
// caveat: Only seats of organisations count. A person who sits on a board without an organisation's seat is not here.
// needs data: Board (boards), MEMBER_OF (seats of organisations on boards)
// nothing: No board that still meets is known.
// parameter board (Board): only this board
// parameter organisation (Organisation): only boards on which this organisation sits
// parameter sector (Organisation.sector): only boards on which this sector sits
// parameter missing (Organisation.sector): only boards from which this sector is missing
// parameter limit (integer 1 to 1000000, default 500): how many rows to show
// column board: the board
// column state: active or proposed; blank where nobody says
// column n_organisations: organisations with a seat; blank where nobody has named any
// column organisations: which they are, in order of name
// column sectors: their sectors
// column missing_sectors: sectors of the place that have no seat; blank where no member is named
// column shared_with: other boards with some of the same organisations, and how many
// column board_id (Board): the board
// column organisation_ids (Organisation): the organisations with a seat
// column shared_ids (Board): the other boards
// row board_id: the board
// row board: what people call it
// row state: whether it meets
// row members: the organisations with a seat, each with its sector and the link
// row sectors: every sector of the place, each with one organisation of it

// A board that is closed by its own state is left out, as a closed service is.
MATCH (x:Organisation) WHERE x.live AND x.sector IS NOT NULL
WITH x.sector AS sector, min(x.id) AS witness ORDER BY sector
WITH collect({sector: sector, id: witness}) AS sectors
MATCH (b:Board) WHERE b.live AND coalesce(b.state, '') <> 'closed'
OPTIONAL MATCH (o:Organisation)-[m:MEMBER_OF]->(b) WHERE o.live AND m.live
WITH sectors, b, o, m ORDER BY o.name, o.id
WITH sectors, b, collect({id: o.id, name: o.name, sector: o.sector, link: m.id}) AS members
RETURN b.id AS board_id, b.name AS board, b.state AS state, members, sectors
ORDER BY board, board_id
