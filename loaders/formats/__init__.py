"""File formats: bytes → Source (loaders.source)."""

from loaders.formats.reader import read_source
from loaders.formats.walk import expand

__all__ = ["expand", "read_source"]
