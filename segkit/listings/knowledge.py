"""What segkit knows of Segment, how old it is, and what of it is gone: as text and as JSON."""

from __future__ import annotations

from collections.abc import Sequence

from segkit.knowledge.age import Age, Gone


def knowledge_as_json(age: Age, gone: Sequence[Gone] | None) -> dict[str, object]:
    """The age, and what is gone where a catalog was looked at; the shape only ever grows."""
    said: dict[str, object] = {
        "facts": age.count,
        "oldest": age.oldest,
        "newest": age.newest,
        "older_than_a_year": age.old,
        "said_by": dict(age.said_by),
    }
    return said if gone is None else {**said, "gone": [one._asdict() for one in gone]}


def knowledge_as_text(age: Age, gone: Sequence[Gone] | None) -> str:
    """The same for a person."""
    lines = [f"segkit knows {age.words}."]
    if gone is not None:
        many = f"{len(gone)} things that facts speak of are not in this catalog:"
        lines.append(many if gone else "Everything that facts speak of is in this catalog.")
        lines += [f"  {one.entry}: {one.what} {one.name} ({one.destination})" for one in gone]
    return "\n".join(lines)
