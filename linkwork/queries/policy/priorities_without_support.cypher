// id: A2
// title: Priorities with no or weak support
// question: Which priorities have no service behind them, or only weakly?
// read: `none`: no live service or role is linked to the priority. `weak`: the strongest link is no more than the
//   strength asked for (1, named in passing). `unknown`: the priority itself is not known by name, or nobody has said
//   how strong its support is.
// caveat: No link may mean that nobody has looked yet, rather than that nothing is done.
// caveat: A line of a policy that is superseded or has ended may need no support any more; the state says which.
// caveat: A service that supports the policy as a whole, and no single line of it, is not counted here; see A1.
// needs data: Priority (priorities)
// without ALIGNS_WITH: No service or role has been linked to any priority or policy yet, so nothing can look supported.
// nothing: Every priority has a service or role that supports it more than weakly.
// parameter policy (Policy): only the priorities of this policy
// parameter weak (integer 0 to 3, default 1): support up to this strength counts as weak
// column priority: the priority
// column policy: the policy it is a line of
// column state: whether the policy is current, superseded or ended; blank where nobody says
// column support: none, weak or unknown
// column n_services: live services and roles linked to it; blank where the priority is not known by name
// column max_strength: the greatest strength of a link to it, 0 to 3; blank where nobody stated one
// column owner_board: boards or organisations that own it
// column priority_id (Priority): the priority
// column policy_id (Policy): the policy
MATCH (p:Priority) WHERE p.live
OPTIONAL MATCH (p)-[i:IN_POLICY]->(q:Policy) WHERE i.live AND q.live
WITH p, i, q WHERE $policy = '' OR q.id = $policy
OPTIONAL MATCH (b:Board|Organisation)-[o:OWNS]->(p) WHERE b.live AND o.live
WITH p, i, q, b, o ORDER BY b.name, b.id
WITH p, i, q, collect(b.name) AS owner_board, collect(o.id) AS owned
OPTIONAL MATCH (s:Service|Role)-[l:ALIGNS_WITH]->(p) WHERE s.live AND l.live
WITH p, i, q, owner_board, owned, count(s) AS number, max(l.strength) AS max_strength, collect(l.id) AS support_ids
WITH p, i, q, owner_board, owned, number, max_strength, support_ids, coalesce(p.placeholder, false) AS unnamed
WHERE unnamed OR number = 0 OR max_strength IS NULL OR max_strength <= $weak
RETURN p.name AS priority, q.name AS policy, q.state AS state,
  CASE WHEN unnamed THEN 'unknown' WHEN number = 0 THEN 'none' WHEN max_strength IS NULL THEN 'unknown' ELSE 'weak' END
    AS support,
  CASE WHEN unnamed THEN null ELSE number END AS n_services, max_strength, owner_board,
  p.id AS priority_id, q.id AS policy_id, [p.id, i.id, q.id] + owned + support_ids AS evidence
ORDER BY support, policy, priority, priority_id, policy_id
