// id: B8
// title: How strong working relationships are
// question: How strong are working relationships, where people have rated them?
// read: Every row is two organisations that at least three people have rated, from 1 (low) to 4 (high): how much they
//   work together, how far they trust each other, and how much it is worth to them. Each figure is the mean of all who
//   gave one. The lowest trust stands first. Where fewer than three gave a figure it is blank.
// caveat: Ratings are what people felt on the day, not a fact about an organisation. Use them to start a talk.
// caveat: In another round other people may have been asked: another mean need not mean that anything has changed.
// caveat: Where fewer than three people said something else than when a mean could last be shown, none is shown until
//   three have: the two means together would tell what they said.
// needs data: WORKS_WITH (ratings of working relationships)
// nothing: No two organisations have been rated by three people or more.
// parameter organisation (Organisation): only relationships of this organisation
// parameter sector (Organisation.sector): only relationships of this sector
// parameter limit (integer 1 to 1000000, default 500): how many rows to show
// column org_a: the one organisation, by name
// column org_b: the other
// column intensity (WORKS_WITH.intensity): how much they work together, 1 to 4, the mean
// column trust_mean (WORKS_WITH.trust): how far trusted, 1 to 4, the mean
// column value_mean (WORKS_WITH.value): how valuable, 1 to 4, the mean
// column raters: how many people rated it
// column org_a_id (Organisation): the one organisation
// column org_b_id (Organisation): the other
// row a_id: the organisation a rating starts at
// row a_name: its name
// row a_sector: its sector
// row b_id: the organisation it ends at
// row b_name: its name
// row b_sector: its sector
// row rated_by: who rated
// row intensity: how much, 1 to 4
// row trust: how far trusted, 1 to 4
// row value: how valuable, 1 to 4
// row id: the link
MATCH (a:Organisation)-[w:WORKS_WITH]->(b:Organisation) WHERE a.live AND w.live AND b.live
RETURN a.id AS a_id, a.name AS a_name, a.sector AS a_sector, b.id AS b_id, b.name AS b_name, b.sector AS b_sector,
  w.rated_by AS rated_by, w.intensity AS intensity, w.trust AS trust, w.value AS value, w.id AS id
ORDER BY id
