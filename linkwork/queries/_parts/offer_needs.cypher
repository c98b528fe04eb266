// title: Which offers meet which need
// read: One row for each live need that live offers meet, with the live links that say so, as they were stated.
// order: need_id
// row need_id: the need
// row links: the links that say so
// row offers: the offer of each link, in the same order
MATCH (o:Offer)-[m:MEETS]->(n:Need) WHERE o.live AND m.live AND n.live
RETURN n.id AS need_id, collect(m.id) AS links, collect(o.id) AS offers
