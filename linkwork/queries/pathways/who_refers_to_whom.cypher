// id: P6
// title: Who refers to whom
// question: Who refers to whom, how much, and how long does it take?
// read: Every row is one way in which people are sent on, from the left to the right, in order of who
//   sends them. Where a number is blank nobody has said it, which is not the same as none.
// caveat: A referral that neither side has told us of is not in the list.
// caveat: Volumes are what somebody stated, for the month they had in mind; do not add them up across sources.
// needs data: REFERS_TO (referral links)
// assumes: Where a link does not say how long people wait, the receiving service's usual wait is shown.
// nothing: Referral links are loaded, but none of them is live.
// parameter sender (Service|Organisation|Role): only what this one sends
// parameter receiver (Service): only what this service receives
// parameter kind (REFERS_TO.category): only this way of sending people
// parameter limit (integer 1 to 1000000, default 1000): how many rows to show, those with most people first to be kept
// column from: who sends people
// column to: the service that receives them
// column kind: signpost, referral or warm handover
// column volume_month (REFERS_TO.volume_month): people a month
// column wait_days: usual days from referral to first contact
// column feedback: whether the sender hears what became of it
// column from_id (Service|Organisation|Role): who sends people
// column to_id (Service): the service that receives them
// column link_id: the link itself
// row from: who sends people
// row to: the service that receives them
// row kind: signpost, referral or warm handover
// row volume_month: people a month
// row wait_days: usual days from referral to first contact
// row feedback: whether the sender hears what became of it
// row from_id: who sends people
// row to_id: the service that receives them
// row link_id: the link itself
// row evidence: the link and its two ends, by id

// The query finds the links and puts them in order; the file beside this one keeps those with most people.
MATCH (a:Service|Organisation|Role)-[r:REFERS_TO]->(b:Service)
WHERE a.live AND r.live AND b.live
  AND ($sender = '' OR a.id = $sender) AND ($receiver = '' OR b.id = $receiver) AND ($kind = '' OR r.category = $kind)
RETURN a.name AS from, b.name AS to, r.category AS kind, r.volume_month AS volume_month,
  coalesce(r.wait_days, b.wait_days) AS wait_days, r.feedback AS feedback, a.id AS from_id, b.id AS to_id,
  r.id AS link_id, [a.id, b.id, r.id] AS evidence
ORDER BY from, to, link_id
