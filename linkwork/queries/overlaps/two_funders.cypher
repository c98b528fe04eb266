// id: O5
// title: Two funders for the same need, group and area
// question: Where do two funders pay for the same need, group and area?
// read: Every row is one need of these groups in one area for which two or more funders pay, by one service or by
//   several. Groups with the same paid services stand together. The rows with most funders stand first.
// read: A fund that has not been published is not named and its amounts are not shown; with --internal the columns that
//   begin with all have every name and every amount, in bands.
// caveat: Two funders are not one too many: most services need more than one. It is where they had better talk.
// caveat: An amount is what is paid for the whole service, not for this need, group and area, so amounts are never to be
//   added up over rows.
// needs data: FUNDS (links from funders to what they fund, such as services), MEETS (links from services to needs), COVERS (links from services to areas)
// assumes: Money for a post counts for the service that the post is in. Money for a role or for an organisation belongs to no one service and is left out.
// nothing: For no need, group and area do two funders pay.
// uses: offers, terms, places, demand, funding, posts
// identity: need_id, area_id, service_ids
// parameter need (Need): only this need and what is narrower
// parameter audience (Audience): only these people
// parameter area (Area): only this area and what lies in it
// parameter provider (Organisation): only where a paid service is of this organisation
// parameter sector (Organisation.sector): only where a paid service is of this sector
// parameter service (Service): only where this service is one of those paid for
// parameter at_least (integer 2 to 100, default 2): the least number of funders
// parameter limit (integer 1 to 1000000, default 500): how many rows to show
// column need: the need, at its narrowest
// column group: the groups of people, or `everyone`
// column area: the area
// column funders: who pays; a fund that was not published is not named
// column services: the services they pay for
// column amount_bands: what each pays for which service, in bands, where it was published
// column n_funders: how many pay
// column all_funders (Fund.amount): who pays, all by name
// column all_amount_bands (FUNDS.amount): what each pays for which service, in bands, published or not
// column need_id (Need): the need
// column area_id (Area): the area
// column service_ids (Service): the services, in the same order
// column all_funder_ids (Fund.amount): the ids of all who pay, in the order of their names
// row id: a live service
// row evidence: the service, by id

// The query finds the services. What each reaches is spelt out, cell by cell, in the file beside this one.
MATCH (s:Service) WHERE s.live
RETURN s.id AS id, [s.id] AS evidence
ORDER BY id
