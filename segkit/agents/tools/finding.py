"""One search over everything that has a name."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple
from weakref import WeakKeyDictionary

from segkit.agents.answering import Found
from segkit.agents.asking import text_of
from segkit.agents.boundary import visible
from segkit.agents.knowing import Known
from segkit.agents.wrong import AskedWrongError
from segkit.considerations.consideration import DISMISSED
from segkit.facts.known import Facts
from segkit.model.plan import Field, Rule

_Item = Callable[[], Mapping[str, object]] | Mapping[str, object]


class _Entry(NamedTuple):
    """Something that can be found; what is said of it is made when it is shown."""

    kind: str
    name: str
    words: str
    item: _Item


_INDEX: WeakKeyDictionary[Facts, tuple[_Entry, ...]] = WeakKeyDictionary()


def search(known: Known, arguments: Mapping[str, object]) -> Found:
    """What has all the words, those first that have them in their name."""
    kind, words = text_of(arguments, "kind"), text_of(arguments, "query").casefold().split()
    if not words and not kind:
        raise AskedWrongError("query: say what to look for, or a kind to list all of it.")
    every = [one for one in _entries(known) if kind in {"", one.kind}]
    whole = " ".join(words)
    ranked: tuple[list[_Entry], ...] = ([], [], [])
    for one in every:
        if whole and one.name == whole:
            ranked[0].append(one)
        elif all(word in one.name for word in words):
            ranked[1].append(one)
        elif all(word in one.name or word in one.words for word in words):
            ranked[2].append(one)
    return Found({}, [one.item for some in ranked for one in some])


def _entries(known: Known) -> tuple[_Entry, ...]:
    if known.facts not in _INDEX:
        _INDEX[known.facts] = tuple(_all(known))
    return _INDEX[known.facts]


def _all(known: Known) -> Iterator[_Entry]:
    for rule in known.rules:
        yield _entry("event", rule.title, rule.description, _event(rule))
    for rule in known.rules:
        for field in rule.fields:
            yield _entry(
                "field", f"{field.name} {field.dotted}", field.description, _field(rule, field)
            )
    yield from _workspace(known)


def _entry(kind: str, name: str, words: str, item: _Item) -> _Entry:
    return _Entry(kind, visible(name).casefold(), words.casefold(), item)


def _event(rule: Rule) -> _Item:
    return lambda: {
        "kind": "event", "name": rule.title, "call": rule.call, "version": rule.version,
        "deprecated": rule.deprecated, "excerpt": rule.description, "origin": rule.origin,
    }  # fmt: skip


def _field(rule: Rule, field: Field) -> _Item:
    return lambda: {
        "kind": "field", "name": field.name, "path": list(field.path), "call": rule.call,
        "event": rule.key or "", "version": rule.version, "required": field.required,
        "excerpt": field.description, "origin": field.origin or rule.origin,
    }  # fmt: skip


def _workspace(known: Known) -> Iterator[_Entry]:
    facts = known.facts
    slugs = {key: source.slug for key, source in facts.sources.items()}
    for source in facts.sources.values():
        made = {
            "kind": "source", "name": source.name, "slug": source.slug, "id": source.id,
            "enabled": source.enabled, "origin": source.id,
        }  # fmt: skip
        yield _entry("source", f"{source.name} {source.slug}", source.catalog.name, made)
    for one in facts.destinations.values():
        slug = slugs.get(one.source_id, "")
        made = {
            "kind": "destination", "name": one.name, "id": one.id, "catalog": one.catalog.name,
            "source": slug, "enabled": one.enabled, "origin": one.id,
        }  # fmt: skip
        yield _entry("destination", one.name, f"{one.catalog.name} {slug}", made)
    for one in facts.destinations.values():
        for mapping in one.mappings or ():
            made = {
                "kind": "mapping", "name": mapping.name, "source": slugs.get(one.source_id, ""),
                "destination": one.name, "enabled": mapping.enabled, "trigger": mapping.trigger,
                "id": mapping.id, "origin": mapping.id,
            }  # fmt: skip
            words = f"{one.name} {mapping.trigger}"
            yield _entry("mapping", mapping.name, words, made)
    for said in facts.considered.items:
        if said.state == DISMISSED:
            continue
        item = said.item
        made = {
            "kind": "consideration", "name": item.id, "key": said.key, "state": said.state,
            "severity": item.severity, "excerpt": item.text,
            "source": slugs.get(item.source_id, ""),
            "destination": facts.names.get(item.target_id, ""), "origin": said.key,
        }  # fmt: skip
        yield _entry("consideration", item.id, f"{item.text} {item.action}", made)
