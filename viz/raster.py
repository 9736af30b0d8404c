"""SVG → PNG without a browser (resvg), for Word and slides."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import resvg_py

# One font with Chinese on the machine is enough; the first found is used, so that the picture is the same each time.
_FONTS = (
    "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc",
    "/usr/share/fonts/truetype/wqy/wqy-microhei.ttc",
    "C:/Windows/Fonts/msyh.ttc",
    "/System/Library/Fonts/PingFang.ttc",
)


def png(svg: str, width: int = 1600) -> bytes:
    """A PNG `width` pixels wide. Chinese text needs a font on this machine (see `has_chinese_font`)."""
    fonts = [font] if (font := chinese_font()) else None
    family = "WenQuanYi Micro Hei" if font and "wqy" in font else None
    data = resvg_py.svg_to_bytes(
        svg_string=svg, width=width, background="white", font_files=fonts, skip_system_fonts=bool(fonts),
        font_family=family, sans_serif_family=family,
    )  # fmt: skip
    return bytes(data)


@cache
def chinese_font() -> str | None:
    """A font file with Chinese characters, or None: then pictures show boxes, and callers say so."""
    return next((font for font in _FONTS if Path(font).is_file()), None)
