// id: C2
// title: Links that started or stopped
// question: Which links started or stopped?
// from: rounds
// read: Every row is a link between two things that one source newly states (new) or no longer states (ended); with show
//   all also those it still states (kept). Without dates the last two complete rounds of each source are compared, and
//   only what both of them cover. Link stability is the share of all links of either round that are in both.
// caveat: Where real_change says that an end is newly named, the link may have been there before and nobody had said it.
// caveat: Who is asked differs from round to round; a link that one side alone reports comes and goes with the answers.
// nothing: No link started or stopped between the rounds that were compared.
// identity: id, source
// parameter start (date): the earlier date; both or neither
// parameter end (date): the later date
// parameter source (text): only what this source says
// parameter kind (text): only this kind of link, such as REFERS_TO
// parameter show (changed | all, default changed): links that started or stopped, or those that stayed too
// parameter limit (integer 1 to 1000000, default 1000): how many rows to show
// column from: where the link starts
// column to: where it ends
// column kind: the kind of link
// column change: new, ended or kept
// column before: stated or not stated at the earlier date
// column after: stated or not stated at the later date
// column real_change: yes where both ends are named at both dates; else which end is not
// column stability: share of the links of this kind and source, of either date, that are there at both
// column source: who says so
// column id: the link
// column from_id: the record it starts from
// column to_id: the record it ends at
