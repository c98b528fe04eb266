// title: Who pays for what, and how much
// read: One row for each live link by which a body or a fund pays for a live service, post, role or body.
// order: id
// row id: the link
// row funder_id: the body or the fund
// row funder: what people call it
// row public: whether it may be named: a body, or a fund that was published
// row paid_id: what is paid for
// row paid_kind: Service, Post, Role or Organisation
// row amount: pounds sterling
// row amount_public: whether the amount was published
MATCH (f:Organisation|Fund)-[r:FUNDS]->(x:Service|Post|Role|Organisation) WHERE f.live AND r.live AND x.live
RETURN r.id AS id, f.id AS funder_id, f.name AS funder,
  CASE WHEN f:Organisation THEN true ELSE coalesce(f.published, false) END AS public, x.id AS paid_id,
  CASE WHEN x:Service THEN 'Service' WHEN x:Post THEN 'Post' WHEN x:Role THEN 'Role' ELSE 'Organisation' END AS paid_kind,
  r.amount AS amount, coalesce(r.published, false) AS amount_public
