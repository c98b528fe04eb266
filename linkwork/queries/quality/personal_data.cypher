// id: D7
// title: Personal data that is held
// question: What personal data is held, on what basis, until when?
// from: rounds
// read: Every row is one person of whom something is held, by a number that says nothing of who it is: which fields are
//   filled, on what ground, and the day after which they must go. Those past that day stand first, then those for whom
//   no ground or no day is given. No name and no other value is shown, however it is asked.
// caveat: Past its day means that the person must be erased, or that somebody must say why not and set another day.
// caveat: Everything on the disk counts, also in rounds that were withdrawn or that a later one replaced.
// caveat: Names in descriptions and notes, and in files outside the project, are not found.
// nothing: No personal data is held.
// identity: person_ref
// parameter show (all | overdue, default all): everybody, or only those past their day or without a ground or a day
// parameter source (text): only people of whom this source says something
// parameter limit (integer 1 to 1000000, default 1000): how many rows to show
// column person_ref: the number that stands for the person
// column fields: the names of the fields that are filled, and of the links to services, posts and boards
// column basis: the ground on which the data is held; blank where none is given
// column source: who says so
// column retain_until: the day after which it must go; blank where none is given
// column overdue: yes where that day has passed on the day of the graph; not known where no day is given
// column overdue_days: days since; blank where the day has not passed
// column rounds: how many rounds on the disk hold something of the person
