// id: G4
// title: Less capacity than demand
// question: Where is capacity thinner than demand?
// read: Every row is one need in one area that some service meets, where the people whom services can take on in a year
//   are fewer than the people in need. Ratio is the one over the other: 0.25 means room for one in four. Where some
//   services do not say how many people they can take on, capacity is what the others say, and the row is not certain;
//   such rows stand last. The wait is the median of what the services there say.
// caveat: Capacity is what services said of themselves in a year. Nobody has counted whether the room is there today.
// caveat: Not everybody in need wants a service, and one person may use several.
// caveat: Where people in need are known only group by group they are added up; somebody in two groups counts twice.
// needs data: Service (services), MEETS (links from services to needs), COVERS (links from services to areas), HAS_DEMAND (figures of people in need)
// assumes: The capacity of a service is spread evenly over every need, group and area it is for.
// nothing: Wherever people in need are counted and a service meets the need, there is room for all of them.
// uses: offers, terms, places, demand
// parameter show (thin | all, default thin): where there is less capacity than demand; or wherever both a service and people in need are known
// parameter need (Need): only this need and what is narrower
// parameter audience (Audience): only these people, and what is done for them
// parameter area (Area): only this area and what lies in it
// parameter provider (Organisation): only where this organisation provides a service
// parameter sector (Organisation.sector): only where this sector provides a service
// parameter service (Service): only where this service is
// parameter limit (integer 1 to 1000000, default 500): how many rows to show
// column need: the need, at its narrowest
// column area: the area
// column demand (HAS_DEMAND.people): people who have the need there, in the latest year known
// column capacity: people whom the services there say they can take on in a year; blank if none of them says
// column ratio: capacity over demand
// column wait_days: median of the usual days to wait, of the services there that say; blank if none of them says
// column wait_shortest: the shortest of them
// column wait_longest: the longest of them
// column n_services: services that meet the need there, for whatever group
// column capacity_not_said: how many of them do not say how many people they can take on
// column wait_not_said: how many of them do not say how long the wait is
// column services: their names
// column need_id (Need): the need
// column area_id (Area): the area
// column service_ids (Service): the services
// row id: the service
// row wait_days: usual days from referral to first contact

// The query finds how long people wait. Who meets which need, and where, is spelt out in the file beside this one.
MATCH (s:Service) WHERE s.live
RETURN s.id AS id, s.wait_days AS wait_days
ORDER BY id
