// id: G5
// title: No way in without a professional
// question: Where is there no way in but a professional referral?
// read: Every row is one need in one area where somebody takes people whom a professional sends, and no service says
//   that people may come by themselves. Self referral is `not known` where a service there does not say how people get
//   in: ask it before calling the row a gap. Outreach says whether any service there goes to people by itself. Most
//   people in need stand first.
// caveat: A service that people may come to by themselves counts here whichever group it is for. Ask for one group to
//   see whether that group has a way in.
// caveat: People may still come by themselves to a service for another need that sends them on; question P1 shows such
//   routes.
// caveat: A referral may be asked for with good reason, such as safety.
// needs data: Service (services), MEETS (links from services to needs), COVERS (links from services to areas)
// without HAS_DEMAND: The number of people in need is not known, so the order is by name.
// nothing: Wherever a professional can send people for a need, they may also come by themselves.
// uses: offers, terms, places, demand
// parameter show (referral_only | all, default referral_only): where the only known way in is by a professional; or every need in every area with a service
// parameter need (Need): only this need and what is narrower
// parameter audience (Audience): only what is done for these people
// parameter area (Area): only this area and what lies in it
// parameter provider (Organisation): only where this organisation provides a service
// parameter sector (Organisation.sector): only where this sector provides a service
// parameter service (Service): only where this service is
// parameter limit (integer 1 to 1000000, default 500): how many rows to show
// column area: the area
// column need: the need, at its narrowest
// column people_in_need (HAS_DEMAND.people): people who have the need there, in the latest year known; blank also where a sum over groups would give away one under 5
// column services: the services there
// column access_routes: the ways in, each with the number of services: self, professional, closed, not said
// column self_referral: whether people may come by themselves to any of them: yes, no, not known
// column outreach: whether any of them seeks people out: yes, no, not known
// column outreach_services: those that seek people out
// column need_id (Need): the need
// column area_id (Area): the area
// column professional_ids (Service): the services to which a professional must send people
// column closed_ids (Service): the services that take nobody
// column not_said_ids (Service): the services that do not say how people get in
// column outreach_ids (Service): those that seek people out
// row id: the service
// row access: self, professional or closed
// row approach: proactive, responsive or both

// The query finds how people get into each service. Who meets which need, and where, is spelt out in the file beside this one.
MATCH (s:Service) WHERE s.live
RETURN s.id AS id, s.access AS access, s.approach AS approach
ORDER BY id
