// id: G2
// title: Groups that nobody serves
// question: Which groups have nobody serving a need?
// read: Every row is a need in an area that no service meets for these people. Others served says whether it is met there
//   for some other group. Excluded by names services that meet the need there and say they are not for this group; for
//   others only names those that say they are for other groups. Most people in need stand first, where that is known.
// caveat: A group that an offer leaves out may be left out for a good reason.
// caveat: People belong to several groups: somebody who is a carer and over 65 may be served as the one or the other.
// caveat: A gap on paper may be met by something nobody has told us of.
// needs data: Audience (groups of people), MEETS (links from services to needs), COVERS (links from services to areas)
// without HAS_DEMAND: The number of people in need is not known, so the order is by name.
// nothing: Every need is met in every area for every group.
// uses: offers, terms, places, demand
// identity: audience_id, group, need_id, area_id
// parameter show (some_served | nobody_served | all, default all): only where other groups are served; only where nobody is; or both
// parameter need (Need): only this need and what is narrower
// parameter audience (Audience): only these people
// parameter area (Area): only this area and what lies in it
// parameter limit (integer 1 to 1000000, default 500): how many rows to show
// column group: the group of people, or `anyone else`
// column need: the need, at its narrowest
// column area: the area
// column people (HAS_DEMAND.people): people of this group who have the need there, in the latest year known; blank if figures do not name the group
// column others_served: whether the need is met there for some other group
// column excluded_by: services that meet the need there and say they are not for this group
// column for_others_only: services that meet the need there and say they are for other groups
// column audience_id (Audience): the group; blank for anyone else
// column need_id (Need): the need
// column area_id (Area): the area
// column excluded_by_ids (Service): the services that are not for this group
// column for_others_only_ids (Service): the services that are for other groups
// row id: the need
// row evidence: the need, by id

// The query finds the needs. Whom each service takes, and where, is spelt out, cell by cell, in the file beside this one.
MATCH (n:Need) WHERE n.live
RETURN n.id AS id, [n.id] AS evidence
ORDER BY id
