"""落实措施: the steps inside a table cell."""

from __future__ import annotations

import re
from collections.abc import Iterator

from loaders.extract.task_draft import ActionDraft
from loaders.fold import Folded
from loaders.layouts.numbering import read_number

# A step begins on a line of its own; behind a sentence's end only where its number is the next one.
_STEP = re.compile(
    r"(?:^|(?<=\n)|(?<=[。；]))[ ]?(?P<n>\d{1,2}[.．、](?!\d)|（\d{1,2}）|[①-⑳]|[一二三四五六七八九十]{1,2}[、是])"
)
_SENTENCE_END = "。；！？…"


def split_actions(stretch: Folded) -> Iterator[ActionDraft]:
    """Numbered steps; without numbers the whole cell is one action."""
    text = stretch.text
    heads = _heads(text)
    if not heads:
        if text.strip():
            yield _action(stretch, "", 0, 0, len(text))
        return
    if text[: heads[0].start()].strip():
        yield _action(stretch, "", 0, 0, heads[0].start())
    for i, head in enumerate(heads):
        end = heads[i + 1].start() if i + 1 < len(heads) else len(text)
        yield _action(stretch, head["n"].rstrip(".．、是"), head.start("n"), head.end(), end)


def _heads(text: str) -> list[re.Match[str]]:
    found: list[re.Match[str]] = []
    last: dict[str, int] = {}
    for match in _STEP.finditer(text):
        number = read_number(text, match.start("n"))
        if number is None:
            continue
        inside = match.start() > 0 and text[match.start() - 1] in "。；"
        if inside and number.value != last.get(number.form, 0) + 1:
            continue
        last[number.form] = number.value
        found.append(match)
    return found


def _action(stretch: Folded, number: str, start: int, body: int, end: int) -> ActionDraft:
    raw = stretch.text[start:end]
    end -= len(raw) - len(raw.rstrip())
    text = stretch.text[body:end].replace("\n", "").strip()
    return ActionDraft(number, text, stretch.span(start, end))


def goes_on(above: tuple[ActionDraft, ...], below: tuple[ActionDraft, ...]) -> tuple[ActionDraft, ...]:
    """The steps of a row that a page break cut: its first piece goes on with the last step above."""
    if above and below and not below[0].number and above[-1].text[-1:] not in _SENTENCE_END:
        joined = ActionDraft(above[-1].number, above[-1].text + below[0].text, (above[-1].span[0], below[0].span[1]))
        return (*above[:-1], joined, *below[1:])
    return above + below
