// id: O3
// title: Crowding by need and area
// question: For each need and area, how crowded is provision?
// read: Every row is one need in one area. Effective providers says how many equal providers would share the work as
//   it is shared now: 3 providers of which one does nearly everything come out near 1. Many effective providers mean
//   choice, or crowding; 1 means that all hangs on one; a row with no service is a gap.
// read: The capacity of a service is taken to be spread evenly over everything it does, so capacity here is a share of
//   it and not a promise.
// caveat: Crowded is not wasteful: need may be greater still, and people want a choice of language, place and person.
// caveat: Capacity is what services said of themselves in a year. Nobody has counted whether the room is there today.
// caveat: Where people in need are known only group by group they are added up; somebody in two groups counts twice.
// needs data: Service (services), MEETS (links from services to needs), COVERS (links from services to areas)
// without HAS_DEMAND: The number of people in need is not known, so nothing is said per 1,000 of them.
// nothing: No need and area has as many services as was asked for.
// uses: offers, terms, places, demand
// parameter show (all | served | single | crowded | gaps, default all): all rows; only those with a service; with exactly one; with several; with none
// parameter need (Need): only this need and what is narrower
// parameter area (Area): only this area and what lies in it
// parameter audience (Audience): only what is done for these people
// parameter provider (Organisation): only where this organisation provides a service
// parameter sector (Organisation.sector): only where this sector provides a service
// parameter limit (integer 1 to 1000000, default 2000): how many rows to show
// column need: the need, at its narrowest
// column area: the area
// column n_services: services that meet the need there, for whatever group
// column n_providers: organisations that provide them; a service whose provider is not known counts as one of its own
// column capacity: people they can take on there in a year; blank unless all of them say
// column effective_providers: how many providers of equal size would be as concentrated; 0 only where there is none
// column demand (HAS_DEMAND.people): people who have the need there, in the latest year known; blank also where a sum over groups would give away one under 5
// column capacity_per_1000: people they can take on there in a year per 1,000 people in need there
// column single: whether exactly one service is there
// column services: their names
// column core20_share: share of the area's LSOAs in deprivation deciles 1 and 2, 0 to 1
// column need_id (Need): the need
// column area_id (Area): the area
// column service_ids (Service): the services
// row id: the need
// row evidence: the need, by id

// The query finds the needs. Who meets each, and where, is spelt out, cell by cell, in the file beside this one.
MATCH (n:Need) WHERE n.live
RETURN n.id AS id, [n.id] AS evidence
ORDER BY id
