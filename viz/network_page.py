"""What the network template needs: picture, table, words, script."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from markupsafe import Markup

from viz.messages import say
from viz.network import network_data, vis_script
from viz.network_view import NetworkView
from viz.render import Frame, inline_script

_RELATIONS = (
    {"id": "cooperate", "colour": "#0072b2", "dash": ""},
    {"id": "joint", "colour": "#009e73", "dash": "8 4"},
    {"id": "co_lead", "colour": "#d55e00", "dash": ""},
    {"id": "peers", "colour": "#6b7280", "dash": "2 4"},
)
VIS_ADDRESS = "/static/vis-network.js"


@dataclass(frozen=True, slots=True)
class Choice:
    """What the page was asked for: the fields of its form."""

    region: str = ""
    policy: str = ""
    measure: str = ""
    by: str = "agency"
    subtree: bool = True
    ego: str = ""


def network_values(view: NetworkView, choice: Choice, regions: Sequence[str]) -> dict[str, Any]:
    """What network.html needs, whatever its form and language."""
    used = {edge.relation for edge in view.edges}
    return {
        "view": view,
        "chosen": choice,
        "subject": " · ".join(x for x in (choice.region, choice.policy, choice.measure, choice.ego) if x),
        "regions": regions,
        "relations": [r for r in _RELATIONS if r["id"] in used],
        "labels": {node.id: node.label for node in view.nodes},
        "data": None if view.refused else network_data(view),
        "words": lambda lang: network_words(lang) | {"shared": _tasks_base(choice, lang)},
        "tasks_base": lambda lang: _tasks_base(choice, lang),
        "vis": vis_tag,
    }


def _tasks_base(choice: Choice, lang: str) -> str:
    """/tasks?… of this network, lead, partner and relation to be added; "" where a pair is not of agencies."""
    if choice.by != "agency" or choice.measure:
        return ""
    scope = {"region": choice.region, "policy": choice.policy, "subtree": str(choice.subtree).lower(), "lang": lang}
    return f"/tasks?{urlencode({k: v for k, v in scope.items() if v})}"


def network_words(lang: str) -> dict[str, Any]:
    """The strings that network.js writes."""
    keys = ("partners", "tasks", "words")
    words = {key: say(lang, f"network.{key}") for key in keys}
    words |= {"leads": say(lang, "network.leads_here"), "cooperates": say(lang, "network.cooperates_here")}
    words |= {key: say(lang, f"relation.{key}") for key in ("cooperate", "joint", "co_lead", "peers")}
    return {**words, "lang": lang, "evidence": "/evidence/"}


def vis_tag(frame: Frame) -> Markup:
    """The script element of vis-network: by address, or whole in a single file."""
    if frame.form == "single":
        return inline_script(vis_script())
    version = hashlib.sha256(vis_script().encode()).hexdigest()[:12]
    return Markup('<script src="{}?v={}" defer></script>').format(VIS_ADDRESS, version)
