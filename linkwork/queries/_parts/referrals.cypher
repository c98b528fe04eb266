// title: Live referrals
// read: One row for each live link by which a body, a role or a service sends people to a service.
// order: id
// row id: the link
// row from_id: who sends people
// row to_id: the service that receives them
// row category: signpost, referral or warm handover
// row channel: form, telephone, e-mail, system
// row wait_days: usual days from referral to first contact, as the link states them
// row volume_month: people a month
// row feedback: whether the sender hears what became of it
// row onward_allowed: whether the receiver may refer on the people who came by it
MATCH (a:Service|Organisation|Role)-[r:REFERS_TO]->(b:Service) WHERE a.live AND r.live AND b.live
RETURN r.id AS id, a.id AS from_id, b.id AS to_id, r.category AS category, r.channel AS channel,
  r.wait_days AS wait_days, r.volume_month AS volume_month, r.feedback AS feedback, r.onward_allowed AS onward_allowed
