"""The header of documents of many provinces, levels and layouts (cases/header.yaml), in our own words."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from graph.record import Header
from loaders.extract.header import extract_header
from loaders.fold import fold
from loaders.formats import read_source
from loaders.layouts import build_outline
from loaders.source import Source

CASES: list[dict[str, Any]] = yaml.safe_load((Path(__file__).parent / "cases" / "header.yaml").read_text("utf-8"))


def read(text: str) -> tuple[Source, Header]:
    source = read_source(text.encode(), "case.txt")
    return source, extract_header(source, build_outline(source))


def shown(header: Header, field: str) -> object:
    if field == "issuers":
        return [issuer.as_written for issuer in header.issuers]
    if field == "addressees":
        return [addressee.as_written for addressee in header.addressees]
    return getattr(header, field)


@pytest.mark.parametrize("case", CASES, ids=lambda c: c["name"])
def test_header(case: dict[str, Any]) -> None:
    _, header = read(case["text"])
    expected = {key: value for key, value in case.items() if key not in ("name", "text")}
    assert {field: shown(header, field) for field in expected} == expected


@pytest.mark.parametrize("case", CASES, ids=lambda c: c["name"])
def test_evidence_holds_what_was_read(case: dict[str, Any]) -> None:
    source, header = read(case["text"])
    for field in ("title", "doc_number", "issued_on"):
        assert (getattr(header, field) is None) == (field not in header.evidence), field
    for issuer in header.issuers:
        assert issuer.span is not None
        start, end = issuer.span
        assert fold(source.text[start:end]).text == issuer.as_written


NAVIGATION = "首页\n政务公开\n当前位置：首页 > 政务公开 > 政策文件\n"
FOOT = "\n打印本页 关闭窗口\n主办单位：东河市人民政府办公室\n版权所有 网站地图 联系我们\n京ICP备05000000号\n"
NOISE = {
    "blank lines": lambda text: text.replace("\n", "\n\n \n"),
    "indents": lambda text: "\n".join("　　" + line for line in text.split("\n")),
    "half-width marks": lambda text: text.translate(str.maketrans("（）：；，", "():;,")),
    "navigation above": lambda text: NAVIGATION + text,
    "site foot below": lambda text: text + FOOT,
}


@pytest.mark.parametrize("noise", NOISE)
def test_noise_changes_nothing(noise: str) -> None:
    fields = (
        "kind",
        "title",
        "notice_title",
        "doc_number",
        "issuers",
        "addressees",
        "issued_on",
        "valid_from",
        "valid_to",
    )
    changed = []
    for case in CASES:
        plain, noisy = read(case["text"])[1], read(NOISE[noise](case["text"]))[1]
        changed += [(case["name"], f) for f in fields if shown(plain, f) != shown(noisy, f)]
    assert not changed


def test_there_are_enough_cases() -> None:
    assert len(CASES) >= 60
    assert len({case["name"] for case in CASES}) == len(CASES)
