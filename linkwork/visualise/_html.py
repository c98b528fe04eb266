"""What every page that needs nothing else is made with: its templates, and what its browser may run and fetch."""

import base64
import hashlib
from collections.abc import Sequence
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup


def templates() -> Environment:
    """Where the templates are; whatever is put into one is escaped."""
    return Environment(
        loader=PackageLoader("linkwork.visualise"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def ours(text: str) -> Markup:
    """Text that is not escaped again: Linkwork's and pyvis's own, and JSON already made fit for a page."""
    return Markup(text)  # noqa: S704


def shelf(name: str) -> str:
    """A file of the templates' folder as text."""
    return files("linkwork.visualise").joinpath("templates", name).read_text(encoding="utf-8")


def policy(scripts: Sequence[str], style: str) -> str:
    """What the browser may run and fetch: these scripts and this style by their hashes, and nothing from anywhere."""
    allowed = " ".join(_hash(script) for script in scripts) or "'none'"
    return (
        f"default-src 'none'; script-src {allowed}; style-src {_hash(style)}; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode('utf-8')).digest()).decode('ascii')}'"
