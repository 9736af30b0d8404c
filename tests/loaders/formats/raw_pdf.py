"""PDF files written by hand, for layouts and damage that programs do not print."""

from __future__ import annotations

import zlib

FONT = b"<</Type/Font/Subtype/Type0/BaseFont/SimSun/Encoding/UniGB-UCS2-H/DescendantFonts[6 0 R]>>"
CID = (
    b"<</Type/Font/Subtype/CIDFontType0/BaseFont/SimSun/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 4>>"
    b"/DW 1000/FontDescriptor 7 0 R>>"
)
DESCRIPTOR = (
    b"<</Type/FontDescriptor/FontName/SimSun/Flags 4/FontBBox[0 -141 1000 859]/ItalicAngle 0/Ascent 859"
    b"/Descent -141/CapHeight 700/StemV 80>>"
)


def assembled(objects: list[bytes], trailer: bytes = b"") -> bytes:
    out = b"%PDF-1.5\n"
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % p for p in places)
    return out + b"trailer\n<</Size %d/Root 1 0 R%s>>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, trailer, start)


def pdf(*pages: bytes, extra: bytes = b"", trailer: bytes = b"", page: bytes = b"") -> bytes:
    """One page a content stream; `extra` goes into the resources, `page` into every page."""
    first = 8
    kids = b" ".join(b"%d 0 R" % (first + 2 * i) for i in range(len(pages)))
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[%s]/Count %d/MediaBox[0 0 595 842]>>" % (kids, len(pages)),
        b"<</Font<</F1 5 0 R>>%s>>" % extra,
        b"<<>>",
        FONT,
        CID,
        DESCRIPTOR,
    ]
    for at, content in enumerate(pages):
        packed = zlib.compress(content)
        objects.append(b"<</Type/Page/Parent 2 0 R/Resources 3 0 R%s/Contents %d 0 R>>" % (page, first + 2 * at + 1))
        objects.append(b"<</Length %d/Filter/FlateDecode>>stream\n%s\nendstream" % (len(packed), packed))
    return assembled(objects, trailer)


def text(x: float, y: float, line: str, size: float = 12) -> bytes:
    return b"BT /F1 %g Tf %g %g Td <%s> Tj ET\n" % (size, x, y, line.encode("utf-16-be").hex().encode())


def rule(x0: float, y0: float, x1: float, y1: float) -> bytes:
    return b"%g %g m %g %g l S\n" % (x0, y0, x1, y1)
