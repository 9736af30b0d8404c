"""Long lists by pages: which page, of how many, and what it shows."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Pages:
    """Items `start` to `end` (exclusive) of `total`; `number` counts from 1."""

    number: int
    count: int
    start: int
    end: int
    total: int

    @classmethod
    def of(cls, total: int, size: int, number: int) -> Pages:
        """Page `number` of pages of `size`; beyond the last is the last."""
        count = max(1, -(-total // size))
        at = min(max(number, 1), count)
        return cls(at, count, (at - 1) * size, min(at * size, total), total)
