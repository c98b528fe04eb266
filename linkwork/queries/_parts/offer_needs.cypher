// title: Which offers meet which need
// read: One row for each live need that live offers meet, with the live links that say so, as they were stated.
// order: need_id
// row need_id: the need
// row offers: the link and the offer, for each
MATCH (o:Offer)-[m:MEETS]->(n:Need) WHERE o.live AND m.live AND n.live
RETURN n.id AS need_id, collect([m.id, o.id]) AS offers
