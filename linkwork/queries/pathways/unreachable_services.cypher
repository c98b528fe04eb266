// id: P9
// title: Services nobody can reach
// question: Which services can nobody reach?
// read: Every row is a live service to which no route leads from any door. Doors are the organisations and roles that
//   refer people and that nobody refers to, those that are marked as doors, and coming by oneself where the service
//   allows it. With a group or an area, the routes are those that such people can take.
// caveat: A referral that neither side has told us of is not known. Ask the service how people come to it.
// caveat: A service that does not say whether people may come by themselves counts as one to which they may not.
// needs data: Service (services), REFERS_TO (referral links)
// assumes: Where nobody has said whether a service may refer people on, it may.
// nothing: Every service can be reached from some door.
// uses: referrals, senders, staffing, offers, terms, places
// parameter audience (Audience): for people of this group
// parameter area (Area): for people who live here
// parameter need (Need): only services that meet this need or something narrower
// parameter limit (integer 1 to 100000, default 500): how many rows to show
// column service: the service that nobody can reach
// column needs: needs it would meet
// column entry_points_tried: how many doors were tried
// column missing_link: what is missing, in words
// column provider: who provides it
// column access: self, professional or closed; blank where nobody has said
// column service_id (Service): the service
// column sender_ids (Organisation|Role|Service): who refers to it all the same
// row id: a service
// row name: what people call it
// row access: self, professional or closed
// row wait_days: its usual days from referral to first contact

// The query finds the services; which of them the doors lead to is worked out in the file beside this one.
MATCH (s:Service) WHERE s.live
RETURN s.id AS id, s.name AS name, s.access AS access, s.wait_days AS wait_days
ORDER BY id
