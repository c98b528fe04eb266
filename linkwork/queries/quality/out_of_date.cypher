// id: D5
// title: What is out of date
// question: What is out of date?
// read: Every row is a record whose day to be confirmed again has passed, or that nobody has confirmed for longer than
//   asked for (365 days). Age is counted from the last round that says the record to the day of the graph, which is
//   not today. The record unconfirmed for longest stands first; those that nobody dates stand before all others.
// caveat: Out of date is not wrong: it means that somebody should ask again.
// caveat: A record that its source has since left out is stale, not merely old, and is not in this list.
// caveat: A round confirms each record it says, whether or not anybody looked at that record again.
// nothing: Every record asked for was confirmed lately, and none is past its day.
// parameter kind (Service | Organisation | Role | Post | Offer | Site | Area | Need | Audience | Function | Policy | Priority | Board | Platform | Asset | Recommendation | Engagement | all, default Service): which sort of record to look at
// parameter older_than (integer 0 to 36500, default 365): how many days after its last confirmation a record is out of date
// parameter limit (integer 1 to 1000000, default 1000): how many rows to show
// column name: the record
// column kind: what sort of record
// column why: why it is out of date, in words
// column age_days: days from its last confirmation to the day of the graph; blank where nobody dates it
// column expected_refresh: day by which it should be confirmed again; blank where nobody says
// column overdue_days: days that this day has been passed by; blank where it has not
// column owner: role or team that keeps the record right; blank where nobody says
// column id (Service|Organisation|Role|Post|Offer|Site|Area|Need|Audience|Function|Policy|Priority|Board|Platform|Asset|Recommendation|Engagement): the record
// row id: the record
// row name: what people call it
// row kind: what sort of record
// row expected_refresh: day by which it should be confirmed again
// row owner: role or team that keeps it right
// row evidence: the record, by id

// The query finds the records. When each was last confirmed is worked out from the rounds in the file beside this one.
MATCH (x:Service|Organisation|Role|Post|Offer|Site|Area|Need|Audience|Function|Policy|Priority|Board|Platform|Asset|Recommendation|Engagement)
WHERE x.live
WITH x, CASE WHEN x:Service THEN 'Service' WHEN x:Organisation THEN 'Organisation' WHEN x:Role THEN 'Role'
  WHEN x:Post THEN 'Post' WHEN x:Offer THEN 'Offer' WHEN x:Site THEN 'Site' WHEN x:Area THEN 'Area'
  WHEN x:Need THEN 'Need' WHEN x:Audience THEN 'Audience' WHEN x:Function THEN 'Function' WHEN x:Policy THEN 'Policy'
  WHEN x:Priority THEN 'Priority' WHEN x:Board THEN 'Board' WHEN x:Platform THEN 'Platform' WHEN x:Asset THEN 'Asset'
  WHEN x:Recommendation THEN 'Recommendation' ELSE 'Engagement' END AS kind
WHERE $kind = 'all' OR $kind = kind
RETURN x.id AS id, x.name AS name, kind, x.expected_refresh AS expected_refresh, x.owner AS owner, [x.id] AS evidence
ORDER BY id
