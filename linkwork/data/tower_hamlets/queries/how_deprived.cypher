// id: T4
// title: Deprivation, ward by ward
// question: How deprived is the borough, ward by ward?
// read: Every row is the borough or one of its wards, with its LSOAs: small areas of about 1,500 people, ranked from the most to the least deprived in England.
// caveat: A small area is ranked as a whole: not everyone in a deprived one is deprived, and many deprived people live elsewhere.
// caveat: A ward's LSOAs are those that lie in it by the best fit of whole LSOAs to wards.
// needs data: Area (wards, LSOAs and their deciles), WITHIN (which LSOA lies in which ward)
// column level: borough or ward
// column area: its name
// column lsoas: LSOAs in it
// column most_deprived: of these, those in the most deprived tenth of England
// column most_deprived_percent: the same as a percentage of its LSOAs
// column core20_percent: percentage of its LSOAs in the most deprived fifth of England
// column households: households counted in the census, where that is known
// column deprived_households_percent: percentage of households deprived in at least one of four dimensions
// column area_id (Area): the area
MATCH (l:Area {level: 'lsoa'})-[r:WITHIN*1..2]->(a:Area)
WHERE l.live AND a.live AND all(x IN r WHERE x.live) AND l.imd_decile IS NOT NULL
WITH DISTINCT a, l ORDER BY a.id, l.id
WITH a, count(l.id) AS lsoas, sum(CASE WHEN l.imd_decile = 1 THEN 1 ELSE 0 END) AS most_deprived,
  collect(l.id) AS places
RETURN a.level AS level, a.name AS area, lsoas, most_deprived,
  round(toFloat(most_deprived) / lsoas * 10000) / 100 AS most_deprived_percent,
  round(a.core20_share * 10000) / 100 AS core20_percent, a.households AS households,
  round(a.deprived_share * 10000) / 100 AS deprived_households_percent, a.id AS area_id,
  [a.id] + places AS evidence
ORDER BY level, most_deprived_percent DESC, area_id
