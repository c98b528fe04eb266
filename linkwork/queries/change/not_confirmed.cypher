// id: C5
// title: What nobody confirmed this round
// question: What did nobody confirm this round?
// from: rounds
// read: Every row is a record that no round has said since the latest complete one: either all its sources have let it
//   go (stale), or a source of an earlier day still stands for it. What was last said longest ago stands first. Age is
//   counted from then to the day of the graph, not to today.
// caveat: Not confirmed is not the same as gone: nobody was asked, or nobody answered, or it has ended.
// caveat: A record outside what the latest round covers could not be confirmed by it; ask for these with show all.
// nothing: Everything that the latest complete round covers was confirmed by it.
// identity: id
// parameter show (in_scope | all, default in_scope): what the latest round covers, or everything that it did not confirm
// parameter kind (text): only this kind of record, such as Service
// parameter limit (integer 1 to 1000000, default 1000): how many rows to show
// column kind: the kind of record
// column name: what people call it
// column age_days: days from its last confirmation to the day of the graph
// column owner: role or team that keeps the record right; blank where nobody says
// column in_scope_this_round: whether the latest complete round covers such a record and its source speaks of such things
// column state: stale (all its sources let it go) or standing (a source still says it)
// column said_by: who said it last
// column said_on: the day of that round
// column stale_since: the day of the round by which it was let go
// column id: the record
