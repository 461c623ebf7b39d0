"""Text of a YAML file → the same plain values as JSON has.

PyYAML takes the text apart; the values are made here, because what PyYAML makes of them is not
always what the file says: of two equal keys the last wins without a word, `no` in a list of
answers becomes false, `12:30` becomes 750, and aliases can unfold a small file endlessly.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from segkit.errors import InputFileError
from segkit.plans.documents.json_text import MAX_DEPTH, nesting

if TYPE_CHECKING:
    from yaml import Mark, Node

MAX_UNFOLDED = 1_000_000
"""Values that aliases may unfold to, far more than a plan of Segment's full size has."""

_TAG = "tag:yaml.org,2002:"
_ANSWERS = re.compile(r"(?i:y|yes|n|no|on|off)")
_AS_WRITTEN = re.compile(r"[-+]?(?:[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?|0[0-9_]+)")
"""`12:30` and `010`, which are numbers to the base of 60 and 8 in YAML 1.1 and to nobody else."""


class _Refused(Exception):  # noqa: N818 it is no error yet: the file's name is still to come
    """What is wrong with the document, and where."""

    def __init__(self, problem: str, fix: str, mark: Mark | None = None) -> None:
        super().__init__(problem, fix, mark)
        self.problem = problem
        self.fix = fix
        self.mark = mark


def load_yaml(text: str, origin: str) -> object:
    """The YAML document in `text`; a list of them when `---` separates several.

    Args:
        text: What the file holds.
        origin: What people call the file, for messages.

    Raises:
        InputFileError: It is empty, no YAML (with line and column), a key stands twice in one
            mapping, or its aliases unfold to more than `MAX_UNFOLDED` values.
    """
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        documents = [_Unfolding().value(node) for node in yaml.compose_all(text, loader) if node]
    except yaml.MarkedYAMLError as error:
        raise _no_yaml(origin, error.problem or "it cannot be read", error.problem_mark) from error
    except _Refused as error:
        raise _no_yaml(origin, error.problem, error.mark, error.fix) from error
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise _no_yaml(origin, "it cannot be read", None) from error
    documents = [one for one in documents if one is not None]
    if not documents:
        raise InputFileError(f"{origin} is empty.", "choose a file that holds a plan.")
    if max(map(nesting, documents)) > MAX_DEPTH:
        raise InputFileError(
            f"{origin} is nested deeper than {MAX_DEPTH} levels, which no tracking plan is.",
            "choose the file that holds the plan.",
        )
    return documents[0] if len(documents) == 1 else documents


def _no_yaml(
    origin: str, problem: str, mark: Mark | None, fix: str = "correct it, or export it again."
) -> InputFileError:
    place = f" at line {mark.line + 1}, column {mark.column + 1}" if mark else ""
    return InputFileError(f"{origin} is no YAML that can be read: {problem}{place}.", fix)


class _Unfolding:
    """Makes values of the nodes of one document, and counts them."""

    def __init__(self) -> None:
        from yaml.constructor import SafeConstructor

        self._scalars = SafeConstructor()
        self._count = 0
        self._open: set[int] = set()

    def value(self, node: Node, *, in_list: bool = False) -> object:
        """What the node says; `in_list` when it is an entry of a list."""
        import yaml

        self._count += 1
        if self._count > MAX_UNFOLDED or id(node) in self._open:
            raise _Refused(
                "its aliases (*name) unfold endlessly",
                "write out what they stand for.",
                node.start_mark,
            )
        if isinstance(node, yaml.ScalarNode):
            return self._scalar(node, in_list=in_list)
        self._open.add(id(node))
        try:
            if isinstance(node, yaml.SequenceNode):
                return [self.value(one, in_list=True) for one in node.value]
            return self._mapping(node)
        finally:
            self._open.discard(id(node))

    def _mapping(self, node: Node) -> dict[str, object]:
        """Keys as texts; what `<<` brings gives way to the mapping's own keys."""
        own: dict[str, object] = {}
        brought: dict[str, object] = {}
        for key, value in node.value:
            if key.tag == f"{_TAG}merge":
                for one in self._brought(value):
                    brought = {**one, **brought}
                continue
            name = self._name(key)
            if name in own:
                raise _Refused(
                    f"the key {name!r} stands twice in one mapping",
                    "take one of the two out.",
                    key.start_mark,
                )
            own[name] = self.value(value)
        return own if not brought else {**brought, **own}

    def _name(self, key: Node) -> str:
        """A key as it is written: `on` and `1` are names like others."""
        import yaml

        if not isinstance(key, yaml.ScalarNode):
            return str(self.value(key))
        return "null" if key.tag == f"{_TAG}null" else str(key.value)

    def _brought(self, node: Node) -> list[dict[str, object]]:
        found = self.value(node)
        several = found if isinstance(found, list) else [found]
        return [one for one in several if isinstance(one, dict)]

    def _scalar(self, node: Node, *, in_list: bool) -> object:
        """A value as JSON has it; dates, times and what JSON has not stay as they are written."""
        kind, written = node.tag.removeprefix(_TAG), node.value
        if kind == "bool" and in_list and _ANSWERS.fullmatch(written):
            return written
        if kind not in {"null", "bool", "int", "float"} or _AS_WRITTEN.fullmatch(written):
            return written
        value: object = self._scalars.construct_object(node)
        # an infinite number is none in JSON
        return value if value is None or isinstance(value, int) or value - value == 0 else written  # type: ignore[operator]  # a float
