"""Figures that were measured or counted, kept as data, a file a part, from which a page of docs/ is made."""

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any


def today() -> str:
    """The day on which figures are kept, in UTC."""
    return datetime.now(UTC).date().isoformat()


def write(folder: Path, part: Mapping[str, Any]) -> None:
    """Keep a part under its name."""
    folder.mkdir(exist_ok=True)
    text = json.dumps(part, indent=1, ensure_ascii=False) + "\n"
    (folder / f"{part['name']}.json").write_text(text, encoding="utf-8")


def read(folder: Path, order: Sequence[str]) -> list[dict[str, Any]]:
    """Every part that was kept, in this order; those that it does not name come after, by name."""
    held = {file.stem: json.loads(file.read_bytes()) for file in folder.glob("*.json")}
    return [held[name] for name in sorted(held, key=lambda n: (order.index(n) if n in order else len(order), n))]
