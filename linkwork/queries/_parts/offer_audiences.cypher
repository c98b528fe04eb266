// title: Which offers are for which audience
// read: One row for each live audience and rule of live offers, with the live links that say so, as they were stated.
// order: rule, audience_id
// row audience_id: the audience
// row rule: include or exclude; null means include
// row links: the links that say so
// row offers: the offer of each link, in the same order
MATCH (o:Offer)-[f:FOR_AUDIENCE]->(g:Audience) WHERE o.live AND f.live AND g.live
RETURN g.id AS audience_id, f.rule AS rule, collect(f.id) AS links, collect(o.id) AS offers
