// id: P7
// title: What each front door reaches
// question: From each front door, what share of needs can be reached?
// read: Every row is a front door. `completeness` is the share of all needs, 0 to 1, to which a route leads from there:
//   1 is every need, 0 none. Of each need that can be reached the quickest route counts, and the middle one of these
//   routes is shown, in steps and in days. Those that reach least stand first. Doors are the organisations and roles
//   that refer people and that nobody refers to, those that are marked as doors, and coming by oneself where a service
//   allows it. With a group or an area, only routes that such people can take count.
// caveat: A route on paper says nothing of whether there is room, or whether people are in fact sent that way.
// caveat: A door may reach little because it has another task, or because nobody has told us whom it refers to.
// caveat: A need that no door reaches may be one that no service meets; question G1 tells them apart.
// needs data: REFERS_TO (referral links), MEETS (links from services to needs)
// without FOR_AUDIENCE: Nobody has said yet whom any offer is for, so every offer counts as for everyone.
// assumes: Where a link does not say how long people wait, the receiving service's usual wait counts.
// assumes: Where nobody has said whether a service may refer people on, it may.
// nothing: There is no front door: every organisation and role that refers people is referred to itself.
// uses: referrals, senders, staffing, offers, terms, places
// identity: entry_point, door_id
// parameter from (Organisation|Role or self): only from here, door or not; self is people who come by themselves
// parameter need (Need): only this need and what is narrower
// parameter audience (Audience): for people of this group
// parameter area (Area): for people who live here
// parameter limit (integer 1 to 100000, default 500): how many rows to show
// column entry_point: the front door
// column needs_reached: needs to which a route leads from it
// column needs_not_reached: needs to which none does
// column completeness: share of the needs that can be reached, 0 to 1
// column n_reached: how many needs can be reached
// column n_needs: how many needs there are
// column median_steps: steps to a need, the middle of all that can be reached; blank where none can
// column median_wait: days to a need, the middle of those routes on which every wait is known; blank where there is none
// column waits_not_known: needs whose quickest route has a wait that nobody knows, and which median_wait leaves out
// column door_id (Organisation|Role): the front door; blank for people who come by themselves
// column reached_ids (Need): the needs that can be reached
// column not_reached_ids (Need): the needs that cannot
// row id: a service
// row name: what people call it
// row access: self, professional or closed
// row wait_days: its usual days from referral to first contact

// The query finds the services; where the doors lead is worked out in the file beside this one, one search a door.
MATCH (s:Service) WHERE s.live
RETURN s.id AS id, s.name AS name, s.access AS access, s.wait_days AS wait_days
ORDER BY id
