"""A pytest plugin: hypothesis tries the same examples every time, and a test has only so much processor time."""

import os
import resource

import pytest
from hypothesis import Phase, settings

#: The processor seconds after which the tests of a mutant are ended: it does not come to an end by itself.
SECONDS = "LINKWORK_MUTANT_SECONDS"
#: A mutant that fills the memory is ended too, in bytes.
ROOM = 4 * 1024**3

# That an example fails is all that is asked: no smaller one is looked for.
settings.register_profile(
    "mutants", derandomize=True, database=None, deadline=None, phases=[Phase.explicit, Phase.generate]
)

if SECONDS in os.environ:
    resource.setrlimit(resource.RLIMIT_CPU, (int(os.environ[SECONDS]), resource.RLIM_INFINITY))
    resource.setrlimit(resource.RLIMIT_AS, (ROOM, resource.RLIM_INFINITY))


@pytest.fixture
def address() -> None:
    """No graph is opened to try a mutant, on either engine."""
    pytest.skip("mutants are tried without a graph")


@pytest.fixture
def shared() -> None:
    """A mutant is killed everywhere or nowhere, whatever data lies beside a working copy."""
    pytest.skip("mutants are tried on what the tests make up")
