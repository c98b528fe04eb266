// id: P10
// title: Referrals that never report back
// question: Which referrals never report back?
// read: Every row is one way in which people are sent on. `no` under feedback means that whoever sends them never hears
//   what became of them. `not said` means that nobody has told us, which is not the same as no. Those with no stand
//   first.
// caveat: Somebody's word that a service reports back does not show that it does so each time.
// caveat: Volumes are what somebody stated, for the month they had in mind; do not add them up across sources.
// needs data: REFERS_TO (referral links)
// nothing: Of every referral link somebody says that it reports back.
// uses: providing
// identity: link_id
// parameter feedback (no | not-said | all, default all): which links to list: those that never report back, those of
//   which nobody has said, or both
// parameter sender (Service|Organisation|Role): only what this one sends
// parameter receiver (Service): only what this service receives
// parameter provider (Organisation): only links of which this organisation is, or provides, either end
// parameter sector (Organisation.sector): only links of which either end is of this sector
// parameter kind (REFERS_TO.category): only this way of sending people
// parameter limit (integer 1 to 1000000, default 1000): how many rows to show
// column from: who sends people, and hears nothing
// column to: the service that receives them
// column feedback: no, or not said
// column onward_allowed: whether the receiver may refer on the people who came by it: yes, no or not said
// column volume (REFERS_TO.volume_month): people a month; blank where nobody has said
// column kind: signpost, referral or warm handover; blank where nobody has said
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
// row feedback: whether the sender hears what became of it
// row onward_allowed: whether the receiver may refer on
// row volume: people a month

// The query finds the links. They are counted and chosen in the file beside this one.
MATCH (a:Service|Organisation|Role)-[r:REFERS_TO]->(b:Service)
WHERE a.live AND r.live AND b.live
  AND ($sender = '' OR a.id = $sender) AND ($receiver = '' OR b.id = $receiver) AND ($kind = '' OR r.category = $kind)
RETURN r.id AS link_id, a.id AS from_id, a.name AS from_name, a.sector AS from_sector, b.id AS to_id, b.name AS to_name,
  r.category AS kind, r.feedback AS feedback, r.onward_allowed AS onward_allowed, r.volume_month AS volume
ORDER BY link_id
