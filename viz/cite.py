"""Citations of what a page shows. GB/T 7714-2025: an electronic source with [EB/OL], date of reading and address."""

from __future__ import annotations

from viz.export.flat import clean


def cite_policy(issuer: str, title: str, doc_number: str, issued_on: str, evidence: str) -> str:
    """A policy: 主要责任者. 题名: 文号[Z]. 日期. then the address of the words in this collection."""
    named = f"{issuer}. " if issuer else ""
    number = f": {doc_number}" if doc_number else ""
    dated = f". {issued_on}" if issued_on else ""
    where = f". 条块证据 {evidence}" if evidence else ""
    return clean(f"{named}{title}{number}[Z]{dated}{where}.")


def cite_view(title: str, snapshot: str, read_on: str, address: str) -> str:
    """A page or figure of this site, by its data snapshot."""
    return clean(f"条块: {title}[DB/OL]. 数据快照 {snapshot}. [{read_on}]. {address}.")
