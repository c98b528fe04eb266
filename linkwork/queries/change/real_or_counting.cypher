// id: C6
// title: Real change or better counting
// question: Is a change real or just better counting?
// from: rounds
// read: Every row is one measure at two dates. same_items_change is how far it moved among the services that some source
//   names at both dates: that is change in the town. newly_seen_change is the rest, which comes of services that one
//   date alone names: better counting, or things that began or ended. The two sum to the whole difference.
// caveat: A service that began between the dates and one that nobody had named before cannot be told apart here.
// caveat: A service named at both dates that has closed counts as real change.
// nothing: There is nothing to measure at either date.
// identity: measure
// parameter start (date): the earlier date; both or neither
// parameter end (date): the later date
// parameter need (Need): only this need and what is narrower
// parameter audience (Audience): only what is there for these people
// parameter area (Area): only this area and what lies in it
// column measure: what is measured
// column coverage_before: the measure at the earlier date
// column coverage_after: the measure at the later date
// column same_items_change: the change among services that both dates name
// column newly_seen_change: the rest of the change
// column unit: what it is counted in
