// title: Bodies and roles that send people
// read: One row for each live organisation or role that refers to a live service or is marked as a door.
// row id: the organisation or role
// row name: what people call it
// row kind: Organisation or Role
// row door: whether it is marked as a place where people start
MATCH (x:Organisation|Role) WHERE x.live
OPTIONAL MATCH (x)-[r:REFERS_TO]->(s:Service) WHERE r.live AND s.live
WITH x, count(s) AS referrals
WHERE referrals > 0 OR coalesce(x.door, false)
RETURN x.id AS id, x.name AS name, CASE WHEN x:Role THEN 'Role' ELSE 'Organisation' END AS kind,
  coalesce(x.door, false) AS door
ORDER BY id
