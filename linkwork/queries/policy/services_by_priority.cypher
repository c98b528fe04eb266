// id: A1
// title: Services by priority
// question: Which services and roles support which priorities and policies?
// read: Every row is a priority of a policy, or a policy as a whole, with the services and roles that somebody has
//   linked to it. Strength: 0 none, 1 named in passing, 2 a stated aim, 3 the main purpose. Areas and capacity are those
//   of the services, whatever they do there.
// caveat: A link says that somebody stated the support, not that it does any good.
// caveat: A priority that nobody supports is not in this list; question A2 lists it.
// caveat: A service stands with its whole capacity in each of its rows: do not add up the column.
// needs data: ALIGNS_WITH (links from services to priorities or policies)
// nothing: No live service or role supports a live priority or policy.
// uses: offered, offer_areas, places
// parameter policy (Policy): only this policy and its priorities
// parameter priority (Priority): only this priority
// parameter at_least (integer 0 to 3, default 0): the least strength; a link without one counts as 0
// column priority: the priority; blank where the policy as a whole is supported
// column policy: the policy it is a line of
// column state: whether the policy is current, superseded or ended
// column services: services and roles that support it, in order of name
// column strongest: the greatest strength of a link to it, 0 to 3; blank where nobody stated one
// column strongest_evidence: where the strongest links are said to be stated; blank where nobody says
// column areas: areas that offers of these services cover; blank where nobody says
// column capacity: people that these services can take on in a year, of those that say; blank where none does
// column service_ids (Service|Role): the same services and roles
// column priority_id (Priority): the priority
// column policy_id (Policy): the policy
// row priority: the priority; null where the policy as a whole is supported
// row policy: the policy
// row state: whether that policy holds
// row service: a service or role that supports it
// row strength: how strongly
// row said_in: where it says so
// row capacity: people the service can take on in a year
// row id: the link that says so
// row priority_id: the priority
// row policy_id: the policy
// row service_id: the service or role
// row evidence: ids of everything else the row rests on

// Offers and the areas they cover come from shared parts: here they would be gathered anew for each priority.
MATCH (s:Service|Role)-[l:ALIGNS_WITH]->(p:Priority|Policy)
WHERE s.live AND l.live AND p.live AND coalesce(l.strength, 0) >= $at_least AND ($priority = '' OR p.id = $priority)
OPTIONAL MATCH (p)-[i:IN_POLICY]->(q:Policy) WHERE i.live AND q.live
WITH s, l, p, i, q WHERE $policy = '' OR p.id = $policy OR q.id = $policy
RETURN CASE WHEN p:Priority THEN p.name END AS priority, CASE WHEN p:Policy THEN p.name ELSE q.name END AS policy,
  CASE WHEN p:Policy THEN p.state ELSE q.state END AS state, s.name AS service, l.strength AS strength,
  l.evidence AS said_in, s.capacity AS capacity, l.id AS id, CASE WHEN p:Priority THEN p.id END AS priority_id,
  CASE WHEN p:Policy THEN p.id ELSE q.id END AS policy_id, s.id AS service_id,
  [s.id, l.id, p.id, i.id, q.id] AS evidence
ORDER BY id, policy_id
