// title: Which offer meets which need
// read: One row for each live link from a live offer to a live need, as it was stated.
// order: id
// row id: the link
// row offer_id: the offer
// row need_id: the need
MATCH (o:Offer)-[m:MEETS]->(n:Need) WHERE o.live AND m.live AND n.live
RETURN m.id AS id, o.id AS offer_id, n.id AS need_id
