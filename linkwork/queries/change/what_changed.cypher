// id: C1
// title: What changed
// question: What is new, gone or changed since the last round?
// from: rounds
// read: Every row is one record or link that one source newly has, no longer has, or says something else about.
//   Without dates, the last two complete rounds of each source are compared.
// caveat: New to a source is not always new in the world: it may be newly seen.
// caveat: Gone means that a later complete round, within what it covers, no longer holds it.
// nothing: Nothing changed between the rounds that were compared.
// identity: id, change, field, source
// parameter start (date): the earlier date; both or neither
// parameter end (date): the later date
// parameter source (text): only what this source says
// parameter kind (text): only this kind of record or link, such as Organisation or PART_OF
// column kind: the kind of record or link
// column id: the record or link
// column name: what people call it; for a link, its two ends
// column change: new, gone, changed or correction (a revision of a round that says something else)
// column field: what changed
// column before: what was said before
// column after: what is said now
// column source: who says so
// column in_words: the change in words
// column missing_from: for what is gone, the day of the complete round that no longer holds it
// column from_id: for a link, the record it starts from
// column to_id: for a link, the record it ends at
