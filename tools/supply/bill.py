"""The bill of materials (CycloneDX): what cyclonedx-py finds installed, by the lock file, with hashes and licences."""

import json
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tools.supply.locked import ROOT, Locked, locked, plain

BILL, PAGE = ROOT / "docs" / "sbom.cdx.json", ROOT / "docs" / "licences.md"
#: Read in the licence files of packages whose data say nothing that a program can read, or that are for Windows alone.
READ = {
    "asttokens": "Apache-2.0",
    "colorama": "BSD-3-Clause",
    "igraph": "GPL-2.0-or-later",
    "pathspec": "MPL-2.0",
    "pyvis": "BSD-3-Clause",
}
#: Licences that ask something of whoever passes a program on together with theirs, by how they begin.
COPYLEFT = ("AGPL", "GPL", "LGPL", "MPL", "EPL", "CDDL", "EUPL")
#: What each of those asks for here; a new one has to be looked at by a person.
ASKS = {
    "igraph": "It lays out drawings and finds who joins what, at run time. Whoever passes on Linkwork **together with\n"
    "  igraph**, as an installer or an image would, passes the whole on under the GPL, with the source. Linkwork's\n"
    "  own source stays under MIT, and a council that installs it and uses it has nothing to do.",
    "pathspec": "It builds the package, and is not used at run time. Changes to its own files would have to be\n"
    "  published; there are none.",
}
HEAD = """# What it is made of, and under which licences

Linkwork is under the MIT licence ([LICENSE](../LICENSE)). It runs on the packages below, each pinned with its hashes
in `requirements/run.txt`; [sbom.cdx.json](sbom.cdx.json) lists them for programs (CycloneDX 1.6), with hashes, and what
needs what. Both are made by `make sbom`; a test compares them with the lock file. What is packed inside a package (C
and Java libraries) has its licences in that package.

## Licences that ask something of you

"""


def made() -> dict[str, Any]:
    """The bill of what requirements/run.txt pins, the same bytes every time; run where all of it is installed.

    Raises ValueError for a package without a licence, and subprocess.CalledProcessError where cyclonedx-py fails.
    """
    command = [sys.executable, "-m", "cyclonedx_py", "environment", "--output-reproducible", "--mc-type", "application"]
    words = [*command, "--pyproject", str(ROOT / "pyproject.toml"), sys.executable]
    bill: dict[str, Any] = json.loads(subprocess.run(words, check=True, capture_output=True).stdout)  # noqa: S603
    for tool in bill["metadata"]["tools"]["components"]:
        tool.pop("externalReferences", None)
        tool.pop("description", None)
    found = {plain(component["name"]): component for component in bill["components"]}
    wanted = locked("run.txt")
    bill["components"] = [_component(one, found.get(one.name, {})) for one in wanted]
    names = {one.name for one in wanted} | {"root-component"}
    kept = [edge for edge in bill["dependencies"] if _named(edge["ref"]) in names]
    refs = {_named(component["bom-ref"]): component["bom-ref"] for component in bill["components"]}
    bill["dependencies"] = [_edge(edge, refs) for edge in kept]
    return bill


def _component(one: Locked, installed: Mapping[str, Any]) -> dict[str, Any]:
    licence = READ.get(one.name) or _licence(installed)
    if not licence:
        raise ValueError(f"{one.name} states no licence: read its licence file and add it to READ in {__name__}")
    purl = f"pkg:pypi/{one.name}@{one.version}"
    hashes = [{"alg": "SHA-256", "content": content} for content in one.hashes]
    held = {"bom-ref": purl, "type": "library", "name": one.name, "version": one.version, "purl": purl}
    where = {"properties": [{"name": "linkwork:where", "value": one.where}]} if one.where else {}
    return {**held, "hashes": hashes, "licenses": [{"expression": licence}], **where}


def _licence(installed: Mapping[str, Any]) -> str:
    """The licence that a package states, as an SPDX expression; empty where it states none that can be read."""
    for said in installed.get("licenses", ()):
        found = said.get("expression") or said.get("license", {}).get("id") or ""
        name = said.get("license", {}).get("name", "")
        known = {"BSD License": "BSD-3-Clause", "Apache Software License": "Apache-2.0"}
        if found or (found := known.get(name.rpartition(" :: ")[2], "")):
            return str(found)
    return ""


def _named(ref: str) -> str:
    return plain(ref.removeprefix("pkg:pypi/").partition("==")[0].partition("@")[0])


def _edge(edge: Mapping[str, Any], refs: Mapping[str, str]) -> dict[str, Any]:
    needs = sorted(refs[name] for ref in edge.get("dependsOn", ()) if (name := _named(ref)) in refs)
    ref = refs.get(_named(edge["ref"]), edge["ref"])
    return {"ref": ref, **({"dependsOn": needs} if needs else {})}


def page(bill: Mapping[str, Any]) -> str:
    """docs/licences.md from the bill. Raises KeyError for a copyleft licence that nobody has looked at."""
    rows = [(one["name"], one["version"], one["licenses"][0]["expression"]) for one in bill["components"]]
    asking = {name: licence for name, _, licence in rows if licence.startswith(COPYLEFT)}
    told = [f"- **{name}** ({licence}). {ASKS[name]}" for name, licence in sorted(asking.items())]
    table = [f"| {name} | {version} | {licence} |" for name, version, licence in rows]
    listed = ["## All of them", "", "| package | version | licence |", "|---|---|---|", *table]
    return HEAD + "\n".join([*told, "", *listed, ""])


def write(bill: Mapping[str, Any], where: Path = BILL, words: Path = PAGE) -> None:
    """Write the bill, which has to be as CycloneDX has it (ValueError), and the page."""
    from cyclonedx.schema import SchemaVersion
    from cyclonedx.validation.json import JsonStrictValidator

    text = json.dumps(bill, indent=1, sort_keys=True, ensure_ascii=False) + "\n"
    if wrong := JsonStrictValidator(SchemaVersion.V1_6).validate_str(text):
        raise ValueError(f"the bill is not as CycloneDX has it: {wrong}")
    where.write_text(text, encoding="utf-8")
    words.write_text(page(bill), encoding="utf-8")
