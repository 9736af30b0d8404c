"""Small records for tests: tasks written out as plain text."""

from __future__ import annotations

import hashlib

from graph.ids import task_id
from graph.record import DomainScore, Header, Record, Section, SourceInfo, Task


def make_record(*tasks: str | tuple[str, str], domain: str = "yiyang", title: str = "测试文件") -> Record:
    """A record whose tasks are the given texts, or (heading, text) pairs printed as `heading\\ntext`."""
    text, made, sections = f"{title}\n", [], []
    sha = hashlib.sha256(repr((tasks, domain, title)).encode()).hexdigest()
    for number, item in enumerate(tasks):
        heading, body = item if isinstance(item, tuple) else (None, item)
        begin = len(text)
        if heading:
            text += f"{heading}\n"
        start = len(text)
        text += body
        span = (start, len(text))
        section = f"s{number}" if heading else None
        if heading:
            sections.append(Section(f"s{number}", "", heading, 1, None, "p1", (begin, len(text))))
        made.append(
            Task(
                task_id(sha[:16], body, 1), None, "narrative", "p1", section, None, heading, body, span, body, span, "t"
            )
        )
        text += "\n"
    header = Header(title=title, domains=(DomainScore(domain, 1.0),))
    source = SourceInfo("t.txt", "txt", sha, "utf-8")
    return Record(sha[:16], header, source, text, sections=tuple(sections), tasks=tuple(made))
