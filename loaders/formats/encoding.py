"""Bytes of a text file → characters, whatever the file says about its own encoding.

Candidates are tried in the order of how well they can prove themselves (BOM, strict UTF-8), the
rest are compared by how much ordinary Chinese they give. Text that was already broken before it
reached us (mojibake) is found too.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from functools import cache

from graph.errors import InputError
from graph.record import Note
from loaders.formats.limits import MAX_TEXT_CHARS, too_large
from loaders.lexicon import load

REFUSE_SHARE = 0.01
"""More broken characters than this share refuse the file (issue C)."""
_SAMPLE = 1 << 14
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_BROKEN = re.compile(r"[\ufffd\x00-\x08\x0e-\x1f\x7f\ufdd0-\ufdef\ufffe\uffff]")
_LATIN_RUN = re.compile(
    r"[\u00c0-\u00ff\u0152-\u0178\u0192]"
    r"[\u0080-\u00ff\u0152-\u0178\u0192\u02c6-\u02dc\u2013-\u203a\u20ac\u2122]{2,4000}"
)
_KNOWN_MOJIBAKE = re.compile(r"锟斤拷|烫烫烫|锘")
_HAN_RUN = re.compile(r"[\u3400-\u9fff\uac00-\ud7a3\u20ac\ue000-\uf8ff]{4,400}")
_HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")


@dataclass(frozen=True, slots=True)
class Decoded:
    """text: not yet normalised; encoding: the Python name that fits; warnings: what was lost."""

    text: str
    encoding: str
    warnings: tuple[Note, ...] = ()


@cache
def common_characters() -> frozenset[str]:
    """Frequent Chinese characters, simplified and traditional (lexicons/common_characters.yaml)."""
    raw = load("common_characters.yaml")
    return frozenset((raw["simplified"] + raw["traditional"]).replace(" ", ""))


def decode(data: bytes, declared: str | None = None) -> Decoded:
    """Decode a whole file. `declared` (a charset header) only breaks ties. Raises InputError."""
    encoding = _choose(data, declared)
    if len(data) > 4 * MAX_TEXT_CHARS:
        raise too_large("the text", f"{MAX_TEXT_CHARS} characters")
    text = data.decode(encoding, errors="replace")
    if len(text) > MAX_TEXT_CHARS:
        raise too_large("the text", f"{MAX_TEXT_CHARS} characters")
    return Decoded(text, "utf-8" if encoding == "utf-8-sig" else encoding, check_broken(text))


def check_broken(text: str) -> tuple[Note, ...]:
    """Refuse (InputError) a text with too many broken characters, warn about few."""
    visible = len(text) - text.count(" ") - text.count("\n")
    broken = len(_BROKEN.findall(text))
    garbled = _garbled(text)
    if broken > 1 and broken > visible * REFUSE_SHARE:
        raise InputError(
            f"{broken} of {visible} characters cannot be decoded",
            remedy="用 UTF-8 或 GB18030 编码重新保存；如果不是文本文件，请转换为 .docx 或 .pdf。",
            code="encoding",
        )
    if garbled > visible * REFUSE_SHARE:
        raise InputError(
            f"{garbled} of {visible} characters are garbled (mojibake, 乱码)",
            remedy="文件在保存前就已用错误的编码转换过；请从原网页或原文件重新下载、另存。",
            code="mojibake",
        )
    notes = []
    if broken:
        place = _BROKEN.search(text)
        at = place.start() if place else 0
        notes.append(Note("undecodable", f"{broken} characters could not be decoded, the first at {at}"))
    if garbled:
        notes.append(Note("mojibake", f"{garbled} characters look garbled (乱码)"))
    return tuple(notes)


def _choose(data: bytes, declared: str | None) -> str:
    for bom, name in _BOMS:
        if data.startswith(bom):
            return name
    if _is_utf8(data):
        return "utf-8"
    sample = data[:_SAMPLE]
    candidates = _candidates(sample, declared)
    score, _, best = max((_score(sample, name), -at, name) for at, name in enumerate(candidates))
    if score <= 0 and len(sample) > 64:
        raise InputError(
            "the content is not text in any known encoding (UTF-8, GB18030, UTF-16, Big5)",
            remedy="请确认文件类型；扫描件或二进制文件需先转换为 .docx、.pdf 或 UTF-8 文本。",
            code="encoding",
        )
    return best


def _is_utf8(data: bytes) -> bool:
    if b"\x00" in data[:_SAMPLE]:
        return False
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        return error.start >= len(data) - 3 and error.start > 0
    return True


def _candidates(sample: bytes, declared: str | None) -> list[str]:
    names = ["utf-8", "gb18030", "big5hkscs"]
    if len(sample) >= 4:
        names += ["utf-16-le", "utf-16-be"]
    wanted = _canonical(declared)
    return [wanted, *(n for n in names if n != wanted)] if wanted in names else names


def _canonical(declared: str | None) -> str | None:
    try:
        name = codecs.lookup(declared or "").name
    except LookupError:
        return None
    if name in ("gb2312", "gbk"):
        return "gb18030"
    return "big5hkscs" if name in ("big5", "cp950") else name


def _score(sample: bytes, encoding: str) -> float:
    """About -10 (noise) to 1 (every character ordinary Chinese, ASCII or Chinese punctuation)."""
    text = sample.decode(encoding, errors="replace")
    if not text:
        return 0.0
    if text.endswith("\ufffd"):  # the sample may cut a character
        text = text[:-1]
    ordinary = len(_ordinary().findall(text))
    rare = len(text) - ordinary
    broken = len(_BROKEN.findall(text))
    return (ordinary - 0.5 * rare - 10 * broken) / max(1, len(text))


@cache
def _ordinary() -> re.Pattern[str]:
    """Common Chinese characters, Chinese and full-width punctuation, printable ASCII."""
    return re.compile("[ -~\t\r\n\f\u3000-\u301f\uff01-\uff5e" + re.escape("".join(sorted(common_characters()))) + "]")


def _garbled(text: str) -> int:
    """Characters that are the bytes of one encoding read in another."""
    count = sum(len(m.group()) for m in _LATIN_RUN.finditer(text))
    count += sum(len(m.group()) for m in _KNOWN_MOJIBAKE.finditer(text))
    if len(_utf8_leads().findall(text)) * 200 > len(text):
        count += sum(_garbled_run(m.group()) for m in _HAN_RUN.finditer(text))
    return count


@cache
def _utf8_leads() -> re.Pattern[str]:
    """The characters that the first two bytes of Chinese in UTF-8 give when they are read as GBK: every third one."""
    pairs = (bytes((lead, trail)) for lead in range(0xE3, 0xF0) for trail in range(0x80, 0xC0))
    return re.compile("[" + "".join(re.escape(p.decode("gb18030")) for p in pairs) + "]")


def _garbled_run(run: str) -> int:
    """UTF-8 read as GBK: rare characters that turn into common ones when taken back."""
    common = common_characters()
    if sum(c in common for c in run) * 4 > len(run):
        return 0
    back = run.encode("gb18030", errors="ignore").decode("utf-8", errors="ignore")
    good = sum(c in common or c in "，。、；：" for c in back)
    return len(run) if good >= 2 and good * 3 >= len(run) else 0
