// title: Live offers
// read: One row for each live offer of a live service; a service without one has a row whose offer_id is null.
// uses: services, offer_needs, offer_areas, offer_audiences
// order: service_id, offer_id
// column service_id: the service
// column service: its name
// column offer_id: the offer
// column offer: its name
// column capacity: people the offer, else the service, can take on in a year
// column offer_capacity: people the offer says it can take on in a year
// column service_capacity: people the service says it can take on in a year
// column referrals_month: referrals the service receives in a month
// column funded_until: the day the service's present funding ends
// column provider_ids: who provides the service
// column providers: their names
// column sectors: their sectors
// column need_ids: the needs the offer meets, as they were stated
// column area_ids: the areas it covers, as they were stated
// column include_ids: the audiences it is for; empty means everyone
// column exclude_ids: the audiences it is not for
// row service_id: the service
// row service: its name
// row service_capacity: people it says it can take on in a year
// row referrals_month: referrals it receives in a month
// row funded_until: the day its present funding ends
// row offered_id: the link to its offer
// row offer_id: the offer
// row offer: its name
// row offer_capacity: people the offer says it can take on in a year

// Links are read by themselves and put together in the file beside this one: in one query every service would be
// taken once for each of its links before those are gathered again, which took three times as long.
MATCH (s:Service) WHERE s.live
OPTIONAL MATCH (s)-[h:HAS_OFFER]->(o:Offer) WHERE h.live AND o.live
RETURN s.id AS service_id, s.name AS service, s.capacity AS service_capacity, s.referrals_month AS referrals_month,
  s.funded_until AS funded_until, h.id AS offered_id, o.id AS offer_id, o.name AS offer, o.capacity AS offer_capacity
