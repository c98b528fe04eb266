"""What else is planted, besides the overlaps, gaps, dead ends, loops, journeys and lines of sight."""

#: Question -> what must be found: these and no others.
PLANTED = {
    "bodies with several connector roles": ("brackenmoor", "oatsheaf", "pcn-weirbank"),
    "left out by an offer's own words": ("debt under-18s weir", "debt under-18s heath"),
    "wards without outreach": ("station",),
    "vacant connector posts": ("comm-nav-2", "link-beacon", "link-market"),
    "unsupervised connector posts": ("comm-nav-1", "comm-nav-2", "link-beacon"),
    "doors cut off by one service": ("memory-clinic org-nettlewick", "steps-to-work org-thrushfield"),
    "hand-offs between systems that do not talk": ("cogwheel ledger", "ledger cogwheel", "quill ledger"),
    "priorities with weak support or none": ("swimming", "warm-rooms"),
    "recommendations past their day": ("supervise",),
    "recommendations that wait for others": ("one-record", "supervise", "two-way"),
    "sectors that one body joins": ("private plumline",),
    "boards without the NHS": ("warm-homes",),
    "asked and silent in 2026": ("dovecote", "loom", "nettlewick", "silverpike", "turnstile", "wherry"),
    "services with two contacts": ("care-navigators", "link-workers-waterside"),
    "pairs with too few raters in 2026": ("candlewick council", "ferryman social-care", "kettle bramblegate"),
    "records that are one thing": ("org-directory-kac org-kettle",),
    "people past their day": ("Studio manager",),
    "counts that may not be added": ("interviews stalls workshop",),
    "stale services": ("service-cook-together", "service-winter-club"),
}
