// id: B4
// title: Whose voice is missing
// question: Whose voice is missing from this round?
// read: Every row is one sector. An organisation was heard if it answered when it was asked, or took part in an
//   engagement, in the days looked at. The rate is the share of the sector's organisations that were heard, 0 to 1. A
//   service is unrepresented if nobody who provides it was heard. The sector with the lowest rate stands first.
// caveat: Organisations are counted, not people. The numbers of people at engagements overlap and are never added up.
// caveat: To be heard is not to be agreed with, and who stayed away may have been asked in a way that did not suit.
// caveat: People who were invited or came without their organisation being named are not counted.
// needs data: Organisation (organisations)
// nothing: No organisation of this sector is known.
// uses: services
// identity: sector
// parameter sector (Organisation.sector): only this sector
// parameter days (integer 1 to 36500, default 365): how many days up to the day of the graph to look at
// column sector: the sector; blank for organisations whose sector nobody states
// column organisations: live organisations of the sector
// column asked: how many of them were asked to answer a round
// column answered: how many of those have answered
// column invited: how many were invited to an engagement
// column took_part: how many took part in one
// column engaged: how many were heard, in either way
// column rate: share of the sector's organisations that were heard, 0 to 1
// column not_heard: which were not, in order of name
// column services_unrepresented: live services of the sector that nobody who was heard provides
// column not_heard_ids (Organisation): the organisations that were not heard
// column service_ids (Service): the services
// row id: an organisation
// row name: what people call it
// row sector: its sector
// row asked: when it was asked and whether it answered, each with the link
// row invited: the engagements it was invited to, each with the day and the link
// row came: the engagements it took part in, each with the day and the link

// A service may be spoken for by a body of another sector, so all are found and the sector is chosen beside this file.
MATCH (o:Organisation) WHERE o.live
OPTIONAL MATCH (o)-[a:ASKED]->(q:Source) WHERE a.live AND q.live
WITH o, collect({link: a.id, id: q.id, day: a.asked_on, answered: a.answered}) AS asked
OPTIONAL MATCH (o)-[i:INVITED]->(e:Engagement) WHERE i.live AND e.live
WITH o, asked, collect({link: i.id, id: e.id, day: e.date}) AS invited
OPTIONAL MATCH (o)-[t:TOOK_PART]->(g:Engagement) WHERE t.live AND g.live
RETURN o.id AS id, o.name AS name, o.sector AS sector, asked, invited,
  collect({link: t.id, id: g.id, day: g.date}) AS came
ORDER BY name, id
