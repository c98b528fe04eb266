// id: O1
// title: Services that do the same thing
// question: Which pairs of services do the same thing for the same people in the same place?
// read: A cell is one need of one group of people in one area. Of all cells that service A reaches, containment A in B
//   is the share that B reaches too; containment B in A is the same the other way round. Both near 1 means that the
//   two do the same thing; one near 1 and the other small means that one does a part of what the other does. The pairs
//   that are most alike (Jaccard) stand first.
// read: The p-value says how often two services would share at least as many needs if each had picked its own at random
//   among all that somebody meets: near 0, the overlap in needs is hardly by chance; near 1, it is what one would
//   expect. It knows nothing of groups and areas. Where many pairs are compared some look surprising by luck alone:
//   the adjusted value allows for that, and is the one to go by. A large adjusted value means that services with as
//   many needs as these would often share some by chance; it does not make the overlap less real for the people
//   concerned.
// caveat: An overlap is a conversation to have, not a fault: choice, language, culture and sheer demand are good reasons.
// caveat: Overlap on paper says nothing of quality, of who comes, or of whether there is room.
// caveat: The overlap coefficient is 1 for any small service inside a large one; never read it alone.
// needs data: Service (services), MEETS (links from services to needs), COVERS (links from services to areas)
// without JUDGED: Nobody has judged yet which overlaps are deliberate.
// nothing: No two services reach the same cells to the extent asked for.
// uses: offers, terms, places, demand
// parameter at_least (number 0 to 1, default 0.5): the least containment, one way or the other
// parameter limit (integer 1 to 100000, default 200): how many pairs to show
// parameter need (Need): compare only what is done for this need and what is narrower
// parameter area (Area): compare only what is done in this area
// parameter audience (Audience): compare only what is done for these people
// parameter service (Service): only pairs with this service
// parameter provider (Organisation): only pairs in which this organisation provides one of the two
// parameter sector (Organisation.sector): only pairs in which this sector provides one of the two
// column service_a: one service
// column provider_a: who provides it
// column service_b: the other service
// column provider_b: who provides that
// column shared_needs: needs that both meet
// column shared_groups: groups of people that both take, or `everyone`
// column shared_areas: areas that both cover
// column containment_a_in_b: share of what A does that B also does, 0 to 1
// column containment_b_in_a: share of what B does that A also does, 0 to 1
// column overlap_coefficient: shared cells over those of the smaller service, 0 to 1 (Szymkiewicz-Simpson)
// column jaccard: shared cells over those that either reaches, 0 to 1
// column p_value: chance of sharing at least as many needs by luck, 0 to 1 (hypergeometric)
// column intentional (JUDGED.overlap): deliberate or accidental, if somebody has judged it
// column p_adjusted: the same, allowing for how many pairs were compared (Benjamini-Hochberg)
// column shared_cells: combinations of need, group and area that both reach, each counted as one
// column service_a_id (Service): one service
// column service_b_id (Service): the other service
// row service_a_id: one of two services that were judged
// row service_b_id: the other
// row overlap: the judgement
// row decided_on: when
// row evidence: the judgement, by id

// The query finds the judgements. The overlaps are worked out from the offers, cell by cell, in the file beside this
// one: broader terms, "everyone" and left-out groups have to be spelt out first, which portable Cypher cannot do.
MATCH (a:Service)-[j:JUDGED]->(b:Service) WHERE a.live AND j.live AND b.live
RETURN a.id AS service_a_id, b.id AS service_b_id, j.overlap AS overlap, j.decided_on AS decided_on, [j.id] AS evidence
ORDER BY service_a_id, service_b_id
