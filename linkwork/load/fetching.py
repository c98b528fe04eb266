"""A live feed of services fetched into a folder, page by page and then service by service.

What is fetched is kept as it came: page-0001.json and on, services/1.json and on in the order of the pages, and
feed.json, which says where it came from and whether it is all there. The loader sees only the folder. A fetch that was
broken off goes on where it stopped, on the same day; on another day it begins again, for a round is of one day.
"""

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, quote, urlencode, urlsplit, urlunsplit

from linkwork.disk import replaced
from linkwork.errors import LinkworkError
from linkwork.load.servers import OutOfTime, Patience, Server, Unanswered, shown

__all__ = ["Fetched", "Patience", "fetched", "is_address", "services_address"]

INDEX = "feed.json"
PER_PAGE = 100
#: No feed has more services or pages than this.
MOST = 10**9
#: After so many services in a row whose own address gives nothing, no more are asked for.
ENOUGH = 5
#: Fields that a record of a list has only where the list holds the whole of it.
WHOLE = ("service_at_locations", "service_areas", "eligibilitys", "service_taxonomys", "attributes")
LISTS = ("contents", "content", "services")
TOTALS = ("total_items", "totalelements", "totalitems")
PAGES = ("total_pages", "totalpages")
LAST = ("last_page", "last")


@dataclass(frozen=True, slots=True)
class Fetched:
    """What a fetch brought: the folder to load, whether it is all there is, and in words what is not."""

    paths: tuple[Path, ...]
    complete: bool
    notes: tuple[str, ...]


def is_address(text: str) -> bool:
    """Whether a word of the command line is the address of a feed, not a file."""
    return text.lower().startswith(("http://", "https://"))


