// id: A4
// title: Line of sight
// question: Can each borough priority be followed from a national driver down to a service, and where does the line break?
// read: Every row is one line from a national or regional policy, through a borough priority, to a service or role.
//   Where `broken at` is blank the line runs all the way; otherwise it says in words what is missing. A row without a
//   borough priority but with a policy is support for that policy as a whole. Strength: 0 none, 1 named in passing, 2 a
//   stated aim, 3 the main purpose.
// caveat: A line that breaks may mean that nobody has looked yet, rather than that nothing is done.
// caveat: A whole line shows that the papers agree, not that the service does any good.
// caveat: A policy that drives a borough policy counts as driving each of its priorities.
// needs data: Policy (policies)
// without DRIVES: Nobody has said yet which policy drives which, so no line can run all the way.
// without ALIGNS_WITH: No service or role has been linked to any priority or policy yet, so every line breaks there.
// nothing: No policy that still holds has been loaded, and nothing is linked to those that do not.
// parameter policy (Policy): only lines that touch this policy, national, in between or the borough's
// parameter priority (Priority): only lines that touch this priority
// parameter show (all | broken, default all): every line, or only those that break
// parameter limit (integer 1 to 100000, default 500): how many rows to show
// column national_policy: the national or regional policy at the top; blank where none is said to drive the priority
// column state: whether that policy is current, superseded or ended; blank where nobody says
// column borough_priority: the borough's priority
// column service: a service or role that supports it
// column strength: how strongly, 0 to 3; blank where nobody says
// column broken_at: where the line breaks, in words; blank where it does not
// column policy: the borough policy that the priority is a line of
// column through: policies in between, from the top down
// column national_policy_id (Policy): the policy at the top
// column policy_id (Policy): the borough policy
// column priority_id (Priority): the borough's priority
// column service_id (Service|Role): the service or role
// row id: a policy or a priority
// row sort: which of the two
// row name: what people call it
// row level: national, regional or borough; of a policy
// row state: whether it still holds
// row unnamed: whether it stands for lines whose names are not known
// row policies: for a priority, the policies it is a line of, each with the link
// row drivers: the policies that drive it, each with the link
// row supporters: services and roles that support it, each with strength and link

// The query finds policies and priorities with what each hangs from. The lines are followed in the file beside this one.
MATCH (x:Policy|Priority) WHERE x.live
OPTIONAL MATCH (x)-[i:IN_POLICY]->(q:Policy) WHERE i.live AND q.live
WITH x, collect({id: q.id, link: i.id}) AS policies
OPTIONAL MATCH (d:Policy)-[r:DRIVES]->(x) WHERE d.live AND r.live
WITH x, policies, collect({id: d.id, link: r.id}) AS drivers
OPTIONAL MATCH (s:Service|Role)-[l:ALIGNS_WITH]->(x) WHERE s.live AND l.live
WITH x, policies, drivers, collect({id: s.id, name: s.name, strength: l.strength, link: l.id}) AS supporters
RETURN x.id AS id, CASE WHEN x:Policy THEN 'Policy' ELSE 'Priority' END AS sort, x.name AS name, x.level AS level,
  x.state AS state, coalesce(x.placeholder, false) AS unnamed, policies, drivers, supporters
ORDER BY id
