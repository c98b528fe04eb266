// id: P3
// title: Where people bounce
// question: Where do people bounce (loops)?
// read: Every row is a group of services from each of which people can be referred, step by step, to each of the
//   others and back. The smallest group stands first. `feedback` is how many of the links report back to the sender.
// caveat: Two services that refer to each other may work well together: ask whether people are sent to and fro.
// caveat: volume adds up the links whose volume somebody stated, each for the month they had in mind; one person may
//   be counted on several links.
// needs data: REFERS_TO (referral links)
// assumes: A service refers people by its own links and by those of the roles that staff it.
// nothing: No group of services refers people round in a loop.
// uses: referrals, staffing
// parameter service (Service): only the loop that this service is in
// parameter limit (integer 1 to 100000, default 500): how many rows to show
// column loop_members: the services in the loop, in order of name
// column length: how many services there are in it
// column links: the referrals between them
// column volume (REFERS_TO.volume_month): people a month on the links whose volume is known; not shown where one of them has under 5
// column feedback: how many of the links report back to the sender
// column volumes_known: how many of the links say their volume
// column feedback_not_known: of how many links nobody has said whether they report back
// column member_ids (Service): the services in the loop
// column link_ids: the referral links between them
// row id: a service
// row name: what people call it
// row access: self, professional or closed
// row wait_days: its usual days from referral to first contact

// The query finds the services; the loops that the referrals between them make are worked out in the file beside this
// one.
MATCH (s:Service) WHERE s.live
RETURN s.id AS id, s.name AS name, s.access AS access, s.wait_days AS wait_days
ORDER BY id
