// id: O2
// title: Roles that share functions
// question: Which connector roles share functions, and what is each one's own?
// read: Every row is two roles that do some of the same things. Only A is what the first does and the second does not;
//   only B is the same the other way round. What no other role in this answer does is a role's own. Pairs of connector
//   roles stand first, then those that are most alike.
// read: The overlap coefficient is the shared functions over those of the role that has fewer: 1 means that one does
//   everything that the other does.
// caveat: The same word may mean different work. Depths says where two roles are known to take a function to different
//   depths; ask before calling it the same.
// caveat: The overlap coefficient is 1 for any small role inside a large one; read it with what each does alone.
// needs data: Role (roles), PERFORMS (links from roles to functions)
// without STAFFED_BY: Nobody says which roles work in which services, so their settings are not known.
// assumes: A role does what is said of the role itself. What a service does is not counted to the roles that work in it.
// assumes: A role works in the settings of the services that it staffs.
// nothing: No two of these roles share a function.
// uses: role_functions
// parameter family (Role.family): only roles of this family, such as connector; left out, all roles
// parameter role (Role): only pairs with this role
// parameter service (Service): only pairs with a role that staffs this service
// parameter at_least (number 0 to 1, default 0): the least overlap coefficient
// parameter limit (integer 1 to 100000, default 200): how many pairs to show
// column role_a: one role
// column role_b: the other role
// column shared_functions: what both do
// column only_a: what the first does and the second does not
// column only_b: what the second does and the first does not
// column overlap_coefficient: shared functions over those of the role that has fewer, above 0 to 1 (Szymkiewicz-Simpson)
// column settings: settings in which both work
// column settings_a: settings in which the first works; blank if it is not known
// column settings_b: settings in which the second works; blank if it is not known
// column own_a: what the first does and no other role in this answer
// column own_b: what the second does and no other role in this answer
// column depths: shared functions that the two take to different depths, the first role's depth first
// column role_a_id (Role): one role
// column role_b_id (Role): the other role
// row role_id: a role
// row service_id: a service that it staffs
// row setting: where that is given
// row evidence: the link between them, and the service
MATCH (s:Service)-[w:STAFFED_BY]->(x:Role) WHERE s.live AND w.live AND x.live
RETURN x.id AS role_id, s.id AS service_id, s.setting AS setting, [w.id, s.id] AS evidence
ORDER BY role_id, service_id
