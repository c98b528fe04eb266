// title: Which service has which offer
// read: One row for each live link from a live service to a live offer.
// order: id
// row id: the link
// row service_id: the service
// row offer_id: the offer
// row capacity: people the offer says it can take on in a year
MATCH (s:Service)-[h:HAS_OFFER]->(o:Offer) WHERE s.live AND h.live AND o.live
RETURN h.id AS id, s.id AS service_id, o.id AS offer_id, o.capacity AS capacity
