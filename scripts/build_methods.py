"""Write the guide's methods for type checkers and editors, from the rows that are declared.

python scripts/build_methods.py          write segkit/guide/named.py
python scripts/build_methods.py --check  exit with 1 when it is not what would be written
"""

from __future__ import annotations

import builtins
import inspect
import re
import sys
from pathlib import Path

from segkit.rows.row import Row, own_rows

FILE = Path(__file__).resolve().parents[1] / "segkit" / "guide" / "named.py"
_HEAD = '''"""The methods of a guide as type checkers and editors see them; `make methods` writes this.

At run time `Guide` finds the row of that name. A row that another package declares is shown
with `guide.show("name")`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
'''


def text() -> str:
    """The module's text."""
    rows = own_rows().values()
    imports = {"from segkit.guide.shown import Shown"}
    for row in rows:
        imports |= _imports(row)
    body = "\n\n".join(_method(row) for row in rows)
    ours = sorted(line for line in imports if " segkit." in line)
    others = sorted(imports - set(ours))
    listed = "\n".join(f"    {line}" if line else "" for line in (*others, "", *ours))
    about = '    """One method for each row that segkit has."""'
    return f"{_HEAD}{listed}\n\n\nclass Named:\n{about}\n\n    if TYPE_CHECKING:\n\n{body}\n"


def _method(row: Row) -> str:
    parameters = [p.replace(default=inspect.Parameter.empty) for p in _own(row)]
    written = []
    is_named = False
    for parameter, given in zip(parameters, _own(row), strict=True):
        if parameter.kind is inspect.Parameter.KEYWORD_ONLY and not is_named:
            written.append("*")
            is_named = True
        default = "" if given.default is inspect.Parameter.empty else " = ..."
        written.append(f"{parameter.name}: {parameter.annotation}{default}")
    arguments = ", ".join(["self", *written])
    first = (row.draw.__doc__ or "").split("\n", 1)[0]
    return f'        def {row.name}({arguments}) -> Shown:\n            """{first}"""'


def _own(row: Row) -> list[inspect.Parameter]:
    """The parameters of the method: all but the first, which says where it is shown."""
    return list(inspect.signature(row.draw).parameters.values())[1:]


def _imports(row: Row) -> set[str]:
    names = {
        name
        for parameter in _own(row)
        for name in re.findall(r"[A-Za-z_]\w*", str(parameter.annotation))
        if not hasattr(builtins, name)
    }
    found = set()
    for name in names:
        thing = row.draw.__globals__[name]
        module = getattr(thing, "__module__", row.module)
        home = module if getattr(sys.modules.get(module), name, None) is thing else row.module
        found.add(f"from {home} import {name}")
    return found


if __name__ == "__main__":
    if "--check" in sys.argv:
        sys.exit(FILE.read_text(encoding="utf-8") != text())
    FILE.write_text(text(), encoding="utf-8")
