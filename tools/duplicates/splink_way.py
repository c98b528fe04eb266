"""The same lists joined by Splink, where it is installed: a trained model of Fellegi and Sunter's kind, on DuckDB."""

import importlib
import logging
import warnings
from typing import Any

from linkwork.graph._name_words import GENERIC
from linkwork.graph._names_alike import taken_apart
from tools.duplicates.measure import Scored
from tools.duplicates.pairs import Listed, Lists

LEAST = 0.1


def there() -> str:
    """Splink's version; empty where it is not installed."""
    try:
        return str(importlib.import_module("splink").__version__)
    except ImportError:
        return ""


def splink(lists: Lists) -> list[Scored]:
    """Match probabilities as scores. It gets the names as Linkwork writes them out, which helps it a good deal."""
    warnings.simplefilter("ignore")
    made, compare = importlib.import_module("splink"), importlib.import_module("splink.comparison_library")
    logging.getLogger("splink").setLevel(logging.CRITICAL)
    placed = lists.left[0].postcode is not None
    names = compare.JaroWinklerAtThresholds("name", [0.97, 0.92, 0.85, 0.75])
    comparisons = [names.configure(term_frequency_adjustments=True)]
    blocks = [made.block_on("name"), made.block_on("first"), *([made.block_on("sector")] if placed else [])]
    if placed:
        comparisons.append(compare.PostcodeComparison("postcode"))
    settings = made.SettingsCreator(
        link_type="link_only" if lists.halves else "dedupe_only",
        comparisons=comparisons,
        blocking_rules_to_generate_predictions=blocks,
    )
    linker = made.Linker(_frames(lists), settings, made.DuckDBAPI(), set_up_basic_logging=False)
    _train(made, linker.training, placed)
    found = linker.inference.predict(threshold_match_probability=LEAST).as_pandas_dataframe()
    columns = (found["unique_id_l"], found["unique_id_r"], found["match_probability"])
    return [(int(a), int(b), float(score)) for a, b, score in zip(*columns, strict=True)]


def _train(made: Any, training: Any, placed: bool) -> None:  # noqa: ANN401 - Splink has no types to name
    training.estimate_probability_two_random_records_match([made.block_on("name")], recall=0.95)
    training.estimate_u_using_random_sampling(max_pairs=2e6, seed=1)
    training.estimate_parameters_using_expectation_maximisation(made.block_on("first"))
    if placed:
        training.estimate_parameters_using_expectation_maximisation(made.block_on("postcode"))


def _frames(lists: Lists) -> Any:  # noqa: ANN401 - frames of pandas, which Splink brings
    pandas = importlib.import_module("pandas")
    lines = (*lists.left, *lists.right)
    rows = [_row(place, one) for place, one in enumerate(lines)]
    if not lists.halves:
        return [pandas.DataFrame(rows)]
    return [pandas.DataFrame(rows[: len(lists.left)]), pandas.DataFrame(rows[len(lists.left) :])]


def _row(place: int, one: Listed) -> dict[str, str | None]:
    words = taken_apart(one.name).words
    telling = [word for word in words if word not in GENERIC] or list(words)
    postcode = (one.postcode or "").strip()
    return {
        "unique_id": str(place),
        "name": " ".join(sorted(words)),
        "first": telling[0][:5] if telling else None,
        "postcode": postcode or None,
        "sector": postcode[:-2] or None,
    }
