"""Dates and numbers as Chinese documents write them (GB/T 15835-2011)."""

from __future__ import annotations


def chinese_date(value: str | None) -> str:
    """2020-04-23 → 2020年4月23日; 2019-11 → 2019年11月; 2019 → 2019年; empty stays empty."""
    if not value:
        return ""
    parts = [str(int(p)) for p in value.split("-")]
    return "".join(p + unit for p, unit in zip(parts, "年月日", strict=False))


def chinese_number(value: float) -> str:
    """Digits in groups of three from 10,000 on (千分空 is rare in pages; a comma is read everywhere)."""
    return f"{value:,}" if abs(value) >= 10_000 else f"{value:g}"
