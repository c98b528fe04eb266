"""What tests of the graph room may ask for."""

from collections.abc import Iterator

import pytest

from linkwork.graph.engine import Engine, GraphAddress, open_engine
from tests.queries.town import eastwick


@pytest.fixture
def engine(address: GraphAddress) -> Iterator[Engine]:
    """Eastwick, open for reading."""
    with open_engine(address, writing=True) as engine:
        eastwick().write(engine)
    with open_engine(address) as engine:
        yield engine
