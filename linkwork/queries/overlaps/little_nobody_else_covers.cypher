// id: O4
// title: Services that add little nobody else covers
// question: Which services add little that nobody else covers?
// read: Every row is one service, cell by cell: a cell is one need of one group of people in one area. Also covered is
//   the share of what it does that at least one other service does too; unique cells are those that nobody else
//   reaches. Those that are most also covered stand first.
// caveat: Also covered does not mean not needed: the others may be full, and choice, language, culture and trust are
//   good reasons to have two.
// caveat: That another service is for the same people on paper says nothing of quality or of who comes.
// needs data: Service (services), MEETS (links from services to needs), COVERS (links from services to areas)
// nothing: No service is also covered to the extent asked for.
// uses: offers, terms, places, demand
// parameter at_least (number 0 to 1, default 0): the least share that others cover too
// parameter need (Need): only what is done for this need and what is narrower
// parameter audience (Audience): only what is done for these people
// parameter area (Area): only what is done in this area
// parameter provider (Organisation): only services of this organisation
// parameter sector (Organisation.sector): only services of this sector
// parameter limit (integer 1 to 100000, default 200): how many services to show
// column service: the service
// column provider: who provides it
// column footprint_cells: combinations of need, group and area that it reaches
// column unique_cells: those that nobody else reaches
// column also_covered: share of what it does that others do too, 0 to 1
// column covered_by: who they are, those that share most first
// column funded_until (Service.funded_until): the day its present funding ends
// column service_id (Service): the service
// column covered_by_ids (Service): the others, in the same order
// row id: a live service
// row evidence: the service, by id

// The query finds the services. What each reaches is spelt out, cell by cell, in the file beside this one.
MATCH (s:Service) WHERE s.live
RETURN s.id AS id, [s.id] AS evidence
ORDER BY id
