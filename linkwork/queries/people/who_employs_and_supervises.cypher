// id: B5
// title: Who employs, hosts and supervises each role
// question: Who employs, hosts and supervises each role?
// read: Every row is one post in a service; or a role of a service of which no post is known. What somebody said of
//   the post itself stands there; where nobody did, what was said of the whole service. `Gaps` are those of the four
//   (employer, line management, clinical supervision, premises) that nobody has stated. Rows with most gaps stand first.
// caveat: A gap means that nobody has told us, not that there is nobody. Ask before calling a post unsupervised.
// caveat: Who pays for a post may be another body than who employs it; see O5 and B6 for the money.
// needs data: HOSTS (links that say who employs, supervises or houses a post or service)
// without Post: No posts have been loaded, so only roles of services are listed.
// nothing: No live post, and no role of a live service, is known.
// uses: services, staffing, hosting
// identity: service_id, post_id, role_ids
// parameter service (Service): only this service
// parameter role (Role): only this role
// parameter provider (Organisation): only services that this organisation provides
// parameter sector (Organisation.sector): only services of this sector
// parameter gap (HOSTS.category): only rows in which nobody has stated this
// parameter limit (integer 1 to 1000000, default 1000): how many rows to show
// column service: the service; blank where nobody says which the post is in
// column role: the role; blank where nobody says
// column post: the post; blank where none of that role is known
// column employer: who employs; blank where nobody says, here and in the next three
// column line_management: who manages the work
// column clinical_supervision: who supervises the clinical side
// column premises: who gives it a place to work
// column gaps: which of the four nobody has stated
// column of_the_service: which of the four are known of the whole service only
// column fte: full-time equivalents of the post; blank where nobody says
// column vacant_since: day the post fell vacant; blank where it is filled or nobody says
// column service_id (Service): the service
// column post_id (Post): the post
// column role_ids (Role): the role
// column organisation_ids (Organisation): the bodies in the row
// row id: the post
// row name: what people call it
// row fte: full-time equivalents
// row vacant_since: day it fell vacant
// row services: the services it is in, each with the link
// row roles: its roles, each with the link

// The query finds the posts. Roles without a post are added, and who hosts each is looked up, in the file beside this.
MATCH (p:Post) WHERE p.live
OPTIONAL MATCH (p)-[i:IN_SERVICE]->(s:Service) WHERE i.live AND s.live
WITH p, i, s ORDER BY s.id
WITH p, collect({id: s.id, link: i.id}) AS services
OPTIONAL MATCH (p)-[f:OF_ROLE]->(x:Role) WHERE f.live AND x.live
WITH p, services, f, x ORDER BY x.name, x.id
WITH p, services, collect({id: x.id, name: x.name, link: f.id}) AS roles
RETURN p.id AS id, p.name AS name, p.fte AS fte, p.vacant_since AS vacant_since, services, roles
ORDER BY id
