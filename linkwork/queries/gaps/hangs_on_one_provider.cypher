// id: G3
// title: What hangs on one provider
// question: What hangs on a single provider?
// read: Every row is one need in one area that only one organisation meets for these groups, whether by one service or
//   by several. What has run out of funding stands first, then what runs out soonest. With several services the last
//   day counts: the people are without help when the last of them ends. A month or a year counts as its last day.
// caveat: One provider is not a fault: few people may need it there. It is where an ending would leave a gap.
// caveat: Funding that ends is often renewed. Ask before calling it lost.
// needs data: Service (services), MEETS (links from services to needs), COVERS (links from services to areas)
// without PROVIDES: Nobody says who provides any service, so each service counts as a provider of its own.
// assumes: A service whose provider is not known counts as a provider of its own.
// nothing: Wherever a need is met, at least two providers meet it.
// uses: offers, terms, places, demand
// identity: need_id, area_id, service_ids
// parameter need (Need): only this need and what is narrower
// parameter audience (Audience): only these people
// parameter area (Area): only this area and what lies in it
// parameter provider (Organisation): only what hangs on this organisation
// parameter sector (Organisation.sector): only what hangs on this sector
// parameter limit (integer 1 to 1000000, default 500): how many rows to show
// column need: the need, at its narrowest
// column group: the groups of people, or `everyone`
// column area: the area
// column only_service: the services there, all of one provider
// column provider: who provides them; blank if it is not known
// column funded_until (Service.funded_until): the day the last of their funding ends, if all of them say
// column risk: what is known of the end, in words
// column need_id (Need): the need
// column area_id (Area): the area
// column service_ids (Service): the services
// row id: the need
// row evidence: the need, by id

// The query finds the needs. Who meets each, and where, is spelt out, cell by cell, in the file beside this one.
MATCH (n:Need) WHERE n.live
RETURN n.id AS id, [n.id] AS evidence
ORDER BY id
