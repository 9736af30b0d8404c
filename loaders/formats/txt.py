"""Plain text and Markdown. The text stays as it is but for line ends, control characters and marks."""

from __future__ import annotations

from loaders.formats import markdown
from loaders.formats.draft import Draft
from loaders.formats.encoding import decode
from loaders.formats.normalise import clean, split_pages, without_note_marks


def read(data: bytes, *, full_markdown: bool = False) -> Draft:
    """Text → draft. `blocks` stay empty: lines are all there is; pipe tables give tables."""
    decoded = decode(data)
    text = "\n".join(without_note_marks(clean(decoded.text).split("\n")))
    draft = Draft(encoding=decoded.encoding, warnings=list(decoded.warnings))
    if full_markdown or markdown.has_marks(text):
        markdown.read_lines(draft, text.replace("\f", "\n"), full_markdown)
        draft.blocks.clear()
        return draft
    body, pages = split_pages(text)
    draft.pieces, draft.length, draft.pages = [body], len(body), list(pages)
    return draft
