// id: O9
// title: If this service ended
// question: If a service ended tomorrow, who already covers its people?
// read: Every row is one need in one area that the service reaches, with the groups of people for whom the same others
//   are there. The people are a share of what the service can take on in a year, spread evenly over everything it
//   does; spare capacity is the others' share of what twelve months of referrals leave free, spread in the same way.
//   Uncovered people are those for whom that is not enough. Places with nobody else stand first, then those with most
//   people uncovered.
// caveat: Spare capacity on paper is not a place for a person: it is not known whether people would move, or be taken.
// caveat: The spare capacity of one service is set against each other service by itself; it can be used only once.
// needs data: Service (services), MEETS (links from services to needs), COVERS (links from services to areas)
// assumes: Spare is capacity less twelve months of referrals, never below 0. It is not known, and left blank, unless all others there give both, and at least 5 referrals a month: fewer are not shown.
// nothing: No service reaches a cell of what was asked for.
// uses: offers, terms, places, demand
// identity: service_id, need_id, area_id, groups
// parameter service (Service): only this service
// parameter provider (Organisation): only services of this organisation
// parameter sector (Organisation.sector): only services of this sector
// parameter need (Need): only this need and what is narrower
// parameter audience (Audience): only these people
// parameter area (Area): only this area and what lies in it
// parameter limit (integer 1 to 1000000, default 200): how many rows to show
// column service: the service that would end
// column cell: what it does there, in words
// column other_services: who else reaches the same people there for the same need
// column spare_capacity: people the others could still take on there in a year
// column uncovered_people: people in a year whom the others could not take on there
// column people: people the service can take on there in a year
// column need: the need, at its narrowest
// column groups: the groups of people, or `everyone`
// column area: the area
// column funded_until (Service.funded_until): the day the service's present funding ends
// column service_id (Service): the service
// column need_id (Need): the need
// column area_id (Area): the area
// column other_service_ids (Service): the others
// row id: a live service
// row evidence: the service, by id

// The query finds the services. What each reaches is spelt out, cell by cell, in the file beside this one.
MATCH (s:Service) WHERE s.live
RETURN s.id AS id, [s.id] AS evidence
ORDER BY id
