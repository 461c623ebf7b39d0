"""Code for a planned call."""

from __future__ import annotations

from collections.abc import Mapping

from segkit.agents.answering import Found
from segkit.agents.asking import NAMED, near, rule_asked, source_asked, text_of
from segkit.agents.boundary import quoted
from segkit.agents.call_schema import sample_call
from segkit.agents.knowing import Known
from segkit.agents.wrong import AskedWrongError
from segkit.model.derived import INSTRUMENTED
from segkit.model.plan import Rule
from segkit.snippets.languages import LANGUAGES, call_snippet, language_for

_CODE = 4000
_BY_ID = {one.id: one for one in LANGUAGES}


def snippet(known: Known, arguments: Mapping[str, object]) -> Found:
    """The call as code, with values that the plan accepts."""
    name, call = text_of(arguments, "name"), text_of(arguments, "call")
    if not name and (not call or call in NAMED):
        raise AskedWrongError("name: say which event, or call: identify or group.")
    rule = rule_asked(known, arguments, call or "track", name)
    language = _BY_ID[_language(known, arguments, rule)]
    sent = sample_call(rule, known.rules)
    payload = {key: value for key, value in sent.items() if key != "type"}
    verdict = known.check.check(sent)
    head = {
        "call": rule.call,
        "name": rule.key or "",
        "version": rule.version,
        "library": language.library,
        "language": language.id,
        "code": call_snippet(language.id, rule.call, payload),
        "payload": sent,
        "validated": verdict.is_valid,
        "libraries": [one.id for one in LANGUAGES],
        "origin": rule.origin,
    }
    return Found(head, most=_CODE)


def _language(known: Known, arguments: Mapping[str, object], rule: Rule) -> str:
    if library := text_of(arguments, "library"):
        found = _named(library)
        if not found:
            raise AskedWrongError(
                f"library: there is no code for {quoted(library)}.{near(library, _BY_ID)}"
            )
        return found
    if source := text_of(arguments, "source"):
        one = source_asked(known, source)
        found = _of_source(known, one.id)
        if not found:
            raise AskedWrongError(
                f"source: nobody writes code for {quoted(one.slug)}, or in a library that "
                "segkit has no code for. Name a library."
            )
        return found
    case = known.facts.case
    for source_id in known.facts.sources if case else ():
        sends = case is not None and case.plan_covers(source_id) and case.may_send(source_id, rule)
        if sends and case is not None and rule.call in case.calls(source_id):
            found = _of_source(known, source_id)
            if found and known.facts.kinds[source_id] in INSTRUMENTED:
                return found
    return LANGUAGES[0].id


def _named(library: str) -> str:
    folded = library.casefold()
    for one in LANGUAGES:
        if folded in {one.id, one.name.casefold(), one.library.casefold()}:
            return one.id
    return language_for(folded) or ""


def _of_source(known: Known, source_id: str) -> str:
    library = known.facts.libraries.get(source_id)
    return (language_for(library.slug) or "") if library else ""
