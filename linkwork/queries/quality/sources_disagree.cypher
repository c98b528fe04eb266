// id: D3
// title: Where sources disagree
// question: Where do sources disagree?
// from: rounds
// read: Every row is one property of one record of which two sources that still speak of it say different things. `value
//   a` is the value that is shown, `value b` what the other source says. The order of sources is set under [precedence] in
//   linkwork.toml; without one the latest date is shown.
// caveat: A difference is not always a mistake: two sources may speak of different days, or mean different things.
// caveat: Other names and how sure a source is are not compared.
// nothing: No two sources that have been loaded say different things of the same record.
// identity: id, field, source_b
// parameter kind (text): only this kind of record or link, such as Organisation or PROVIDES
// parameter source (text): only what this source says otherwise
// parameter limit (integer 1 to 1000000, default 1000): how many rows to show
// column id: the record
// column name: what people call it; for a link, its two ends
// column field: the property
// column value_a: the value that is shown
// column source_a: who says so
// column value_b: what another source says
// column source_b: who says that
// column used: the value that is shown
// column why_used: why it is shown: later, or believed first
// column date_a: the day of the round that says the first
// column date_b: the day of the round that says the second
// column kind: the kind of record or link
