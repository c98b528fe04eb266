// id: P8
// title: Hand-offs between systems that do not talk
// question: Where does a hand-off cross two systems that do not talk?
// read: Every row is one way in which people are sent on, where the sender and the receiver use different digital
//   systems, and nobody says that the two exchange data already. What is known of one must then be told or typed again.
//   `none`: somebody says that they do not exchange. `not said`: nobody has said anything of these two. `planned` and
//   `on trial`: not yet, or not everywhere. Where a service has none of its own in use, those of whoever provides it
//   are shown, and the column beside says so.
// caveat: That two systems can talk does not show that they are used that way for this referral.
// caveat: A link of which either side's system is not known may be broken as well; ask with --show not-known.
// caveat: Volumes are what somebody stated, for the month they had in mind; do not add them up across sources.
// needs data: REFERS_TO (referral links), USES (links that say who uses which digital system)
// without EXCHANGES_WITH: Nobody has said yet which digital systems exchange data, so no two of them count as talking.
// assumes: A system that is live or on trial, or of which nobody says how far it has come, is in use.
// assumes: A service with none of its own in use uses what its provider uses, but for what it says it does not use.
// assumes: A role uses no system of its own, so what it refers by is not known.
// nothing: Every hand-off between systems that are known stays within one, or crosses to one that exchanges data.
// uses: providing, system_use, exchanges
// identity: link_id
// parameter show (breaks | not-known | all, default breaks): the links that cross two systems that do not talk, those of
//   which a system is not known, or all
// parameter platform (Platform): only links of which either end uses this system
// parameter sender (Service|Organisation|Role): only what this one sends
// parameter receiver (Service): only what this service receives
// parameter provider (Organisation): only links of which this organisation is, or provides, either end
// parameter sector (Organisation.sector): only links of which either end is of this sector
// parameter kind (REFERS_TO.category): only this way of sending people
// parameter limit (integer 1 to 1000000, default 1000): how many rows to show
// column from: who sends people
// column platform_from: systems that the sender uses; empty where not known
// column to: the service that receives them
// column platform_to: systems that the receiver uses; empty where not known
// column exchange: same platform, exchanges, on trial, planned, none, not said (of these two systems), or not known
//   (which systems they are)
// column volume (REFERS_TO.volume_month): people a month; blank where nobody has said
// column said_of_from: whether the sender's systems are its own or its provider's; or not known
// column said_of_to: the same of the receiver
// column kind: signpost, referral or warm handover; blank where nobody has said
// column provider_from: who provides the service that sends people
// column provider_to: who provides the service that receives them
// column from_id (Service|Organisation|Role): who sends people
// column to_id (Service): the service that receives them
// column platform_from_ids (Platform): the sender's systems
// column platform_to_ids (Platform): the receiver's systems
// column link_id: the link itself
// row link_id: the link
// row from_id: who sends people
// row from_name: what people call it
// row from_sector: the sector of an organisation that sends people
// row to_id: the service that receives them
// row to_name: its name
// row kind: signpost, referral or warm handover
// row volume: people a month

// The query finds the links. The systems of both ends are joined in the file beside this one.
MATCH (a:Service|Organisation|Role)-[r:REFERS_TO]->(b:Service)
WHERE a.live AND r.live AND b.live
  AND ($sender = '' OR a.id = $sender) AND ($receiver = '' OR b.id = $receiver) AND ($kind = '' OR r.category = $kind)
RETURN r.id AS link_id, a.id AS from_id, a.name AS from_name, a.sector AS from_sector, b.id AS to_id, b.name AS to_name,
  r.category AS kind, r.volume_month AS volume
ORDER BY link_id
