"""A page in the look that its engagement asks for: logo, accent, font, and its foot on paper."""

from __future__ import annotations

import base64
import re
from collections.abc import Callable
from dataclasses import replace

from markupsafe import Markup

from segkit.engagement.look import Look, logo_of
from segkit.export.page.colours import accent_of
from segkit.export.page.page import LOGO, Page, style_hash

_NOT_PLAIN = re.compile(r"[^\w .,:·-]")
_COVER = re.compile(r'<div class="sk sk-cover">')


def dressed(page: Page, look: Look, say: Callable[[str], None]) -> Page:
    """The page in its look; `say` hears when the colour had to be changed to be readable.

    Raises `ConfigError` when the logo cannot be used.
    """
    front = page.front
    if address := logo_address(look):
        mark = Markup('<img class="{}" src="{}" alt="{}">')
        logo = mark.format(LOGO, address, page.say("Logo"))
        front = _COVER.sub(lambda found: found[0] + str(logo), front, count=1)
    page = replace(page, front=front)
    style = _style(look, say) + _foot(page.foot)
    return replace(
        page,
        styles=(*page.styles, style),
        policy=page.policy.replace("style-src ", f"style-src {style_hash(style)} ", 1),
    )


def logo_address(look: Look) -> str:
    """The logo as a `data:` address, in which no browser runs anything; empty without one."""
    found = logo_of(look)
    if found is None:
        return ""
    kind, content = found
    return f"data:{kind};base64,{base64.b64encode(content).decode('ascii')}"


def _style(look: Look, say: Callable[[str], None]) -> str:
    rules = []
    if look.accent:
        accent = accent_of(look.accent)
        if accent.light != look.accent:
            say(
                f"The accent {look.accent} cannot be read well on white; the guide uses "
                f"{accent.light} there and {accent.dark} in the dark."
            )
        rules += [
            f"--accent:light-dark({accent.light},{accent.dark})",
            f"--on-accent:light-dark({accent.on_light},{accent.on_dark})",
        ]
    if look.font:
        rules.append(f"--font:{look.font}")
    # the names that they have in the page: `lean_style`
    return f":root{{{';'.join(rules)}}}" if rules else ""


def _foot(text: str) -> str:
    """What stands at the foot of each printed page, whatever a customer is called."""
    safe = _NOT_PLAIN.sub(lambda found: f"\\{ord(found[0]):x} ", text)
    return f'@page{{@bottom-left{{content:"{safe}"}}}}'
