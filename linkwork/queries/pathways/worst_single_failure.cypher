// id: P5
// title: Worst single failure
// question: Which single service or link would cut most routes if it closed?
// read: Every row is one service, one referral link or one offer of a service, and what people could no longer get to
//   if it alone went. `routes_lost` counts pairs of a door and a need: people at that door can get to that need today,
//   and without this they no longer could, by whatever way. Where most is lost stands first. `is_cut_point` is yes where
//   the network of referrals would fall into more parts without it, looking only at who is joined to whom, whichever way
//   people are sent: it says how the network hangs together, and `routes_lost` says what people would lose.
// caveat: That routes hang on one service is not a fault of the service. It is where a closure would be felt most.
// caveat: A route on paper says nothing of whether there is room; those that stay may be slower or full.
// caveat: A referral that neither side has told us of is not known, so less may be lost than is listed.
// needs data: REFERS_TO (referral links), MEETS (links from services to needs)
// assumes: Where nobody has said whether a service may refer people on, it may.
// assumes: A service that closes takes its own offers and links with it. Those who refer to it today still refer elsewhere.
// nothing: No route hangs on a single service, link or offer.
// uses: referrals, senders, staffing, offers, terms, places
// parameter kind (all | service | link | offer): what could close
// parameter need (Need): only routes to this need or something narrower
// parameter audience (Audience): routes for people of this group
// parameter area (Area): routes for people who live here
// parameter limit (integer 1 to 100000, default 20): how many rows to show
// column service_or_link: what would close; a link is `who refers to whom`
// column kind: service, link or offer
// column routes_lost: pairs of a door and a need that would have no route any more
// column needs_lost: needs that people at one of these doors could no longer get to
// column entry_points_cut: doors from which some need could no longer be got to
// column is_cut_point: whether the network of referrals would fall into more parts without it; blank for an offer, which joins nobody
// column needs_lost_everywhere: of these needs, those that could be got to from no door at all
// column provider: who provides the service, or the service that the link leads to
// column service_id (Service): the service, the service that the link leads to, or that the offer is of
// column offer_id (Offer): the offer; blank for a service or a link
// column link_id: the referral link; blank for a service or an offer
// column from_id (Organisation|Role|Service): who refers by the link
// column need_ids (Need): the needs lost
// column door_ids (Organisation|Role): the doors cut, but for coming by oneself
// row id: a service
// row name: what people call it
// row access: self, professional or closed
// row wait_days: its usual days from referral to first contact

// The query finds the services. What each of them, each link and each offer holds up is worked out in the file beside
// this one.
MATCH (s:Service) WHERE s.live
RETURN s.id AS id, s.name AS name, s.access AS access, s.wait_days AS wait_days
ORDER BY id
