// id: D2
// title: Likely duplicates
// question: Which records may be the same thing under two names?
// from: rounds
// read: Every row is two records that may be one thing, with a score from 0 to 1 and the reasons in words; the highest
//   score stands first. Look at the reasons, above all at those that begin with caution, and decide; nothing is joined
//   until somebody has. A score of 1 means that both have the same number, or that the project's list of names says so.
// caveat: A score is not a chance. docs/duplicates.md says how many of the pairs shown were right where that is known.
// caveat: A body that changed its name outright is not found, unless a number or another name says so.
// caveat: A branch or a team is not the body it is part of, and two bodies that merged are not the one that came of it;
//   such pairs are left out where the names or the links show it, and yours to reject where they do not.
// caveat: Needs and groups that mean the same are joined by `same_as` in a list of terms, not by a decision.
// caveat: People are never compared by their names.
// nothing: No two records are alike enough to ask about.
// parameter show (open | decided | all, default open): pairs that wait for a decision, those decided, or both
// parameter kind (Organisation | Service | Need | Audience | Area | Site | Role | Board | Policy | Platform | all, default all): only this sort of record
// parameter at_least (number 0.5 to 1, default 0.8): the lowest score to show
// parameter limit (integer 1 to 1000000, default 1000): how many rows to show
// column a: one record
// column b: the other
// column score: how likely it is that they are one, 0 to 1; blank where the pair was decided and is no longer proposed
// column reasons: why, in words
// column decision: same or different, if somebody has decided
// column decided_on: when
// column kind: what sort of record
// column a_id: the one record, by id
// column b_id: the other, by id
