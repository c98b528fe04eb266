// id: P4
// title: Links that only one side reports
// question: Which links does only one side report?
// read: Every row is one way in which people are sent on, and which side has said that it is so: the one that sends
//   people, or the one that receives them. `neither` means that somebody else says it. `not said` means that nobody has
//   noted which side said it.
// caveat: That one side is silent does not mean that the link is not there. It may not have been asked yet.
// caveat: A link that neither we nor anybody else has heard of is not in the list.
// needs data: REFERS_TO (referral links)
// nothing: No referral link is said by one side only, as far as it was noted.
// uses: providing
// identity: link_id
// parameter show (one-sided | neither | not-said | all, default one-sided): which links to list; all has those that both
//   sides say too
// parameter sender (Service|Organisation|Role): only what this one sends
// parameter receiver (Service): only what this service receives
// parameter provider (Organisation): only links of which this organisation is, or provides, either end
// parameter sector (Organisation.sector): only links of which either end is of this sector
// parameter kind (REFERS_TO.category): only this way of sending people
// parameter limit (integer 1 to 1000000, default 1000): how many rows to show
// column from: who sends people
// column to: the service that receives them
// column claimed_by: sender or receiver: the only side that has said it; neither; not said; or both
// column kind: signpost, referral or warm handover; blank where nobody has said
// column silent: whom to ask: the side or sides of which nobody has noted that they said it
// column provider_from: who provides the service that sends people
// column provider_to: who provides the service that receives them
// column from_id (Service|Organisation|Role): who sends people
// column to_id (Service): the service that receives them
// column link_id: the link itself
// row link_id: the link
// row from_id: who sends people
// row from_name: what people call it
// row from_sector: the sector of an organisation that sends people
// row to_id: the service that receives them
// row to_name: its name
// row kind: signpost, referral or warm handover
// row confirmed_by: sender, receiver, both or none, as somebody noted

// The query finds the links. They are counted and chosen in the file beside this one.
MATCH (a:Service|Organisation|Role)-[r:REFERS_TO]->(b:Service)
WHERE a.live AND r.live AND b.live
  AND ($sender = '' OR a.id = $sender) AND ($receiver = '' OR b.id = $receiver) AND ($kind = '' OR r.category = $kind)
RETURN r.id AS link_id, a.id AS from_id, a.name AS from_name, a.sector AS from_sector, b.id AS to_id, b.name AS to_name,
  r.category AS kind, r.confirmed_by AS confirmed_by
ORDER BY link_id
