// title: Live services
// read: One row for each live service.
// order: id
// row id: the service
// row name: what people call it
// row access: self, professional or closed
// row wait_days: its usual days from referral to first contact
MATCH (s:Service) WHERE s.live
RETURN s.id AS id, s.name AS name, s.access AS access, s.wait_days AS wait_days
