// id: P1
// title: Quickest route
// question: What is the quickest route from this door to this need for a person like X?
// read: Every row is one step of a route: who sends the person, and the service that takes them. Route 1 is the best:
//   the one with fewest waits that nobody knows, then fewest days, then fewest steps. A route counts only if every
//   service on the way takes such people in such a place and may refer them on, and the last has one offer for the
//   need, the people and the place together; for a broad need, or without a group, `meets` and `takes` say what and
//   whom that is. Asked without a door or without a need, the list is the best route
//   from each door to each need. Where no route is possible the best that would be there without the rules
//   is shown, with `eligibility_ok` no at the steps that fail and the reason why.
// caveat: A route on paper says nothing of whether there is room, or whether people are in fact sent that way.
// caveat: A referral that neither side has told us of is not known, so a route may exist that is not in the list.
// caveat: total_wait adds up only the waits that are known; waits_not_known says how many are not.
// needs data: REFERS_TO (referral links), MEETS (links from services to needs)
// without FOR_AUDIENCE: Nobody has said yet whom any offer is for, so every offer counts as for everyone.
// assumes: Where a link does not say how long people wait, the receiving service's usual wait counts.
// assumes: Where nobody has said whether a service may refer people on, it may.
// nothing: No door leads to any need.
// uses: referrals, senders, staffing, offers, terms, places
// identity: door_id, need_id, route, step
// parameter from (Organisation|Role|Service or self): where the person starts; self is somebody who comes by themselves
// parameter need (Need): what the person needs, or something narrower
// parameter audience (Audience): the group the person belongs to
// parameter area (Area): where the person lives
// parameter limit (integer 1 to 100000, default 20): how many routes to show, the best first
// column route: number of the route, the best first
// column step: number of the step on the route
// column from: who sends the person
// column to: the service that takes the person
// column kind: signpost, referral or warm handover; blank where people come by themselves or nobody has said
// column channel: how the referral is made
// column wait_days: usual days of this step; blank where not known
// column total_wait: days so far, of the waits that are known
// column eligibility_ok: whether the step can be taken by such a person
// column reason_if_not: why it cannot
// column waits_not_known: waits so far that nobody knows
// column via: the role that makes the referral, where it is not the service as a whole
// column onward_allowed: whether the receiving service may refer on those who come by this step; blank where not known
// column feedback: whether the sender hears what became of it
// column door: where the route starts
// column need: the need that the route leads to
// column meets: needs, of those asked for, that the last service meets for such people; of a route that fails, for anybody
// column takes: groups it takes for some of them, where no group was asked for; blank where it takes everyone
// column door_id (Organisation|Role|Service): where the route starts; blank where people come by themselves
// column need_id (Need): the need that the route leads to
// column from_id (Organisation|Role|Service): who sends the person; blank where people come by themselves
// column to_id (Service): the service that takes the person
// column via_id (Role): the role that makes the referral
// column link_id: the referral link; blank where people come by themselves
// row id: a service
// row name: what people call it
// row access: self, professional or closed
// row wait_days: its usual days from referral to first contact

// The query finds the services. The routes between them are worked out in the file beside this one: whom each service
// takes, and what is narrower than the need, the group and the area, has to be spelt out first.
MATCH (s:Service) WHERE s.live
RETURN s.id AS id, s.name AS name, s.access AS access, s.wait_days AS wait_days
ORDER BY id
