// id: G1
// title: Needs that no service meets
// question: Which needs have no service in which areas?
// read: Every row is a need that no live service meets, for any group of people, in that area. Where the number of
//   people in need is known, the largest stands first. `possible` counts services that do meet the need but do not say
//   where: ask them before calling the row a gap. A row without an area means: nowhere.
// caveat: A need that is met for some groups only is not in the list: that somebody meets it is not that
//   everybody is taken.
// caveat: Where people in need are known only group by group they are added up; somebody in two groups counts twice.
// caveat: A gap on paper may be met by something nobody has told us of.
// needs data: Need (needs), MEETS (links from services to needs)
// without HAS_DEMAND: The number of people in need is not known, so the order is by name.
// without Area: No areas have been loaded, so a need counts as met if any service meets it anywhere.
// nothing: Every need has a service in every area.
// uses: offers, terms, places, demand
// parameter need (Need): only this need and what is narrower
// parameter area (Area): only this area and what lies in it
// parameter limit (integer 1 to 1000000, default 500): how many rows to show
// column need: the need, at its narrowest
// column area: where nobody meets it
// column people_in_need (HAS_DEMAND.people): people who have the need there, in the latest year known; blank also where a sum over groups would give away one under 5
// column core20_share: share of the area's LSOAs in deprivation deciles 1 and 2, 0 to 1
// column possible: services that meet the need but do not say where
// column need_id (Need): the need
// column area_id (Area): the area
// row id: the need
// row name: what people call it
// row evidence: the need, by id

// The query finds the needs. What meets them is spelt out, cell by cell, in the file beside this one.
MATCH (n:Need) WHERE n.live
RETURN n.id AS id, n.name AS name, [n.id] AS evidence
ORDER BY id
