"""Which tests have to notice that a measure is wrong, the quickest first. None of them opens a graph."""

from pathlib import Path

ROUTES = ("test_routes", "test_routes_properties")

#: The files in tests/graph, for each measure.
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

#: What measures are made of, and other parts of the graph's room as well.
OF_THE_GRAPH = ("hierarchy",)


def file_of(module: str) -> Path:
    """Where a measure is, from the root of the repository."""
    folder = Path("linkwork", "graph")
    return (folder if module in OF_THE_GRAPH else folder / "measures") / f"{module}.py"
