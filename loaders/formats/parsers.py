"""The readers that may run in the worker process, by kind."""

from __future__ import annotations

from loaders.formats.draft import Draft


def parse(kind: str, data: bytes) -> Draft:
    """Read bytes of a known kind: pdf | xlsx | csv | docx | html. Raises InputError. Libraries load when first used."""
    match kind:
        case "pdf":
            from loaders.formats import pdf

            return pdf.read(data)
        case "xlsx":
            from loaders.formats import xlsx

            return xlsx.read(data)
        case "csv":
            from loaders.formats import csv

            return csv.read(data)
        case "docx":
            from loaders.formats import docx

            return docx.read(data)
        case "html":
            from loaders.formats import html

            return html.read(data)
    raise ValueError(f"no reader for {kind}")
