"""Where a service is given and whom it covers: areas, sites, and the wards that sites lie in."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from linkwork.errors import Problem
from linkwork.graph.parsing import POSTCODE
from linkwork.loaders._areas import GSS
from linkwork.loaders._boundaries import Wards
from linkwork.loaders._oruk_made import End, Made
from linkwork.loaders._oruk_mend import key_of, number_of, objects, text_of, unescaped

_UPRN = re.compile(r"\d{1,12}")


def tell_areas(made: Made, fields: Mapping[str, Any], offer: End, at: Problem) -> None:
    """Afterwards the offer covers the areas of its service: by ONS code where one is said, else by name.

    A name that the project's own areas have just once means that area; any other is an area of the directory's own.
    """
    if "service_areas" not in fields:
        return
    made.room.add("COVERS")
    for area in objects(fields, "service_areas"):
        name = unescaped(text_of(area, "name") or text_of(area, "service_area") or "")
        # An extent may be a whole polygon: a code stands in a short one.
        said = [text_of(area, key) or "" for key in ("extent", "uri", "id")]
        codes = [code[0] for text in said if len(text) < 200 and (code := re.search(rf"\b{GSS.pattern}\b", text))]
        if codes:
            made.link("COVERS", offer, ("Area", made.names.by_identifier("Area", "", codes[0])), at)
        elif name:
            made.link("COVERS", offer, ("Area", _named(made, name, at)), at)
        else:
            made.mended.note("areas without a name or an ONS code were left out", text_of(area, "id") or "one")


def _named(made: Made, name: str, at: Problem) -> str:
    declared = made.names.declared("Area", name)
    if len(declared) == 1:
        return declared[0]
    id_ = made.names.by_name("Area", name)
    made.node("Area", id_, {"name": name}, at)
    return id_


@dataclass(slots=True)
class Sites:
    """The sites of a load, and their places for those that say where they are."""

    made: Made
    points: dict[str, tuple[float, float, Problem]] = field(default_factory=dict)

    def tell(self, fields: Mapping[str, Any], offer: End, at: Problem) -> None:
        """Afterwards the offer is given at the places of its service."""
        if "service_at_locations" in fields or "locations" in fields:
            self.made.room.add("DELIVERED_AT")
        places = [place for link in objects(fields, "service_at_locations") for place in objects(link, "location")]
        for place in (*places, *objects(fields, "locations")):
            if (text_of(place, "location_type") or "").lower() not in ("virtual", "online"):
                self._site(place, offer, at)

    def _site(self, place: Mapping[str, Any], offer: End, at: Problem) -> None:
        made = self.made
        addresses = objects(place, "addresses", "physical_addresses")
        address: Mapping[str, Any] = addresses[0] if addresses else {}
        postcode = self._postcode(text_of(address, "postal_code") or text_of(address, "postcode"))
        name = unescaped(text_of(place, "name") or text_of(address, "address_1") or "") or postcode
        given, uprn = key_of(place, made.mended), self._uprn(place)
        if uprn:
            id_ = made.names.by_identifier("Site", "uprn", uprn)
        elif given:
            id_ = made.own_id("Site", given)
        elif name:
            id_ = made.names.by_name("Site", name)
        else:
            made.mended.note("places without an id, a name or a postcode were left out", f"one of {at.file}")
            return
        facts = {"name": name or given, "aliases": text_of(place, "alternate_name"), "uprn": uprn}
        facts |= {"postcode": postcode} if addresses else {}
        facts |= self._point(place, id_, at)
        made.node("Site", id_, {k: v for k, v in facts.items() if v is not None or k == "postcode"}, at)
        made.link("DELIVERED_AT", offer, ("Site", id_), at)

    def _postcode(self, written: str | None) -> str | None:
        if written is None:
            return None
        bare = re.sub(r"\s+", "", written).upper()
        if re.fullmatch(POSTCODE, bare):
            return f"{bare[:-3]} {bare[-3:]}"
        self.made.mended.note("postcodes that are not of the United Kingdom's form were left out", written)
        return None

    def _uprn(self, place: Mapping[str, Any]) -> str | None:
        if (text_of(place, "external_identifier_type") or "").upper() != "UPRN":
            return None
        written = text_of(place, "external_identifier") or ""
        if _UPRN.fullmatch(written):
            return written.lstrip("0") or None
        self.made.mended.note("UPRNs that are no number of up to twelve digits were left out", written or "a blank one")
        return None

    def _point(self, place: Mapping[str, Any], id_: str, at: Problem) -> dict[str, str]:
        """Latitude and longitude as facts; none where one is missing, or the two are no place on earth."""
        north, east = (number_of(place, key, self.made.mended) for key in ("latitude", "longitude"))
        if north is None or east is None:
            return {}
        if abs(north) > 90 or abs(east) > 180 or (north, east) == (0, 0):
            self.made.mended.note(
                "places that are not on earth, or at nought and nought, were left out", f"{north:g}, {east:g}"
            )
            return {}
        self.points.setdefault(id_, (north, east, at))
        return {"latitude": f"{north:.7f}", "longitude": f"{east:.7f}"}

    def tell_wards(self, wards: Wards) -> None:
        """Afterwards every site that lies in one of these wards is in it; the others are counted."""
        self.made.room.add("IN_AREA")
        ids = list(self.points)
        found = wards.of([self.points[id_][:2] for id_ in ids])
        sites = self.made.nodes.get("Site", {})
        for id_, code in zip(ids, found, strict=True):
            if code is None:
                self.made.mended.note("places outside all the wards given have no ward", sites[id_].get("name"))
            else:
                ward = ("Area", self.made.names.by_identifier("Area", "", code))
                self.made.link("IN_AREA", ("Site", id_), ward, self.points[id_][2])
        for site in (row for id_, row in sites.items() if id_ not in self.points):
            self.made.mended.note("places without latitude and longitude have no ward", site.get("name"))


def words_of(items: Sequence[Mapping[str, Any]], *keys: str) -> str | None:
    """The first filled of these fields of each, with ; between, each once; None where there is none."""
    found = [next((text for key in keys if (text := text_of(item, key))), None) for item in items]
    return "; ".join(dict.fromkeys(text.replace(";", ",") for text in found if text)) or None
