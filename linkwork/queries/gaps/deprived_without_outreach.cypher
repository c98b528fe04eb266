// id: G6
// title: Deprived areas without outreach
// question: Which most-deprived areas have no proactive outreach?
// read: Every row is one of the most deprived areas, where no service is known to seek people out. Deprivation of an
//   LSOA is its decile, 1 the most deprived; of a larger area it is the share of its LSOAs in deciles 1 and 2. The most
//   deprived area stands first. Nearest is the nearest area in which some service seeks people out.
// caveat: A service counts in an area if it covers it, for whatever need and group; it may seldom be there.
// caveat: Many deprived people live outside the most deprived areas.
// caveat: Distance is between the middles of areas, as the crow flies.
// needs data: Service (services), Area (areas), COVERS (links from services to areas)
// nothing: In each of the most deprived areas some service seeks people out.
// uses: offers, terms, places, demand
// parameter show (without | all, default without): most deprived areas without outreach; or all of the most deprived areas
// parameter most (integer 0 to 1000000, default 0): how many of the most deprived areas to look at; 0 is a fifth of all, and those as deprived as the last of them are looked at too
// parameter need (Need): only outreach for this need and what is narrower
// parameter audience (Audience): only outreach to these people
// parameter area (Area): only of the most deprived areas those in this area
// parameter provider (Organisation): only outreach by this organisation
// parameter sector (Organisation.sector): only outreach by this sector
// parameter limit (integer 1 to 1000000, default 500): how many rows to show
// column area: the area
// column imd_decile: an LSOA's decile of deprivation, 1 the most deprived; blank for larger areas
// column core20_share: share of the area's LSOAs in deprivation deciles 1 and 2, 0 to 1
// column population (Area.population): residents
// column outreach: whether any service there seeks people out: yes, no, not known
// column outreach_services: services there that seek people out
// column not_said: services there that do not say whether they seek people out
// column nearest: the nearest area in which some service does; not known where it is not known where areas lie, none where there is no such area
// column nearest_km: how far away it is, in kilometres
// column area_id (Area): the area
// column outreach_ids (Service): the services that seek people out
// column nearest_id (Area): the nearest area
// row kind: Area or Service
// row id: the area or the service
// row imd_decile: an LSOA's decile of deprivation
// row core20_share: share of LSOAs in deciles 1 and 2
// row population: residents
// row latitude: degrees north
// row longitude: degrees east
// row approach: whether a service seeks people out

// The query finds areas and services. Who covers which area is spelt out in the file beside this one.
MATCH (x:Area|Service) WHERE x.live
RETURN CASE WHEN x:Area THEN 'Area' ELSE 'Service' END AS kind, x.id AS id, x.imd_decile AS imd_decile,
  x.core20_share AS core20_share, x.population AS population, x.latitude AS latitude, x.longitude AS longitude,
  x.approach AS approach
ORDER BY id
