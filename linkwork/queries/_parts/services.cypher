// title: Live services, with who provides them
// read: One row for each live service.
// uses: providing
// order: service_id
// column service_id: the service
// column service: its name
// column provider_ids: who provides it
// column providers: their names
// column sectors: their sectors
// column provided_ids: the links that say so
// row service_id: the service
// row service: its name
MATCH (s:Service) WHERE s.live
RETURN s.id AS service_id, s.name AS service
