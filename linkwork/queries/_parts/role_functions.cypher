// title: What roles do
// read: One row for each live role and function it performs; a role without one has a row whose function_id is null.
// row role_id: the role
// row role: what people call it
// row family: the group of roles it belongs to
// row id: the link from the role to the function
// row function_id: the function
// row function: what people call it
// row depth: how far the role takes it, else how far the function goes
MATCH (x:Role) WHERE x.live
OPTIONAL MATCH (x)-[p:PERFORMS]->(f:Function) WHERE p.live AND f.live
RETURN x.id AS role_id, x.name AS role, x.family AS family, p.id AS id, f.id AS function_id, f.name AS function,
  CASE WHEN f.id IS NULL THEN null ELSE coalesce(p.depth, f.depth) END AS depth
ORDER BY role_id, function_id
