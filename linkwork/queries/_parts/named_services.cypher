// title: Services that some source names
// read: One row for each service that some source still names, whether it is open, closed or ended.
// history: yes
// order: id
// row id: the service
// row name: what people call it
MATCH (s:Service) WHERE s.stale_since IS NULL
RETURN s.id AS id, s.name AS name
