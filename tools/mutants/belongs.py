"""Which tests have to notice that a measure is wrong, the quickest first. None of them opens a graph."""

ROUTES = ("test_routes", "test_routes_properties")

#: The files in tests/graph, for each module of linkwork/graph.
TESTS = {
    "hierarchy": ("test_footprint", "test_demand", "test_next_steps"),
    "footprint": ("test_footprint", "test_crowding", "test_demand"),
    "overlap": ("test_footprint", "test_demand"),
    "chance": ("test_chance",),
    "demand": ("test_demand",),
    "crowding": ("test_crowding",),
    "reliance": ("test_reliance",),
    "next_steps": ("test_next_steps",),
    "eligibility": ROUTES,
    "referrals": (*ROUTES, "test_closing", "test_whatif"),
    "routes": (*ROUTES, "test_closing"),
    "network": ("test_network",),
    "closing": ("test_closing",),
    "whatif": ("test_whatif",),
    "supposing": ("test_whatif",),
}
