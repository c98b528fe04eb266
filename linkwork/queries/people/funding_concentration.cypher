// id: B6
// title: How concentrated funding is
// question: How concentrated is funding?
// read: Every row is a body or a fund that pays for services now, with which, and its share: a service that two pay for
//   counts once for each. The last figures are of them all, and so the same in every row. HHI is the sum of the squared
//   shares: 1 where one pays for everything, near 0 where many pay for a little each. `Effective funders` is 1 / HHI: so
//   many equal funders would be as concentrated. The funder of most stands first.
// caveat: One share may be of small services and another of large ones. The shares of pounds say more, where enough
//   payments say how much.
// caveat: Money that ends is often renewed. Ask before calling it lost.
// needs data: FUNDS (links that say who pays for what)
// nothing: Nobody is known to pay for any of these now.
// uses: services, offers, terms, places, demand
// parameter what (services | posts | roles | organisations, default services): what is paid for
// parameter need (Need): only services that meet this need or what is narrower
// parameter audience (Audience): only services for these people
// parameter area (Area): only services that cover this area or some of it
// parameter provider (Organisation): only services that this organisation provides
// parameter sector (Organisation.sector): only services of this sector
// parameter service (Service): only this service
// parameter limit (integer 1 to 1000000, default 500): how many rows to show
// column funder: who pays: a body or a fund
// column n_services: how many services it pays for, or of what was asked for
// column services: which they are, in order of name
// column share: its share of all payments, 0 to 1
// column ends: the days on which its payments end, of those that say so
// column pounds: what it pays together in pounds, of the payments that say and may be shown; blank where none does
// column pounds_share: its share of those pounds, 0 to 1; blank where none of its payments says
// column hhi: the sum of squared shares of all funders, 0 to 1
// column effective_funders: how many equal funders that is like
// column pounds_hhi: the same by pounds; blank where no payment says how much
// column effective_by_pounds: how many equal funders that is like
// column funder_id (Organisation|Fund): who pays
// column paid_ids (Service|Post|Role|Organisation): what it pays for
// row funder_id: who pays
// row funder: its name
// row fund: whether it is a fund
// row fund_published: whether the fund is public
// row id: the link
// row amount: pounds
// row amount_published: whether the amount is public
// row ends: the last day of the payment, else of the fund
// row paid_id: what is paid for
// row paid: its name

// Funds, and amounts, that are not published are left out in the file beside this one unless --internal is given: then
// no column here holds anything that may not be shown, so none is marked as confidential.
MATCH (f:Organisation|Fund)-[r:FUNDS]->(x:Service|Post|Role|Organisation)
WHERE f.live AND r.live AND x.live
  AND (($what = 'services' AND x:Service) OR ($what = 'posts' AND x:Post) OR ($what = 'roles' AND x:Role)
    OR ($what = 'organisations' AND x:Organisation))
RETURN f.id AS funder_id, f.name AS funder, f:Fund AS fund, f.published AS fund_published, r.id AS id,
  r.amount AS amount, r.published AS amount_published, coalesce(r.ends, f.ends) AS ends, x.id AS paid_id, x.name AS paid
ORDER BY paid, id
