"""The fixed texts of a guide's page, by language: one table, English complete.

What views say is written in their templates, in English; a language that is added here is
offered by `segkit.look_settings.LANGUAGES`.
"""

from __future__ import annotations

from collections.abc import Mapping

TEXTS: Mapping[str, Mapping[str, str]] = {
    "en": {
        "skip": "Skip to the guide",
        "cover": "Cover",
        "contents": "Contents",
        "draft": "Draft",
        "one_open": "1 open item",
        "many_open": "{count} open items",
        "logo": "Logo",
    },
}
