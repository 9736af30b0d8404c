"""Templates → HTML, in two forms: served (files by address, strict CSP) and single (one file, nothing outside).

Autoescape is always on. Data for scripts goes through `json_island`, never into a script's text.
"""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import orjson
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from viz.messages import LANGUAGES, messages, say
from viz.text import chinese_date, chinese_number

_ISLAND = str.maketrans({"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"})


@dataclass(frozen=True, slots=True)
class Frame:
    """What surrounds a view. `form`: page | embed | single. `address`: path and query of the page, its whole state."""

    lang: str = "zh"
    form: str = "page"
    address: str = "/"
    other_lang_address: str = "/?lang=en"
    snapshot: str = ""
    engine: str = ""


def render(template: str, frame: Frame, **values: Any) -> str:
    """A template of viz/templates with the strings of the frame's language."""
    lang = frame.lang if frame.lang in LANGUAGES else LANGUAGES[0]

    def translate(key: str, **words: object) -> str:
        return say(lang, key, **words)

    tools = {
        "t": translate,
        "style": _style(frame),
        "script": _script(frame),
        "date": _dates(lang),
        "number": _numbers(lang),
        "date_basis": _date_basis(lang),
    }
    return _environment().get_template(template).render(frame=frame, lang=lang, **tools, **values)


def json_island(value: object) -> Markup:
    """JSON for `<script type="application/json">`: nothing in it can close the element."""
    return Markup(orjson.dumps(value).decode().translate(_ISLAND))


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("viz", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals["json_island"] = json_island
    return environment


@cache
def asset(name: str) -> str:
    """The text of a file of viz/static."""
    return files("viz").joinpath("static", name).read_text(encoding="utf-8")


@cache
def asset_address(name: str) -> str:
    """/static/NAME?v=…: the version is the content's, so that it may be cached for ever."""
    return f"/static/{name}?v={hashlib.sha256(asset(name).encode()).hexdigest()[:12]}"


def _style(frame: Frame) -> Any:
    def style(name: str) -> Markup:
        if frame.form == "single":
            return Markup("<style>") + Markup(asset(name).replace("</", "<\\/")) + Markup("</style>")
        return Markup('<link rel="stylesheet" href="{}">').format(asset_address(name))

    return style


def _script(frame: Frame) -> Any:
    def script(name: str) -> Markup:
        if frame.form == "single":
            return inline_script(asset(name))
        return Markup('<script src="{}" defer></script>').format(asset_address(name))

    return script


def inline_script(text: str) -> Markup:
    """A script inside the page. Line ends as a browser's parser makes them, or its hash would be another."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n").replace("</script", "<\\/script")
    return Markup("<script>") + Markup(plain) + Markup("</script>")


def single_policy(html: str) -> str:
    """The Content-Security-Policy of a single file: only its own inline scripts, by their hashes."""
    hashes = [
        "'sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() + "'"
        for text in _inline_scripts(html)
    ]
    scripts = " ".join(hashes) or "'none'"
    return f"default-src 'none'; script-src {scripts}; style-src 'unsafe-inline'; img-src data:"


def _inline_scripts(html: str) -> list[str]:
    """Contents of script elements as a parser finds them: the word <script> inside a script opens nothing."""
    found, at = [], 0
    while (start := html.find("<script>", at)) >= 0:
        end = html.index("</script>", start)
        found.append(html[start + len("<script>") : end])
        at = end
    return found


def _dates(lang: str) -> Any:
    return chinese_date if lang == "zh" else lambda value: value or ""


def _numbers(lang: str) -> Any:
    return chinese_number if lang == "zh" else lambda value: f"{value:,}"


def _date_basis(lang: str) -> Any:
    """Which date a policy has, as the records name it, in the reader's language; unknown names stay."""
    return lambda kind: messages(lang).get(f"date.{kind}", kind) if kind else ""