def fetched(
    address: str,
    folder: Path,
    patience: Patience | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Fetched:
    """Afterwards the feed's pages and services are in the folder, as far as they could be had.

    `progress` is told how many answers there are and how many are expected. Raises LinkworkError where nothing at all
    could be fetched, where the address is none, and where the folder holds another feed.
    """
    services = services_address(address)
    said = _begin(folder, services)
    if said.get("complete") is True:
        return Fetched((folder,), True, tuple(said["notes"]))
    server = Server(patience or Patience())
    fetch = _Fetch(server, services, folder, progress or (lambda done, whole: None))
    try:
        fetch.pages()
        fetch.details()
    except OutOfTime as out:
        fetch.stopped(f"It stopped because {out}.")
    except BaseException:
        fetch.stopped("It was broken off.")
        raise
    finally:
        server.close()
        _say(folder, {**said, "complete": fetch.complete, "notes": fetch.notes})
    return Fetched((folder,), fetch.complete, tuple(fetch.notes))


def services_address(address: str) -> str:
    """The address of the list of services: as given where it ends so, else below what was given."""
    try:
        parts = urlsplit(address)
        host = parts.hostname
        _ = parts.port
    except ValueError:
        raise LinkworkError(f"This is no web address: {address[:30]}... Nothing was fetched.") from None
    if not is_address(address) or not host:
        raise LinkworkError("An address of a feed begins with http:// or https://. Nothing was fetched.")
    if parts.username or parts.password:
        raise LinkworkError("Give the address without a name and a password in it. Nothing was fetched.")
    path = parts.path.rstrip("/")
    path = path if path.endswith("/services") else f"{path}/services"
    return urlunsplit((parts.scheme, parts.netloc, path, parts.query, ""))


def _begin(folder: Path, services: str) -> dict[str, Any]:
    """What the folder's feed.json says, or what it says from now on. A fetch of another day makes way for a new one."""
    today = datetime.now(UTC).date().isoformat()
    key = hashlib.sha256(services.encode()).hexdigest()[:16]
    begun = {"linkwork_feed": 1, "address": shown(services), "key": key, "began": today, "complete": False, "notes": []}
    earlier = _read(folder / INDEX)
    if isinstance(earlier, dict) and earlier.get("key") != key:
        raise LinkworkError(f"{folder} holds another feed, {earlier.get('address')}. Give another folder.")
    if isinstance(earlier, dict) and earlier.get("began") == today:
        return {**begun, **earlier}
    if not isinstance(earlier, dict) and folder.exists() and any(folder.iterdir()):
        raise LinkworkError(f"{folder} holds other things. Give an empty folder. Nothing was fetched.")
    for kept in (*folder.glob("page-*.json"), *folder.glob("services/*.json")):
        kept.unlink()
    (folder / "services").mkdir(parents=True, exist_ok=True)
    _say(folder, begun)
    return begun


def _say(folder: Path, said: Mapping[str, Any]) -> None:
    _write(folder / INDEX, said)


def _read(path: Path) -> Any:  # noqa: ANN401 - whatever the file holds
    """What a file that was kept holds; None where it is not there or not whole."""
    try:
        return json.loads(path.read_bytes())
    except (OSError, ValueError):
        return None


def _write(path: Path, held: object) -> None:
    """Write a file whole or not at all."""
    replaced(path, json.dumps(held, ensure_ascii=True, indent=1).encode("ascii"))


@dataclass(slots=True)
class _Page:
    """What a page holds: its records, and what it says of itself (None where it does not)."""

    records: list[Mapping[str, Any]]
    total: int | None = None
    pages: int | None = None
    last: bool | None = None

    @property
    def ids(self) -> tuple[str, ...]:
        return tuple(str(record.get("id")) for record in self.records)


def _page(held: object) -> _Page | None:
    """A page in any of the envelopes, or a list without one; None for what is neither."""
    if isinstance(held, list):
        return _Page([record for record in held if isinstance(record, dict)])
    if not isinstance(held, dict):
        return None
    listed = next((held[key] for key in LISTS if isinstance(held.get(key), list)), None)
    if listed is None:
        return None
    said = {key.lower(): value for key, value in held.items()}
    total, pages = (
        next((count for key in keys if (count := _count(said.get(key))) is not None), None) for keys in (TOTALS, PAGES)
    )
    last = next((said[key] for key in LAST if isinstance(said.get(key), bool)), None)
    return _Page([record for record in listed if isinstance(record, dict)], total, pages, last)


def _count(said: object) -> int | None:
    """A count as a page says it; None for what is none: JSON has numbers without end or bound."""
    return int(said) if isinstance(said, int | float) and 0 <= said <= MOST else None


@dataclass(slots=True)
class _Fetch:
    """A fetch under way. `services` are the records of the pages by id, in order."""

    server: Server
    address: str
    folder: Path
    progress: Callable[[int, int], None]
    services: dict[str, Mapping[str, Any]] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    complete: bool = True
    expected: int = 0

    def stopped(self, why: str) -> None:
        """Note that it is not all there, and why."""
        self.complete = False
        self.notes.append(why)

    def pages(self) -> None:
        """Fetch the list to its end, or until it goes wrong."""
        seen: set[tuple[str, ...]] = set()
        total: int | None = None
        for number in range(1, self.server.patience.pages + 1):
            page = self._one_page(number)
            if page is None:
                break
            total = page.total if page.total is not None else total
            if page.records and page.ids in seen:
                self._repeats(number, page, total)
                break
            seen.add(page.ids)
            self.services |= {str(record["id"]): record for record in page.records if record.get("id") is not None}
            self.expected = max(self.expected, total or 0, len(self.services))
            self.progress(number, max(page.pages or 0, number) + self.expected)
            if self._is_last(page, number, total):
                break
        else:
            self.stopped(f"It stopped after {self.server.patience.pages:,} pages, the most that are fetched.")
        if total is not None and len(self.services) < total and self.complete:
            self.stopped(f"The feed says that it has {total:,} services, and gave {len(self.services):,}.")

    def _one_page(self, number: int) -> _Page | None:
        """A page: kept before, or fetched now; None where it cannot be had, which is noted, or raised for the first."""
        path = self.folder / f"page-{number:04}.json"
        held = _read(path)
        if held is None:
            try:
                held = self.server.json(_with(self.address, {"page": str(number), "per_page": str(PER_PAGE)}))
            except Unanswered as why:
                if number == 1:
                    raise LinkworkError(
                        f"{shown(self.address)} could not be fetched: {why}. Nothing was fetched."
                    ) from why
                if isinstance(why, OutOfTime):
                    raise
                self.stopped(f"It stopped at page {number:,}: {why}.")
                return None
        page = _page(held)
        if page is None and number == 1:
            raise LinkworkError(f"{shown(self.address)} is no list of services. Nothing was fetched.")
        if page is None:
            self.stopped(f"It stopped at page {number:,}, which is no list of services.")
            return None
        _write(path, held)
        return page

    def _repeats(self, number: int, page: _Page, total: int | None) -> None:
        """Take note of a server that gives the same page again: it has no pages, or does not understand the asking."""
        self._forget(number)
        if page.last is False or (total is not None and len(self.services) < total):
            self.stopped(f"Page {number:,} is the same as one before it: the server does not turn pages.")

    def _is_last(self, page: _Page, number: int, total: int | None) -> bool:
        if not page.records:
            if page.last is False and (total is None or len(self.services) < total):
                self._forget(number)
                self.stopped(f"Page {number:,} is empty, though the feed says that it is not the last.")
            return True
        if page.pages is not None and number >= page.pages:
            return True
        # A total is believed last: some servers give there how many are on the page.
        return page.last if page.last is not None else total is not None and len(self.services) >= total

    def _forget(self, number: int) -> None:
        """Keep no page that is not to be believed, so that it is asked for again."""
        (self.folder / f"page-{number:04}.json").unlink()

    def details(self) -> None:
        """Fetch each service that its list gave only in part from its own address."""
        wanted = list(self._lacking())
        failed: list[str] = []
        in_a_row = 0
        for done, (number, id_) in enumerate(wanted, start=1):
            why = self._one_detail(number, id_)
            self.progress(self.expected + done, self.expected + len(wanted))
            in_a_row = in_a_row + 1 if why else 0
            failed += [why] if why else []
            if in_a_row == ENOUGH:
                break
        if failed and len(failed) == in_a_row and set(failed) <= {"404", "405", "410", "501"}:
            self.notes.append("The feed gives no service by itself, so what its list lacks is not known.")
        elif failed:
            more = f" and stopped after {ENOUGH} in a row" if in_a_row == ENOUGH else ""
            self.stopped(f"{len(failed):,} services could not be had by themselves (as {failed[0]}){more}.")

    def _lacking(self) -> Iterator[tuple[int, str]]:
        for number, (id_, record) in enumerate(self.services.items(), start=1):
            if not any(record.get(key) for key in WHOLE):
                yield number, id_

    def _one_detail(self, number: int, id_: str) -> str:
        """Nothing where the service is there afterwards; else why not, as a status or in words."""
        path = self.folder / "services" / f"{number}.json"
        held = _read(path)
        if isinstance(held, dict) and str(held.get("id")) == id_:
            return ""
        parts = urlsplit(self.address)
        own = urlunsplit(parts._replace(path=f"{parts.path}/{quote(id_, safe='')}"))
        try:
            held = self.server.json(own)
        except OutOfTime:
            raise
        except Unanswered as why:
            return str(why.status) if why.status >= 400 else str(why)
        if not isinstance(held, dict) or str(held.get("id")) != id_:
            return "another record than was asked for"
        _write(path, held)
        return ""


def _with(address: str, more: Mapping[str, str]) -> str:
    """The address with these parameters besides its own."""
    parts = urlsplit(address)
    kept = [(key, value) for key, value in parse_qsl(parts.query, keep_blank_values=True) if key not in more]
    return urlunsplit(parts._replace(query=urlencode([*kept, *more.items()])))
