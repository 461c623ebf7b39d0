"""The quick way over JSON lines says what the long way says, in one part or many."""

from __future__ import annotations

import gzip
import json
import random
from collections.abc import Callable
from pathlib import Path

import jsonschema  # type: ignore[import-untyped]  # no types in the development environment
import msgspec
import pytest

from segkit.model.plan import Field, Rule, TrackingPlan
from segkit.plans.writing.schema_writing import schema_of
from segkit.traffic.captures.calls import Place, found_in
from segkit.traffic.captures.parts import files_in, parts_of
from segkit.traffic.counting import counter as counting_module
from segkit.traffic.counting.counter import Counting
from segkit.traffic.counting.running import Beside, Job, count, count_job
from segkit.traffic.counting.senders import Senders
from segkit.traffic.counting.tally import Tally
from segkit.traffic.judge import Judge
from segkit.traffic.results.reckoning import Scope, verified
from segkit.traffic.results.verified import Verified
from segkit.traffic.verifying import Against, verify

Call = dict[str, object]
VALUES: list[object] = [
    None,
    True,
    0,
    1,
    -2.5,
    3.0,
    "",
    "EUR",
    "L-1",
    "2026-11-20",
    [],
    [{}],
    [{"sku": 1}],
    {},
]
SCHEMAS: list[dict[str, object]] = [
    {}, {"minimum": 0}, {"minLength": 1}, {"minItems": 1}, {"multipleOf": 2}, {"not": {"enum": [1]}},
]  # fmt: skip
TYPES = [(), ("string",), ("number",), ("integer",), ("string", "null"), ("array",), ("object",)]


def made(seed: int) -> tuple[TrackingPlan, list[Call]]:
    """A plan of some rules, and calls that keep and break it in many ways."""
    chance = random.Random(seed)  # noqa: S311 (test data)
    rules = [
        _rule(chance, "track", f"Event {n}", version)
        for n in range(4)
        for version in (1, 2)[: 1 + n % 2]
    ]
    rules += [_rule(chance, "identify", None, 1), _rule(chance, "page", "Home", 1)]
    if seed % 3 == 0:
        rules.append(Rule("common", fields=(Field(("userId",), ("string",), required=True),)))
    return TrackingPlan(f"Plan {seed}", tuple(rules)), [_call(chance, n) for n in range(120)]


def _rule(chance: random.Random, kind: str, key: str | None, version: int) -> Rule:
    container = "traits" if kind == "identify" else "properties"
    fields = tuple(
        Field(
            (container, name), chance.choice(TYPES), chance.random() < 0.3,
            enum=chance.choice([None, None, ("EUR", 1)]), pattern=chance.choice([None, None, "^L"]),
            schema=chance.choice(SCHEMAS),
        )
        for name in "abc"
    )  # fmt: skip
    if chance.random() < 0.2:
        fields += (Field(("context", "locale"), ("string",), required=True),)
    schema = (
        {"properties": {container: {"additionalProperties": False}}}
        if chance.random() < 0.2
        else {}
    )
    return Rule(kind, key, version, fields=fields, schema=schema)


def _call(chance: random.Random, number: int) -> Call:
    kind = chance.choice(["track", "track", "track", "identify", "page", "screen", "Track"])
    call: Call = {
        "type": kind,
        "messageId": f"m-{number}",
        "timestamp": f"2026-11-20T10:{number % 60:02}:00.000Z",
    }
    call |= {"event": f"Event {chance.randrange(6)}"} if kind.lower() == "track" else {}
    call |= {"name": "Home"} if kind == "page" else {}
    container = "traits" if kind == "identify" else "properties"
    if chance.random() < 0.95:
        names = [name for name in "abcd" if chance.random() < 0.7]
        call[container] = {name: chance.choice(VALUES) for name in names}
    if chance.random() < 0.5:
        version = chance.choice([1, 2, "2", 9])
        call["context"] = {"protocols": {"event_version": version}, "locale": "en"}
    if chance.random() < 0.8:
        call["userId"] = f"u-{chance.randrange(20)}"
    if chance.random() < 0.8:
        call["anonymousId"] = f"a-{chance.randrange(20)}"
    if chance.random() < 0.1:
        call["messageId"] = "m-1"
    return call


