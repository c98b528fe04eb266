// title: Which offer is for which audience
// read: One row for each live link from a live offer to a live audience, as it was stated.
// order: id
// row id: the link
// row offer_id: the offer
// row audience_id: the audience
// row rule: include or exclude; null means include
MATCH (o:Offer)-[f:FOR_AUDIENCE]->(g:Audience) WHERE o.live AND f.live AND g.live
RETURN f.id AS id, o.id AS offer_id, g.id AS audience_id, f.rule AS rule
