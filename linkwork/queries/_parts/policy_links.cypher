// title: What joins policy to bodies and services
// read: One row for each live link from or to a priority, a policy or a recommendation.
// order: id
// row id: the link
// row from_id: where it starts
// row tie: ALIGNS_WITH, IN_POLICY, OWNS, ENDORSED, ASSIGNED or ABOUT
// row to_id: where it ends
MATCH (a:Service|Priority|Board|Organisation|Recommendation)-[r:ALIGNS_WITH|IN_POLICY|OWNS|ENDORSED|ASSIGNED|ABOUT]->(b:Priority|Policy|Recommendation|Service|Organisation)
WHERE a.live AND r.live AND b.live
RETURN r.id AS id, a.id AS from_id, type(r) AS tie, b.id AS to_id
