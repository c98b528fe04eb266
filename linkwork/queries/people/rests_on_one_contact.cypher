// id: B7
// title: What rests on one contact
// question: What rests on one contact?
// read: Every row is a service for which no more than one person is known as its contact; the longest unconfirmed
//   stand first. If that person leaves, nobody knows whom to ring. A deputy is any further contact. People are counted,
//   never named.
// caveat: One contact is not a fault: a service may have others that nobody has told us of.
// caveat: A contact for a service's provider is not counted as a contact for the service.
// needs data: Service (services), CONTACT_FOR (contacts for services)
// nothing: Every service that has a contact has a deputy too.
// uses: services, offers, terms, places, demand
// parameter need (Need): only services that meet this need or what is narrower
// parameter audience (Audience): only services for these people
// parameter area (Area): only services that cover this area or some of it
// parameter provider (Organisation): only services that this organisation provides
// parameter sector (Organisation.sector): only services of this sector
// parameter service (Service): only this service
// parameter at_most (integer 1 to 1000000, default 1): services with up to so many contacts
// parameter limit (integer 1 to 1000000, default 500): how many rows to show
// column service: the service
// column provider: who provides it; blank where nobody says
// column n_contacts: how many people are known as its contact
// column deputies: how many there are beside the first
// column contact_confirmed: the last day on which a source said so of any of them; blank where nobody dates it
// column other_services: further services that rest on the same one person; blank where there are several
// column service_id (Service): the service
// row service_id: the service
// row contacts: the people who are its contact, each with the link and the number of services they are contact for

// People are in the graph by an id without a meaning; no name is looked up.
MATCH (p:Person)-[c:CONTACT_FOR]->(s:Service) WHERE p.live AND c.live AND s.live
OPTIONAL MATCH (p)-[d:CONTACT_FOR]->(t:Service) WHERE d.live AND t.live
WITH s, c, p, count(DISTINCT t.id) AS services, collect(DISTINCT d.id) AS links ORDER BY s.id, p.id
RETURN s.id AS service_id, collect({id: p.id, link: c.id, services: services, links: links}) AS contacts
ORDER BY service_id
