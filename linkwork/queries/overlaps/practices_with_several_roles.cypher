// id: O6
// title: Practices and PCNs with several connector roles
// question: Which practices/PCNs have several connector roles attached?
// read: Every row is a practice or a primary care network (PCN) with two or more connector roles attached to it. A role
//   is attached if the practice or PCN hosts a post of it (employs, manages, supervises or houses it), or provides or
//   hosts a service in which the role works or has a post. Those with most roles stand first.
// read: Full-time equivalents (fte) are those of the posts, filled or vacant, that are hosted there or belong to such a
//   service. Shared functions are those that more than one of the roles performs.
// caveat: Several roles are not too many: they may serve different people. It is where they had better know of each other.
// caveat: A post that two bodies host stands in the rows of both, so full-time equivalents are not to be added up.
// needs data: Organisation (organisations), Role (roles)
// without HOSTS: Nobody says who hosts posts and services, so a role is only attached to who provides its service.
// without PROVIDES: Nobody says who provides any service, so a role is only attached to who hosts its posts.
// without PERFORMS: Nobody says what roles do, so it is not known which functions they share.
// assumes: A practice's roles are its own. Those of the PCN it is part of stand in a column beside them.
// assumes: Practices and PCNs are known by their category: practice, pcn or primary care network.
// nothing: No practice or PCN is known to have as many of these roles attached.
// uses: role_functions, staffing, posts, hosting
// parameter family (Role.family, default connector): the family of roles to count; empty, every family
// parameter at_least (integer 1 to 100, default 2): the least number of roles
// parameter role (Role): only where this role is one of them
// parameter service (Service): only where a role is attached through this service
// parameter provider (Organisation): only this practice or PCN, or the practices of this PCN
// parameter limit (integer 1 to 100000, default 200): how many practices and PCNs to show
// column pcn_or_practice: the practice or PCN
// column roles: the roles attached to it
// column services: services it provides or hosts through which they are attached
// column fte: full-time equivalents of their posts; blank if it is not known of any
// column shared_functions: functions that more than one of the roles performs
// column posts: their posts
// column posts_without_fte: posts of which nobody says how many full-time equivalents they are
// column fte_hosted: full-time equivalents of the posts that it hosts itself
// column part_of: the PCN or other body it is part of
// column roles_of_part_of: roles attached to that and not to the practice
// column pcn_or_practice_id (Organisation): the practice or PCN
// column role_ids (Role): the roles, in the same order
// column service_ids (Service): the services, in the same order
// column post_ids (Post): the posts, in the same order
// row id: a practice or PCN
// row name: what people call it
// row up_ids: the bodies it is part of
// row up_names: their names
// row services: id and name of each service it provides or hosts, and the link that says so
// row evidence: the body and what it is part of
MATCH (b:Organisation) WHERE b.live AND (toLower(b.category) CONTAINS 'practice' OR toLower(b.category) CONTAINS 'pcn'
  OR toLower(b.category) CONTAINS 'primary care network')
OPTIONAL MATCH (b)-[m:PART_OF]->(up:Organisation) WHERE m.live AND up.live
WITH b, m, up ORDER BY up.id
WITH b, collect(up.id) AS up_ids, collect(up.name) AS up_names, collect(m.id) AS ups
OPTIONAL MATCH (b)-[r:PROVIDES|HOSTS]->(s:Service) WHERE r.live AND s.live
WITH b, up_ids, up_names, ups, r, s ORDER BY s.id, r.id
RETURN b.id AS id, b.name AS name, up_ids, up_names,
  collect(CASE WHEN s.id IS NULL THEN null ELSE {id: s.id, name: s.name, link: r.id} END) AS services,
  [b.id] + ups AS evidence
ORDER BY id
