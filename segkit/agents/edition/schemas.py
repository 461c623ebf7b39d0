"""Schemas, samples and code of every planned call."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence

from jsonschema_rs import Draft7Validator, ValidationError

from segkit.agents.boundary import visible, visible_json
from segkit.agents.call_schema import call_schema, sample_call
from segkit.agents.edition.naming import stems
from segkit.agents.knowing import Known
from segkit.model.derived import INSTRUMENTED
from segkit.model.plan import CALLS, Rule
from segkit.snippets.languages import LANGUAGES, call_snippet, language_for
from segkit.snippets.payload import example_payload

_ENDINGS = {
    "javascript": "js", "typescript": "ts", "python": "py", "swift": "swift", "kotlin": "kt",
    "dart": "dart", "go": "go", "java": "java", "clojure": "clj", "ruby": "rb", "php": "php",
    "csharp": "cs", "bash": "sh",
}  # fmt: skip


def call_files(known: Known) -> tuple[dict[str, str], list[dict[str, object]]]:
    """The files by name, and an entry of the index for each rule."""
    files: dict[str, str] = {}
    entries: list[dict[str, object]] = []
    names = stems(known.rules)
    senders = _senders(known)
    for rule in known.rules:
        stem = names[id(rule)]
        schema = call_schema(rule) | {"$id": f"{stem}.schema.json"}
        sample = (
            sample_call(rule, known.rules) if rule.call in CALLS else dict(example_payload(rule))
        )
        files[f"schemas/{stem}.schema.json"] = pretty(schema)
        entry: dict[str, object] = {
            "call": rule.call,
            "name": rule.key,
            "version": rule.version,
            "schema": f"{stem}.schema.json",
            "sample": None,
            "origin": rule.origin,
        }
        if accepts(schema, sample):
            files[f"schemas/{stem}.sample.json"] = pretty(sample)
            entry["sample"] = f"{stem}.sample.json"
        written = dict(_snippets(rule, sample, senders.get(rule.call, ()), known))
        entry["snippets"] = {}
        for language, code in written.items():
            name = f"snippets/{language}/{stem}.{_ENDINGS.get(_FENCES[language], 'txt')}"
            files[name] = code
            entry["snippets"] |= {language: f"../{name}"}  # type: ignore[operator]  # set above
        entries.append(entry)
    return files, entries


def accepts(schema: Mapping[str, object], call: Mapping[str, object]) -> bool:
    """The schema takes the call; one that is no schema takes none."""
    try:
        return bool(Draft7Validator(dict(schema)).is_valid(dict(call)))
    except (ValidationError, ValueError):
        return False


def pretty(value: object) -> str:
    """JSON for people, in which nothing is hidden."""
    return visible_json(json.dumps(value, ensure_ascii=False, indent=2)) + "\n"


_FENCES = {one.id: one.fence for one in LANGUAGES}


def _senders(known: Known) -> dict[str, list[tuple[str, str]]]:
    """Sources that send each call, with the language of their library."""
    facts, case = known.facts, known.facts.case
    found: dict[str, list[tuple[str, str]]] = {}
    for source_id, library in facts.libraries.items():
        language = language_for(library.slug)
        if case is None or language is None or facts.kinds[source_id] not in INSTRUMENTED:
            continue
        for call in case.calls(source_id) if case.plan_covers(source_id) else ():
            found.setdefault(call, []).append((source_id, language))
    return found


def _snippets(
    rule: Rule, sample: Mapping[str, object], senders: Sequence[tuple[str, str]], known: Known
) -> Iterator[tuple[str, str]]:
    case = known.facts.case
    if rule.deprecated or case is None:
        return
    payload = {key: value for key, value in sample.items() if key != "type"}
    wanted = {language for source, language in senders if case.may_send(source, rule)}
    for language in (one.id for one in LANGUAGES if one.id in wanted):
        yield language, visible(call_snippet(language, rule.call, payload))
