"""Text of a YAML file → the same plain values as JSON has."""

from __future__ import annotations

from segkit.errors import InputFileError
from segkit.plans.documents.json_text import MAX_DEPTH, nesting


def load_yaml(text: str, origin: str) -> object:
    """The YAML document in `text`; a list of them when `---` separates several.

    Args:
        text: What the file holds.
        origin: What people call the file, for messages.

    Raises:
        InputFileError: It is empty, no YAML (with line and column), or uses aliases, which
            could make a small file endless.
    """
    import yaml

    try:
        if any(isinstance(event, yaml.AliasEvent) for event in yaml.parse(text, yaml.SafeLoader)):
            raise InputFileError(
                f"{origin} uses YAML aliases (*name), which are not read.",
                "write out what they stand for.",
            )
        documents = [_plain(one) for one in yaml.safe_load_all(text) if one is not None]
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        place = f" at line {mark.line + 1}, column {mark.column + 1}" if mark else ""
        raise InputFileError(
            f"{origin} is no YAML: {error.problem}{place}.", "correct it, or export it again."
        ) from error
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise InputFileError(
            f"{origin} is no YAML that can be read.", "correct it, or export it again."
        ) from error
    if not documents:
        raise InputFileError(f"{origin} is empty.", "choose a file that holds a plan.")
    if max(map(nesting, documents)) > MAX_DEPTH:
        raise InputFileError(
            f"{origin} is nested deeper than {MAX_DEPTH} levels, which no tracking plan is.",
            "choose the file that holds the plan.",
        )
    return documents[0] if len(documents) == 1 else documents


def _plain(value: object) -> object:
    """Keys as texts, and dates as they are written: JSON has neither other keys nor dates."""
    if isinstance(value, dict):
        return {_text(key): _plain(one) for key, one in value.items()}
    if isinstance(value, list):
        return [_plain(one) for one in value]
    if isinstance(value, str | int | float) or value is None:
        return value
    return str(value)


def _text(key: object) -> str:
    if isinstance(key, bool):
        return str(key).lower()
    return "null" if key is None else str(key)
