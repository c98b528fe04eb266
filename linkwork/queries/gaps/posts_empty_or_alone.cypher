// id: G9
// title: Connector posts that are vacant or unsupervised
// question: Which connector posts are vacant or unsupervised?
// read: Every row is a connector post that is vacant, or that nobody is said to supervise, by line management or
//   clinically: neither the post itself nor the service it is in. The post vacant for longest stands first. `not said`
//   means that nobody has told us; it does not mean that there is none.
// caveat: A post may have a supervisor of whom nobody has told us. Ask before calling it unsupervised.
// caveat: Vacant is what was last said of the post. It may have been filled since.
// needs data: Post (posts), OF_ROLE (links from posts to roles)
// nothing: Every connector post is filled, as far as is said, and somebody supervises it.
// parameter show (either | vacant | unsupervised, default either): posts that are one or the other; only vacant ones; only those nobody is said to supervise
// parameter role (Role): only posts of this role
// parameter service (Service): only posts in this service
// parameter provider (Organisation): only posts in services that this organisation provides
// parameter sector (Organisation.sector): only posts in services that this sector provides
// parameter limit (integer 1 to 1000000, default 500): how many rows to show
// column service: the service it is in; `not said` where nobody says
// column role: what kind of worker it is
// column fte (Post.fte): full-time equivalents
// column vacant_since (Post.vacant_since): the day it fell vacant; blank if it is not said to be vacant
// column employer: who employs the post, else who employs for the service; `not said` where nobody says
// column supervisor_org: who supervises the post or the service, by line management or clinically; `not said` where nobody says
// column why: why it is in the list, in words
// column post: the post
// column post_id (Post): the post
// column role_id (Role): the role
// column service_ids (Service): the service
// column employer_ids (Organisation): who employs
// column supervisor_ids (Organisation): who supervises
// row id: the post
// row name: what people call it
// row fte: full-time equivalents
// row headcount: people in it
// row vacant_since: the day it fell vacant
// row role_id: the role
// row role: its name
// row service_id: the service
// row service: its name
// row provider_ids: who provides the service
// row sectors: their sectors
// row own_category: in what way a body hosts the post
// row own_id: that body
// row own: its name
// row service_category: in what way a body hosts the service
// row of_service_id: that body
// row of_service: its name
// row own_link_id: the link that says so of the post
// row service_link_id: the link that says so of the service
// row evidence: ids of everything the row rests on

// One row for each post and pair of bodies that host it and its service; the file beside this one puts them together.
MATCH (p:Post)-[o:OF_ROLE]->(r:Role) WHERE p.live AND o.live AND r.live AND r.family = 'connector'
OPTIONAL MATCH (p)-[i:IN_SERVICE]->(s:Service) WHERE i.live AND s.live
OPTIONAL MATCH (b:Organisation)-[v:PROVIDES]->(s) WHERE b.live AND v.live
WITH p, o, r, i, s, collect(DISTINCT b.id) AS provider_ids, collect(DISTINCT b.sector) AS sectors
OPTIONAL MATCH (h:Organisation)-[x:HOSTS]->(p) WHERE h.live AND x.live
OPTIONAL MATCH (g:Organisation)-[y:HOSTS]->(s) WHERE g.live AND y.live
RETURN p.id AS id, p.name AS name, p.fte AS fte, p.headcount AS headcount, p.vacant_since AS vacant_since,
  r.id AS role_id, r.name AS role, s.id AS service_id, s.name AS service, provider_ids, sectors,
  x.category AS own_category, h.id AS own_id, h.name AS own,
  y.category AS service_category, g.id AS of_service_id, g.name AS of_service,
  x.id AS own_link_id, y.id AS service_link_id,
  [p.id, o.id, r.id, i.id, s.id, x.id, h.id, y.id, g.id] AS evidence
ORDER BY id, role_id, service_id, own_link_id, service_link_id
