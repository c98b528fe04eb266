// id: A6
// title: Who uses which system
// question: Who uses the platform, who plans to, and who pays?
// read: Every row is a service, or an organisation as a whole, and a digital system of which somebody has said how far
//   it is in use there. `none` means that somebody said it is not used. `not said` under the state means that it is
//   used, but nobody said how far. Services of which nobody has said anything, nor of whoever provides them, are
//   counted apart, and listed with --show not-said.
// caveat: That an organisation uses a system does not show that each of its services does.
// caveat: Who pays for a service does not always pay for its system; nobody states that by itself.
// needs data: USES (links that say who uses which digital system)
// without FUNDS: Nobody has said who pays for anything.
// nothing: Of no live service or organisation is it said which digital system it uses.
// uses: system_use, providing
// identity: service_id, organisation_id, platform_id
// parameter platform (Platform): only this system
// parameter state (live | trial | planned | none | not-said | all, default all): only what has come this far
// parameter show (said | not-said | all, default said): what somebody has said, the services of which nobody has said
//   anything, or both
// parameter provider (Organisation): only this organisation and the services that it provides
// parameter sector (Organisation.sector): only organisations of this sector and the services that they provide
// parameter limit (integer 1 to 1000000, default 1000): how many rows to show
// column service: the service; blank where an organisation uses the system as a whole
// column provider: who provides the service, or the organisation that uses the system
// column platform: the system; blank where nobody has said which
// column state: live, trial, planned or none, or not said
// column since: the day it came into use; blank where nobody has said
// column funder: bodies, and funds that are published, that pay for the service or the organisation; empty where nobody
//   has said
// column funds_not_published (Fund.amount): funds that are confidential and pay for it
// column blocks: what stands in the way; blank where nobody has said
// column services_behind: of an organisation, its services that say nothing of any system themselves
// column service_id (Service): the service
// column organisation_id (Organisation): the organisation that uses the system as a whole
// column platform_id (Platform): the system
// column provider_ids (Organisation): who provides the service, or the organisation itself
// row id: a service or an organisation
// row name: its name
// row kind: Service or Organisation
// row sector: the sector of an organisation
// row funders: who pays for it, each with the link, and whether its name may be told

// The query finds services and bodies with who pays for them; what they use is joined in the file beside this one.
MATCH (x:Service|Organisation) WHERE x.live
OPTIONAL MATCH (f:Organisation|Fund)-[g:FUNDS]->(x) WHERE f.live AND g.live
WITH x, collect({id: f.id, name: f.name, link: g.id, told: f:Organisation OR coalesce(f.published, false)}) AS funders
RETURN x.id AS id, x.name AS name, CASE WHEN x:Service THEN 'Service' ELSE 'Organisation' END AS kind,
  x.sector AS sector, funders
ORDER BY id
