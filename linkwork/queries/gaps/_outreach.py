"""What is known of services from what each says: yes, no, or nothing."""

from collections.abc import Iterable

#: The approaches of a service that goes to people by itself.
SEEKING = ("proactive", "both")


def seeks(approach: str | None) -> bool | None:
    """Whether a service of this approach seeks people out; None where it does not say."""
    return approach in SEEKING if approach else None


def any_of(known: Iterable[bool | None]) -> str:
    """Whether any is so: `yes`, `no`, or `not known` where none is and somebody does not say."""
    said = set(known)
    return "yes" if True in said else "not known" if None in said else "no"
