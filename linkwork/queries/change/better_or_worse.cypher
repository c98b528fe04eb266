// id: C3
// title: What got better
// question: Did overlap, gaps and routes get better?
// from: rounds
// read: Every row is one measure at two dates and the difference. better says which way is better, where that can be said at
//   all: fewer gaps is, fewer overlaps need not be. Where comparable is no, why_not says what was counted otherwise; read
//   such a difference with question C6. Without dates the days of the last two complete rounds of one source are taken.
// caveat: A difference between two rounds is what the rounds say. It is not the effect of anything that was done.
// caveat: Reach and loops rest on the referrals that somebody reported at each date.
// nothing: There is nothing to measure at either date.
// identity: measure
// parameter start (date): the earlier date; both or neither
// parameter end (date): the later date
// parameter need (Need): for measures of cover, only this need and what is narrower
// parameter audience (Audience): for measures of cover, only what is there for these people
// parameter area (Area): for measures of cover, only this area and what lies in it
// column measure: what is measured
// column round_1: at the earlier date; blank where it cannot be known
// column round_2: at the later date; blank where it cannot be known
// column difference: the later less the earlier
// column comparable: yes, or no where it was counted otherwise or is not known at one date
// column why_not: why not, in words
// column better: more, less or either