def text(calls: list[Call]) -> bytes:
    """A call a line."""
    return b"".join(json.dumps(call).encode() + b"\n" for call in calls)


def slowly(plan: TrackingPlan, calls: list[Call]) -> Verified:
    """The result of the long way."""
    counting = Counting(Judge(plan), Senders(None))
    counting.file("calls.jsonl").form = "lines"
    for number, call in enumerate(calls, 1):
        for found in found_in(call, Place("calls.jsonl", "line", number)):
            counting.take(found)
    return verified(counting.finish(), Scope(counting.judge))


@pytest.mark.parametrize("seed", range(8))
def test_the_quick_way_is_the_long_way(tmp_path: Path, seed: int) -> None:
    """To the digit, and so is every split of the file into parts."""
    plan, calls = made(seed)
    file = tmp_path / "calls.jsonl"
    file.write_bytes(text(calls))

    assert verify([file], Against(plan), jobs=1) == slowly(plan, calls)
    parts = list(parts_of(files_in([file]), 2_000))
    assert len(parts) > 5
    tally = Tally()
    count(parts, Beside(plan), tally)
    assert verified(tally, Scope(Judge(plan))) == slowly(plan, calls)


def test_the_same_few_people_are_compared_however_a_file_is_split(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Later parts look only at people whom earlier ones have left."""
    monkeypatch.setattr("segkit.traffic.counting.people.MOST", 4)
    plan, calls = made(1)
    file = tmp_path / "calls.jsonl"
    file.write_bytes(text(calls))
    tally = Tally()

    count(list(parts_of(files_in([file]), 2_000)), Beside(plan), tally)

    found = verified(tally, Scope(Judge(plan)))
    assert found.people["oneOf"] > 1
    assert found == slowly(plan, calls)


@pytest.mark.parametrize("seed", range(8))
def test_jsonschema_finds_the_same_calls_valid(seed: int) -> None:
    """The library that everybody knows is the judge, rule by rule."""
    plan, calls = made(seed)
    once = {str(call["messageId"]): call for call in reversed(calls)}
    rules: dict[tuple[str, str | None], list[Rule]] = {}
    for rule in sorted(plan.rules, key=lambda rule: rule.version):
        rules.setdefault((rule.call, rule.key), []).append(rule)
    valid: dict[tuple[str, str | None], int] = {}
    for call in once.values():
        kind = str(call["type"]).lower()
        name = call.get("event") if kind == "track" else call.get("name")
        versions = rules.get((kind, name if isinstance(name, str) else None), [])
        if versions:
            call = {**call, "type": kind}  # noqa: PLW2901 (as the capture has it)
            asked = _asked(call)
            rule = next((one for one in versions if one.version == asked), versions[0])
            judges = [rule, *rules.get(("common", None), [])]
            keeps = all(_is_valid(one, call) for one in judges)
            valid[kind, str(name) if name else None] = (
                valid.get((kind, str(name) if name else None), 0) + keeps
            )

    found = {(e.type, e.event): e.valid for e in slowly(plan, calls).events if e.planned}
    assert found == valid


def _asked(call: Call) -> int | None:
    context = call.get("context")
    said = context["protocols"]["event_version"] if isinstance(context, dict) else None
    return int(said) if said is not None else None


def _is_valid(rule: Rule, call: Call) -> bool:
    schema = schema_of(rule)
    below = schema.get("properties")
    needed = (
        [n for n, one in below.items() if one.get("required")] if isinstance(below, dict) else []
    )
    schema["required"] = [*(schema.get("required") or []), *needed]  # type: ignore[misc]  # a list
    return bool(jsonschema.Draft7Validator(schema).is_valid(call))


def test_a_wrongly_encoded_call_is_named_and_its_copy_counts(tmp_path: Path) -> None:
    """Also where the plan says nothing about what is damaged, and where a type finds it."""
    calls = [
        {"type": "track", "event": name, "messageId": "m-1", "properties": {"b": "é"}}
        for name in ("Event 0", "Unheard Of")
    ]
    lines = [json.dumps(call, ensure_ascii=False) for call in calls]
    rule = Rule("track", "Event 0", fields=(Field(("properties", "b"), ("string",)),))
    file = tmp_path / "calls.jsonl"
    file.write_bytes("\n".join(lines).encode("latin-1") + "\n".join(["", *lines]).encode())

    found = verify([file], Against(TrackingPlan("Plan", (rule,))), jobs=1)

    assert [one.where for one in found.unreadable] == ["calls.jsonl line 1", "calls.jsonl line 2"]
    assert (found.calls, found.duplicates) == (1, 1)


def test_processes_say_what_one_says(tmp_path: Path, order: Callable[..., Call]) -> None:
    """With copies in several files, which count in the first one."""
    plan = Against(made(0)[0]).plan
    calls = made(0)[1]
    files = []
    for name, some in (
        ("a.jsonl", calls),
        ("b.jsonl", [*calls[:50], order(900)]),
        ("c.jsonl", calls),
    ):
        (tmp_path / name).write_bytes(text(some))
        files.append(tmp_path / name)
    parts = list(parts_of(files_in(files), 4_000))
    alone, shared = Tally(), Tally()
    count(parts, Beside(plan), alone)
    count(parts, Beside(plan), shared, jobs=2)

    judge = Judge(plan)
    assert verified(shared, Scope(judge)) == verified(alone, Scope(judge))
    assert verified(alone, Scope(judge)).calls == len({c["messageId"] for c in calls}) + 1


def test_a_packed_file_larger_than_it_looks_holds_no_ids(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is counted with rests, and to the digit like any other."""
    plan, calls = made(1)
    calls += calls[:30]
    plain, packed = tmp_path / "calls.jsonl", tmp_path / "p" / "calls.jsonl"
    packed.parent.mkdir()
    plain.write_bytes(text(calls))
    packed.write_bytes(gzip.compress(text(calls)))
    whole = verify([plain], Against(plan), jobs=1)

    monkeypatch.setattr(counting_module, "_MOST_SEEN", 10)
    monkeypatch.setattr("segkit.traffic.captures.streams.CHUNK", 1_000)
    assert verify([packed], Against(plan), jobs=1) == whole


def test_other_machines_say_the_same(tmp_path: Path) -> None:
    """Fingerprints that every machine makes alike stand for messageIds there."""
    plan, calls = made(2)
    (tmp_path / "calls.jsonl").write_bytes(text(calls))
    (part,) = parts_of(files_in([tmp_path / "calls.jsonl"]))
    import pickle

    beside = pickle.dumps(Beside(plan))
    here = count_job(Job(beside, part))
    there = count_job(Job(beside, part, is_elsewhere=True))
    again = count_job(Job(beside, part, frozenset(there.fingerprints), is_elsewhere=True))

    scope = Scope(Judge(plan))
    assert verified(here, scope) == verified(there, scope)
    assert again.calls == sum(1 for call in calls if "messageId" not in call)


def test_names_without_end_are_counted_together(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Code that puts numbers into names makes endless ones; none is lost from the counts."""
    monkeypatch.setattr("segkit.traffic.counting.tally.MOST_NAMES", 100)
    calls: list[Call] = [
        {"type": "track", "event": f"Order {n}", "messageId": str(n)} for n in range(900)
    ]
    (tmp_path / "calls.jsonl").write_bytes(text(calls))

    found = verify([tmp_path / "calls.jsonl"], Against(made(1)[0]), jobs=1)

    assert found.calls == 900
    assert 0 < len(found.events) <= 100
    assert found.other_names + sum(event.seen for event in found.events) == 900


def test_a_result_comes_back_from_its_json() -> None:
    """What is kept of a session is read again as it was."""
    found = slowly(*made(3))

    assert msgspec.json.decode(msgspec.json.encode(found), type=Verified) == replace_lists(found)


def replace_lists(found: Verified) -> Verified:
    """Expected values as JSON has them."""
    return msgspec.json.decode(msgspec.json.encode(found), type=type(found))
