// id: A3
// title: Services that support no stated priority
// question: Which services support no stated priority?
// read: Every row is a live service that nobody has linked to any priority or policy. A link that says there is no
//   support (strength 0) does not count as support; `said_not_to_support` says where there is one. A role that works in
//   the service may support a priority all the same; `roles_that_support` says which. That is not the service's own
//   word, so the service is listed.
// caveat: To support no stated priority is no fault. The service may do what no policy has thought of.
// caveat: No link may mean that nobody has looked yet.
// caveat: Support of a policy that has ended still counts as support here; question A1 says whether it holds.
// needs data: Service (services), ALIGNS_WITH (links from services to priorities or policies)
// without FUNDS: Nobody has said who pays for any service.
// nothing: Every service asked for supports some stated priority or policy.
// uses: offers, terms
// parameter provider (Organisation): only services that this organisation provides
// parameter sector (Organisation.sector): only services of this sector
// parameter scope (Service.scope): only services that are this near to social prescribing
// parameter need (Need): only services that meet this need or something narrower
// parameter limit (integer 1 to 1000000, default 1000): how many rows to show
// column service: the service
// column provider: who provides it
// column funder: bodies, and funds that are published, that pay for it; empty where nobody has said
// column funds_not_published (Fund.amount): funds that are confidential and pay for it
// column last_reviewed (Service.reviewed_on): the day it was last reviewed; blank where nobody has said
// column roles_that_support: roles that work in it and support a priority or policy themselves
// column said_not_to_support: priorities or policies of which somebody says that it does not support them (strength 0)
// column scope: how near it is to social prescribing; blank where nobody has said
// column service_id (Service): the service
// column provider_ids (Organisation): who provides it
// column role_ids (Role): the roles that support something
// row id: the service
// row name: its name
// row scope: how near it is to social prescribing
// row reviewed_on: the day it was last reviewed
// row supported: priorities and policies it is linked to, each with strength and link
// row roles: roles that staff it and support something, each with the links
// row providers: who provides it, each with sector and link
// row funders: who pays for it, each with the link, and whether its name may be told

// The query finds the services with all that is linked to them; those that support nothing are left by the file beside.
MATCH (s:Service) WHERE s.live AND ($scope = '' OR s.scope = $scope)
OPTIONAL MATCH (s)-[l:ALIGNS_WITH]->(p:Priority|Policy) WHERE l.live AND p.live
WITH s, collect({id: p.id, name: p.name, strength: l.strength, link: l.id}) AS supported
OPTIONAL MATCH (s)-[w:STAFFED_BY]->(x:Role)-[m:ALIGNS_WITH]->(q:Priority|Policy)
WHERE w.live AND x.live AND m.live AND q.live AND coalesce(m.strength, 1) > 0
WITH s, supported, collect({id: x.id, name: x.name, staffing: w.id, link: m.id, priority: q.id}) AS roles
OPTIONAL MATCH (a:Organisation)-[v:PROVIDES]->(s) WHERE a.live AND v.live
WITH s, supported, roles, collect({id: a.id, name: a.name, sector: a.sector, link: v.id}) AS providers
OPTIONAL MATCH (f:Organisation|Fund)-[g:FUNDS]->(s) WHERE f.live AND g.live
WITH s, supported, roles, providers,
  collect({id: f.id, name: f.name, link: g.id, told: f:Organisation OR coalesce(f.published, false)}) AS funders
RETURN s.id AS id, s.name AS name, s.scope AS scope, s.reviewed_on AS reviewed_on, supported, roles, providers, funders
ORDER BY id
