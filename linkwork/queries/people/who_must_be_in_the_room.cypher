// id: B1
// title: Who must be in the room
// question: Who must be in the room for this topic?
// read: Every row is an organisation with its reasons: it provides, commissions, pays for or hosts a service of the
//   topic, or refers people there, itself or by a service it provides; or the topic is its own: it owns it, is to carry
//   it out, or sits on a board that owns or endorsed it. The services of a need are those that meet it, of an area those
//   that cover it, of a priority or policy those that support it, of a board those that support what it owns. Without a
//   topic all services count. Those with most services stand first.
// caveat: This is who is known to have a part in it. People who use the services are not on any list: ask them too.
// caveat: Contacts are counted, never named. `linkwork personal-data` says what is held of people, and on what ground.
// needs data: Organisation (organisations), Service (services)
// without MEMBER_OF: Nobody has said who sits on which board, so seats give nobody a reason.
// without REFERS_TO: No referral links are known, so to refer people gives nobody a reason.
// without COMMISSIONS: Nobody has said who commissions any service.
// nothing: No organisation is known to have to do with this.
// uses: services, offers, terms, places, demand, referrals, involvement, policy_links
// parameter topic (Need|Service|Area|Priority|Policy|Board|Recommendation): what the meeting is about, by name or id
// parameter sector (Organisation.sector): only organisations of this sector
// parameter organisation (Organisation): only this organisation
// parameter limit (integer 1 to 1000000, default 100): how many rows to show
// column organisation: who should come
// column sector: its sector; blank where nobody says
// column why: the reasons, in words
// column boards: boards on which it sits
// column services: services of the topic that it has to do with
// column last_engaged: last day on which it took part in an engagement, or was asked in a round that it answered
// column contacts: how many people are known as contacts for it or a service it provides; blank where nobody is known
// column organisation_id (Organisation): who should come
// column service_ids (Service): the services
// column board_ids (Board): the boards
// row id: an organisation
// row name: what people call it
// row sector: its sector
// row boards: boards it has a seat on, each with the link
// row came: engagements it took part in, each with the day and the link
// row asked: when it was asked and whether it answered, each with the link
// row contacts: people who are its contact, each with the link
// row further: people who are contact for a service it provides, each with the link

// The query finds the organisations, with seats, engagements and contacts. Which services belong to the topic, and who
// has to do with them, is worked out in the file beside this one.
MATCH (o:Organisation) WHERE o.live
OPTIONAL MATCH (o)-[m:MEMBER_OF]->(b:Board) WHERE m.live AND b.live AND coalesce(b.state, '') <> 'closed'
WITH o, m, b ORDER BY b.name, b.id
WITH o, collect({id: b.id, name: b.name, link: m.id}) AS boards
OPTIONAL MATCH (o)-[t:TOOK_PART]->(e:Engagement) WHERE t.live AND e.live
WITH o, boards, collect({id: e.id, day: e.date, link: t.id}) AS came
OPTIONAL MATCH (o)-[a:ASKED]->(q:Source) WHERE a.live AND q.live
WITH o, boards, came, collect({id: q.id, day: a.asked_on, answered: a.answered, link: a.id}) AS asked
OPTIONAL MATCH (p:Person)-[c:CONTACT_FOR]->(o) WHERE p.live AND c.live
WITH o, boards, came, asked, collect({id: p.id, link: c.id}) AS contacts
OPTIONAL MATCH (o)-[v:PROVIDES]->(s:Service)<-[d:CONTACT_FOR]-(x:Person) WHERE v.live AND s.live AND d.live AND x.live
RETURN o.id AS id, o.name AS name, o.sector AS sector, boards, came, asked, contacts,
  collect({id: x.id, link: d.id}) AS further
ORDER BY name, id
