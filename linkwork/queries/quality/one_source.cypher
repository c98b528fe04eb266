// id: D4
// title: What rests on one source
// question: Which facts rest on one source?
// from: rounds
// read: Every row is one thing that is shown and that a single source says: a property of a record, or that a link is
//   there (then the field is blank). What was said longest ago stands first. A fact counts as said by two if both still
//   speak of the record and last said the same of it.
// caveat: One source may well be right; it is where to look first if much hangs on it.
// caveat: Two sources need not be independent: one may have copied the other, or both asked the same person.
// caveat: Other names and how sure a source is are not counted, since each says these in its own way.
// nothing: Everything that is shown is said by at least two sources.
// identity: id, field
// parameter kind (text, default Service): only this kind of record or link, such as Organisation or PART_OF, or all
// parameter source (text): only what rests on this source
// parameter limit (integer 1 to 1000000, default 1000): how many rows to show
// column id: the record or link
// column name: what people call it; for a link, its two ends
// column field: the property; blank where it is the link itself
// column source: who says so
// column date: the day of the round that last said so
// column kind: the kind of record or link
// column still_said: no where that source no longer speaks of the record, and nobody else says the same
