// id: G7
// title: The few changes that close most gaps
// question: Which few changes would close most gaps?
// read: Every row adds one need, one group of people or one area to one offer as it is today. The first row is the
//   single change that closes most; each further one is the best of what is left after those above it. People reached
//   are people with the need there, of whichever group: the offer is for the groups named. Cumulative share is the
//   share of all gaps closed by this row and those above, by people where that is known.
// caveat: It is sums on a map, not advice: it knows nothing of cost, skill, rooms, or whether the service is willing.
// caveat: Where figures do not say for which group, a gap is a need that nobody meets there for anybody. A change closes
//   it though the groups that the offer is not for stay without a service.
// caveat: A group that an offer leaves out may be left out for a good reason.
// needs data: Service (services), MEETS (links from services to needs), COVERS (links from services to areas)
// nothing: No single change to an offer that is there today closes a gap.
// uses: offers, terms, places, demand
// parameter steps (integer 1 to 50, default 5): how many changes to show at most
// parameter need (Need): only gaps in this need and what is narrower
// parameter audience (Audience): only gaps for these people
// parameter area (Area): only gaps in this area and what lies in it
// parameter provider (Organisation): only changes to what this organisation offers
// parameter sector (Organisation.sector): only changes to what this sector offers
// column rank: the order
// column change: what to change, in words; an offer for everyone says nothing of groups
// column service: whose offer it is
// column adds: what is added to it
// column people_reached (HAS_DEMAND.people): people with the need there, of whichever group: the offer is for the groups named; blank if not known or not to be shown
// column cumulative_share: share of the gaps closed by this and the changes above, 0 to 1; blank where it would give away a number of people under 5
// column assumption: what is taken for granted
// column cells: gaps it closes: combinations of need, group and area, or of need and area where figures name no group
// column provider: who provides the service
// column service_id (Service): the service
// column offer_id (Offer): the offer
// column adds_id (Need|Audience|Area): what is added; blank for people in no named group
// row id: the need
// row evidence: the need, by id

// The query finds the needs. The gaps and what would close them are worked out in the file beside this one.
MATCH (n:Need) WHERE n.live
RETURN n.id AS id, [n.id] AS evidence
ORDER BY id
