"""An accent colour that can be read: in the light and in the dark, as WCAG's AA asks."""

from __future__ import annotations

from dataclasses import dataclass

AA = 4.5
"""The least contrast of text; https://www.w3.org/TR/WCAG22/#contrast-minimum."""

LIGHT = ("#ffffff", "#f6f8f9", "#f1f5f4", "#f4f9f7", "#f0f3f5", "#eff2f4")
DARK = ("#14181d", "#1c2228", "#1f272d", "#182321", "#232b32", "#262e35")
"""What the accent stands on in either theme; a test compares them with the style sheet."""

_WHITE, _BLACK = "#ffffff", "#0d1713"
_STEPS = 100


@dataclass(frozen=True, slots=True)
class Accent:
    """A colour for both themes, and the colour of text that stands on it."""

    light: str
    dark: str
    on_light: str
    on_dark: str


def accent_of(colour: str) -> Accent:
    """The colour, darker in the light and lighter in the dark as far as reading asks for it."""
    light = _readable(colour, LIGHT, "#000000")
    dark = _readable(colour, DARK, _WHITE)
    return Accent(light, dark, _text_on(light), _text_on(dark))


def contrast(one: str, other: str) -> float:
    """The contrast of two colours, from 1 to 21."""
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def _readable(colour: str, grounds: tuple[str, ...], towards: str) -> str:
    for step in range(_STEPS + 1):
        mixed = _mixed(colour, towards, step / _STEPS)
        if all(contrast(mixed, ground) >= AA for ground in grounds):
            return mixed
    return towards


def _text_on(colour: str) -> str:
    return max((_WHITE, _BLACK), key=lambda text: contrast(text, colour))


def _mixed(one: str, other: str, share: float) -> str:
    pairs = zip(_channels(one), _channels(other), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in pairs)


def _channels(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _luminance(colour: str) -> float:
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in (channel / 255 for channel in _channels(colour))
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
