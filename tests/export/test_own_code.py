"""Behaviour of `segkit.export.own_code`: what a notebook's own code may change."""

from __future__ import annotations

import pytest

from segkit.export.own_code import leaves_guides_alone


@pytest.mark.parametrize(
    "source",
    [
        "rows = guide.identify().to_frame()\nrows.head(3)",
        "import pandas as pd\nframe = pd.DataFrame()\nframe['a'] = 1\nframe.columns = ['b']",
        "from pathlib import Path\nprint([p for p in Path().iterdir()])",
        "def twice(x):\n    return 2 * x\n\ntwice(21)",
    ],
)
def test_code_beside_the_guide_leaves_it_alone(source: str) -> None:
    """What analysts write: the guide's views need no kernel for it."""
    assert leaves_guides_alone(source, {"guide"})


@pytest.mark.parametrize(
    "source",
    [
        "guide = None",
        "del guide",
        "for guide in range(3): ...",
        "def guide(): ...",
        "import os as guide",
        "guide.identify = print",
        "guide.facts.names.clear()",
        "segkit = None",
        "import segkit.rows",
        "from segkit import rows as views",
        "from os import *",
        "type(guide).identify = print",
        "guide.__dict__['x'] = 1",
        "setattr(guide, 'x', 1)",
        "globals()['guide'] = 1",
        "exec('guide = 1')",
        "(guide := 1)",
        "match 1:\n    case guide: ...",
        "try: ...\nexcept ValueError as guide: ...",
        "%run other.ipynb",
        "!rm snapshot.json",
        "other = guide\nother.identify = print",
        "getattr(object, '__set' + 'attr__')(guide, 'identify', print)",
        "import sys\nsys.modules['segkit'] = 1",
        "import __main__ as top\ntop.guide = 1",
        "from unittest import mock\nmock.patch('segkit.open_guide', print).start()",
        "import IPython\nIPython.get_ipython().push({'guide': 1})",
        "from inspect import currentframe\ncurrentframe().f_globals['guide'] = 1",
    ],
)
def test_code_that_may_reach_the_guide_is_noticed(source: str) -> None:
    """Then the views have to be made where that code ran."""
    assert not leaves_guides_alone(source, {"guide"})
