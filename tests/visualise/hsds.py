"""Whether a document is what HSDS 3.0 and the Open Referral UK 3.0 profile of it ask for, by their own schemas."""

import json
import re
from pathlib import Path

from jsonschema import Draft202012Validator, FormatChecker
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012

UK = "https://openreferraluk.org/specifications/3.0/schema/"
FORMATS = FormatChecker()


@FORMATS.checks("uri")
def is_uri(value):
    return not isinstance(value, str) or bool(re.fullmatch(r"https?://[^\s<>\"{}|\\^`]+", value))


def validators(shared):
    """A validator of one service by HSDS, of one by the UK profile, of the page by the UK profile."""
    standards = shared / "data" / "standards"
    hsds = read(standards / "hsds-3.0" / "schema", "")
    uk = read(standards / "oruk" / "public" / "specifications" / "3.0" / "schema", UK)
    return {
        "hsds": Draft202012Validator(hsds.contents("service.json"), registry=hsds, format_checker=FORMATS),
        "uk": Draft202012Validator(uk.contents(f"{UK}service.json"), registry=uk, format_checker=FORMATS),
        "page": Draft202012Validator(uk.contents(f"{UK}service_list.json"), registry=uk, format_checker=FORMATS),
    }


def read(folder: Path, base: str):
    """Every schema of a folder, by the names that they call each other by."""
    schemas = {f"{base}{file.name}": json.loads(file.read_text(encoding="utf-8")) for file in folder.glob("*.json")}
    return Registry().with_resources(
        (name, Resource.from_contents(schema, default_specification=DRAFT202012)) for name, schema in schemas.items()
    )


def mistakes(document, checks):
    """Every departure of a document from the schemas, as (schema, where, what)."""
    found = [("page", list(e.absolute_path), e.message) for e in checks["page"].iter_errors(document)]
    for service in document["contents"]:
        for name in ("hsds", "uk"):
            found += [(name, [service["name"], *e.absolute_path], e.message) for e in checks[name].iter_errors(service)]
    return found
