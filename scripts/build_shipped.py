"""Adds the texts of notebooks/guide.ipynb to those that a renewal knows as shipped.

    python scripts/build_shipped.py

An engagement's notebook is brought to a new order by `segkit renew`, which has to tell a text of
ours, which it may replace, from one that people changed. So every text that was ever released is
kept in `segkit/engagement/shipped.toml`, as a digest, with the cells of each version; the notebook
as it is now is known without. A release that is not in there is refused.
"""

from __future__ import annotations

from pathlib import Path

from segkit.engagement.renewal import shipped

FILE = Path(__file__).parents[1] / "segkit" / "engagement" / "shipped.toml"
_HEAD = "# What guides' notebooks were shipped with; scripts/build_shipped.py adds to it.\n"


def main() -> None:
    """Write the file with what the notebook holds now."""
    known = shipped()
    lines = [_HEAD, "orders = ["]
    lines += [f'  "{" ".join(one)}",' for one in known.orders]
    lines += ["]", 'digests = """', *sorted(known.digests), '"""', ""]
    FILE.write_text("\n".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()
