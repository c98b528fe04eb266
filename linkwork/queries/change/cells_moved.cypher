// id: C4
// title: Where cover came and went
// question: Which cells moved between covered, single, gap?
// from: rounds
// read: Every row is one need in one area: a gap where no live service meets it for anybody, single where one does, covered
//   where two or more do. What has become a gap stands first, then what has become single. Without dates the days of the
//   last two complete rounds of one source are compared, each as all rounds up to that day have it.
// caveat: A service that came may have been there before and newly named; question C6 tells these apart.
// caveat: A need that is met for some groups only counts as met.
// nothing: No need in any area moved between gap, single and covered.
// identity: need_id, area_id
// parameter start (date): the earlier date; both or neither
// parameter end (date): the later date
// parameter need (Need): only this need and what is narrower
// parameter audience (Audience): only what is there for these people
// parameter area (Area): only this area and what lies in it
// parameter show (moved | all, default moved): what moved, or every need and area
// parameter limit (integer 1 to 1000000, default 1000): how many rows to show
// column need: the need, at its narrowest
// column area: the area
// column before: gap, single or covered at the earlier date
// column after: gap, single or covered at the later date
// column cause: which services came, went or changed, in words
// column came: services that meet it there now and did not
// column went: services that met it there and do not now
// column need_id: the need
// column area_id: the area
// column came_ids: those that came
// column went_ids: those that went
