"""What the shell names as server and project, set aside: no tool writes into a developer's graph."""

import os


def named() -> dict[str, str]:
    """The server and the project that the shell names, by the names that commands of Linkwork listen to."""
    return {k: v for k, v in os.environ.items() if k.startswith("NEO4J_") or k == "LINKWORK_PROJECT"}


def set_aside() -> None:
    """From now on neither this process nor those it starts hear of a server or a project that the shell names.

    Called first by every tool that runs commands: `load`, `build` and `wipe` would do to that graph what they do to
    the tool's own.
    """
    for name in named():
        del os.environ[name]
