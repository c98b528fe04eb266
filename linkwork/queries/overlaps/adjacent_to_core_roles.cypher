// id: O7
// title: Adjacent services that overlap the core roles
// question: Do adjacent roles (care co-ordinators, social care, council, VCSE) overlap the core four?
// read: Every row is one core role and one adjacent service that do some of the same things. A core role is one that
//   works in a service near the heart of social prescribing (scope core); its groups and areas are those of all such
//   services that it works in. An adjacent service does what is said of itself and of the roles that work in it.
// read: The score is three shares multiplied: of functions, of groups and of areas, each the shared ones over those of
//   the side that has fewer. It is 1 where one side does everything that the other does for all of its people in all of
//   its places, 0 where they share no group or no area, and blank where it is not known whom or where one of them
//   serves. The highest stand first.
// caveat: Groups and areas are compared one by one. Question O1 compares what two services do cell by cell.
// caveat: Sharing a function with a core role is not doing its work. It is a reason to ask who does what for whom.
// needs data: Role (roles), PERFORMS (links from roles and services to functions), STAFFED_BY (links from services to roles)
// without MEETS, COVERS: Nobody says which needs services meet or which areas they cover, so there is no score.
// nothing: No adjacent service does anything that a core role does.
// uses: offers, terms, places, demand, role_functions, staffing
// parameter family (Role.family, default connector): the family of core roles to look at; empty, every family
// parameter role (Role): only this core role
// parameter need (Need): only what is done for this need and what is narrower
// parameter audience (Audience): only what is done for these people
// parameter area (Area): only what is done in this area
// parameter service (Service): only this adjacent service
// parameter provider (Organisation): only adjacent services of this organisation
// parameter sector (Organisation.sector): only adjacent services of this sector
// parameter limit (integer 1 to 100000, default 200): how many rows to show
// column core_role: the core role
// column adjacent_service: the adjacent service
// column shared_functions: what both do
// column shared_groups: groups of people that both serve, or `everyone`; blank if it is not known
// column shared_areas: areas that both cover; blank if it is not known
// column score: how far they overlap, 0 to 1; blank if it is not known
// column function_share: shared functions over those of the side that has fewer
// column group_share: the same of groups
// column area_share: the same of areas
// column provider: who provides the adjacent service; blank if it is not known
// column staffed_by_role: whether the core role works in the adjacent service itself
// column core_services: the core services that the role works in
// column core_role_id (Role): the core role
// column adjacent_service_id (Service): the adjacent service
// column core_service_ids (Service): those core services, in the same order
// row service_id: a core or adjacent service
// row service: its name
// row scope: core or adjacent
// row function_id: a function that is said of the service itself
// row function: what people call it
// row performs_id: the link between them
MATCH (s:Service) WHERE s.live AND s.scope IN ['core', 'adjacent']
OPTIONAL MATCH (s)-[p:PERFORMS]->(f:Function) WHERE p.live AND f.live
RETURN s.id AS service_id, s.name AS service, s.scope AS scope, f.id AS function_id, f.name AS function, p.id AS performs_id
ORDER BY service_id, function_id
