// id: P2
// title: Where routes stop
// question: Where do routes stop (dead ends)?
// read: Every row is a service that people are referred to, that refers nobody on, and that meets none of the needs
//   they come with: neither those that the services which refer to it meet, nor those that people ask for at a door
//   from which it can be reached. A service that meets a known need and that some door leads to is where a route should
//   end, so it is not in the list. The service with most referrals into it stands first.
// caveat: A dead end on paper may be a record that is not filled in: ask the service before calling it one.
// caveat: Needs count whoever they are met for and wherever; question P1 looks at one group and area.
// needs data: REFERS_TO (referral links)
// without MEETS: Nobody has said yet which needs any service meets, so every service that refers nobody on is listed.
// nothing: No service that people are referred to is a dead end.
// uses: referrals, senders, staffing, offers, terms, places
// parameter need (Need): the need that people ask for at the doors, with what is narrower; left out, every need
// parameter limit (integer 1 to 100000, default 500): how many rows to show
// column service: the service at which routes stop
// column referrals_in: referral links into it
// column why_stopped: why it goes no further from here
// column needs_left_unmet: needs that the services which refer to it meet, and the need asked for; it meets none of them
// column entry_points_affected: doors from which it can be reached
// column senders: who refers to it
// column provider: who provides it
// column service_id (Service): the service
// column sender_ids (Organisation|Role|Service): who refers to it
// column need_ids (Need): the needs left unmet
// column door_ids (Organisation|Role): the doors, but for coming by oneself
// column link_ids: the referral links into it
// row id: a service
// row name: what people call it
// row access: self, professional or closed
// row wait_days: its usual days from referral to first contact

// The query finds the services; where people can go from them is worked out in the file beside this one.
MATCH (s:Service) WHERE s.live
RETURN s.id AS id, s.name AS name, s.access AS access, s.wait_days AS wait_days
ORDER BY id
