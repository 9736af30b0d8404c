"""What a file is, by its content; the suffix only decides between kinds of text.

A .doc that is a web page, a .txt that is a PDF, a .docx that is an old .doc: the content wins.
"""

from __future__ import annotations

import re
import zipfile
from io import BytesIO

from graph.errors import InputError

_SAVE_AS = "在 Word 或 WPS 中打开，另存为 .docx 或 PDF（带文字层）后再读入。"
_HTML_START = re.compile(
    rb"^\s{0,2000}(?:<\?xml[^>]{0,200}\?>\s{0,200})?(?:<!--.{0,2000}?-->\s{0,200})?<(?:!doctype\s+html|html|head|body)\b",
    re.I | re.S,
)
_HTML_TAGS = re.compile(rb"<(?:/(?:p|div|td|tr|table|span|body|html|li|h[1-6])|br\s{0,5}/?)>", re.IGNORECASE)
_WIDE_HTML = re.compile(r"<(?:!doctype\s+html|html|head|body|table|div|p)\b", re.IGNORECASE)
_WORD_PART = re.compile(r"^word/document\d{0,3}\.xml$")
_MARKUP_NEEDED = 4

_REFUSED = (
    (b"Rar!\x1a\x07", "rar", "a RAR archive", "解压后读入其中的文件，或改为 .zip。"),
    (b"7z\xbc\xaf\x27\x1c", "7z", "a 7z archive", "解压后读入其中的文件，或改为 .zip。"),
    (b"\x1f\x8b", "gz", "a gzip archive", "解压后读入其中的文件，或改为 .zip。"),
    (b"{\\rtf", "rtf", "an RTF document", _SAVE_AS),
    (b"\xff\xd8\xff", "image", "a JPEG image", "图片中的文字需先做文字识别（OCR），存为 .txt 或 .docx。"),
    (b"\x89PNG", "image", "a PNG image", "图片中的文字需先做文字识别（OCR），存为 .txt 或 .docx。"),
    (b"GIF8", "image", "a GIF image", "图片中的文字需先做文字识别（OCR），存为 .txt 或 .docx。"),
    (b"II*\x00", "image", "a TIFF image", "图片中的文字需先做文字识别（OCR），存为 .txt 或 .docx。"),
    (b"MM\x00*", "image", "a TIFF image", "图片中的文字需先做文字识别（OCR），存为 .txt 或 .docx。"),
    (b"KDH", "caj", "a CAJ document", "在阅读器中另存为 PDF 或复制文字存为 .txt。"),
    (b"CAJ", "caj", "a CAJ document", "在阅读器中另存为 PDF 或复制文字存为 .txt。"),
    (b"\x7fELF", "binary", "a program", "请确认文件类型。"),
    (b"MZ\x90", "binary", "a program", "请确认文件类型。"),
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OLE_KINDS = (
    ("EncryptedPackage", "encrypted", "a password-protected Office document", "去除密码后另存为 .docx 或 .xlsx。"),
    ("WordDocument", "doc", "a Word 97–2003 document (.doc)", _SAVE_AS),
    ("Workbook", "xls", "an Excel 97–2003 workbook (.xls)", "在 Excel 或 WPS 中打开，另存为 .xlsx。"),
    ("PowerPoint Document", "ppt", "a PowerPoint 97–2003 file (.ppt)", "另存为 PDF 后再读入。"),
)
_ZIP_KINDS = (
    ("word/document.xml", "docx"),
    ("xl/workbook.xml", "xlsx"),
    ("xl/workbook.bin", "xlsb"),
    ("OFD.xml", "ofd"),
    ("ppt/presentation.xml", "pptx"),
)
_ZIP_REFUSED = {
    "ofd": ("an OFD document", "在 OFD 阅读器中另存（打印）为带文字层的 PDF，或转换为 .docx。"),
    "pptx": ("a PowerPoint file", "另存为 PDF 后再读入。"),
    "xlsb": ("a binary Excel workbook (.xlsb)", "在 Excel 中另存为 .xlsx。"),
    "odt": ("an OpenDocument file", "另存为 .docx 后再读入。"),
    "epub": ("an EPUB book", "另存为 .docx 或 PDF 后再读入。"),
}


def detect(data: bytes, name: str) -> str:
    """txt | md | csv | html | docx | xlsx | pdf | zip. Raises InputError for kinds that cannot be read."""
    if not data.strip(b"\x00 \t\r\n\xef\xbb\xbf"):
        raise InputError("the file is empty", remedy="确认文件已完整下载。", code="empty")
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _zip_kind(data)
    _refuse(data)
    return _text_kind(data, name.lower())


def _refuse(data: bytes) -> None:
    for magic, code, what, remedy in _REFUSED:
        if data.startswith(magic):
            raise InputError(f"the file is {what}", remedy=remedy, code=code)
    if data.startswith(_OLE):
        for stream, code, what, remedy in _OLE_KINDS:
            if stream.encode("utf-16-le") in data:
                raise InputError(f"the file is {what}", remedy=remedy, code=code)
        raise InputError("the file is an old Office or WPS document", remedy=_SAVE_AS, code="doc")
    head = data[:4096]
    if b"<?mso-application" in head or b"<w:wordDocument" in head or b"<pkg:package" in head:
        raise InputError("the file is a Word XML document", remedy=_SAVE_AS, code="word_xml")
    if b"MIME-Version:" in head and b"multipart/related" in head:
        raise InputError("the file is a saved web archive (.mht)", remedy="在浏览器中打开后另存为 .html。", code="mht")


def _zip_kind(data: bytes) -> str:
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            names = set(archive.namelist())
            kind = next((kind for member, kind in _ZIP_KINDS if member in names), None)
            if kind is None and any(_WORD_PART.match(n) for n in names):
                kind = "docx"
            if kind is None and "mimetype" in names and archive.getinfo("mimetype").file_size < 200:
                kind = "epub" if b"epub" in archive.read("mimetype") else "odt"
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, ValueError, EOFError) as error:
        raise InputError(
            f"the archive (.zip, .docx or .xlsx) is damaged: {error}", remedy="重新下载或重新保存文件。", code="damaged"
        ) from error
    if kind in _ZIP_REFUSED:
        what, remedy = _ZIP_REFUSED[kind]
        raise InputError(f"the file is {what}", remedy=remedy, code=kind)
    return kind or "zip"


def _text_kind(data: bytes, name: str) -> str:
    head = data[:65536]
    named_html = name.endswith((".html", ".htm", ".shtml", ".xhtml", ".asp", ".aspx", ".jsp", ".php", ".mhtml"))
    # A <br> in a cell of a Markdown table is no page.
    tags = 0 if name.endswith((".md", ".markdown")) else len(_HTML_TAGS.findall(head))
    if _HTML_START.match(head) or tags >= _MARKUP_NEEDED * (1 if named_html else 2) or (named_html and b"<" in head):
        return "html"
    if b"\x00" in head and _WIDE_HTML.search(head.decode("utf-16", errors="ignore")):
        return "html"
    if name.endswith((".md", ".markdown")):
        return "md"
    return "csv" if name.endswith((".csv", ".tsv")) else "txt"
