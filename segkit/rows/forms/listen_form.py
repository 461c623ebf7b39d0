"""The switch of a receiver, the code that sends to it, and the calls that came, newest first."""

from __future__ import annotations

from markupsafe import Markup

from segkit.listen.hearing import Heard, breach_in_words
from segkit.listen.listening import Listening
from segkit.listen.pointing import redirects_of, where_to_look, without_redirect
from segkit.render.html import render

_SHOWN = 30
_BADGES = {"valid": "on", "broken": "high", "unplanned": "open", "unjudged": "unknown"}


def listen_form(listening: Listening, chosen: Heard | None) -> Markup:
    """The form as HTML; of calls it holds names, places and types, never a value."""
    facts, port = listening.facts, listening.port
    return render(
        "listen_form",
        listening=listening,
        ways=redirects_of(facts) if port else (),
        without=without_redirect(facts) if port else (),
        port=port,
        hints=tuple(where_to_look(facts, port)) if port and not listening.newest else (),
        feed=listening.newest[:_SHOWN],
        badges=_BADGES,
        notices=listening.notices[:3],
        chosen=chosen,
        broken=[breach_in_words(one) for one in chosen.breaches] if chosen else [],
        because=chosen.judgement.verdict.because if chosen and chosen.judgement else "",
    )
