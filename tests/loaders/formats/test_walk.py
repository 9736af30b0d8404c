"""Files, folders, archives; what a file is by its content."""

from __future__ import annotations

import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from graph.errors import InputError
from loaders.formats import expand, read_source
from loaders.formats.limits import MAX_MEMBERS
from tests.loaders.formats.office import p, word
from tests.loaders.formats.test_html import BODY, LINES, lines


def archive(files: dict[str, bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", compression) as file:
        for name, data in files.items():
            file.writestr(name, data)
    return out.getvalue()


def in_gbk(name: str, data: bytes) -> bytes:
    """An archive as Chinese Windows writes it: the name in GBK, no flag."""
    raw = name.encode("gbk")
    stand_in = "x" * len(raw)
    return archive({stand_in: data}).replace(stand_in.encode(), raw)


def found(path: Path) -> dict[str, bytes | str]:
    return {n.split("top/")[-1]: d if isinstance(d, bytes) else d.code for n, d in expand(path)}


def test_folders_in_order_without_hidden_files(tmp_path: Path) -> None:
    top = tmp_path / "top"
    (top / "乙").mkdir(parents=True)
    for name in ("b.txt", "a.txt", "乙/c.txt", ".git", "~$a.docx", "Thumbs.db", "style.css"):
        (top / name).write_bytes(name.encode())
    assert list(found(top)) == ["a.txt", "b.txt", "乙/c.txt"]


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    ((name, error),) = expand(tmp_path / "none.txt")
    assert name.endswith("none.txt")
    assert isinstance(error, InputError)
    assert error.code == "not_found"


def test_archives_in_archives(tmp_path: Path) -> None:
    inner = archive({"深.txt": b"2"})
    top = tmp_path / "top"
    top.mkdir()
    files = {"通知.txt": b"1", "n/内.zip": inner, "../../etc/x.txt": b"3", "__MACOSX/y": b"", "a.docx": word(p("x"))}
    (top / "z.zip").write_bytes(archive(files))
    result = found(top)
    assert list(result) == ["z.zip/a.docx", "z.zip/etc/x.txt", "z.zip/n/内.zip/深.txt", "z.zip/通知.txt"]
    assert result["z.zip/n/内.zip/深.txt"] == b"2"


def test_names_in_gbk(tmp_path: Path) -> None:
    (tmp_path / "z.zip").write_bytes(in_gbk("关于养老的通知.txt", b"1"))
    assert [n.rpartition("/")[2] for n, _ in expand(tmp_path / "z.zip")] == ["关于养老的通知.txt"]


def test_bombs_cost_one_line(tmp_path: Path) -> None:
    nested = b"1"
    for _ in range(6):
        nested = archive({"n.zip": nested})
    (tmp_path / "z.zip").write_bytes(archive({"big.txt": b"a" * 50_000_000, "deep.zip": nested, "ok.txt": b"1"}))
    result = found(tmp_path / "z.zip")
    assert list(result.values()) == ["too_large", "too_large", b"1"]


def test_too_many_members_stop(tmp_path: Path) -> None:
    (tmp_path / "z.zip").write_bytes(archive({f"{i:05}.txt": b"1" for i in range(MAX_MEMBERS + 5)}))
    results = list(expand(tmp_path / "z.zip"))
    assert len(results) == MAX_MEMBERS + 1
    assert isinstance(results[-1][1], InputError)


def test_locked_and_damaged_archives(tmp_path: Path) -> None:
    good = archive({"a.txt": b"1" * 50})
    locked = bytearray(good)
    locked[6] |= 1
    at = good.index(b"PK\x01\x02")
    locked[at + 8] |= 1
    (tmp_path / "l.zip").write_bytes(bytes(locked))
    (tmp_path / "d.zip").write_bytes(good[: len(good) // 2])
    assert list(found(tmp_path / "l.zip").values()) == ["encrypted"]
    ((_, data),) = expand(tmp_path / "d.zip")
    assert isinstance(data, bytes)
    with pytest.raises(InputError, match="damaged"):
        read_source(data, "d.zip")


@pytest.mark.parametrize("name", ["a.doc", "a.txt", "a.docx", "a.xls", "a"])
def test_pages_under_any_name(name: str) -> None:
    assert lines(read_source(f"<html><body>{BODY}</body></html>".encode(), name)) == LINES


@pytest.mark.parametrize("name", ["a.doc", "a.txt", "a.zip", "a.wps"])
def test_word_files_under_any_name(name: str) -> None:
    source = read_source(word(p("正文")), name)
    assert (source.format, source.text) == ("docx", "正文")


REFUSED = [
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "WordDocument".encode("utf-16-le"), "doc", ".docx"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "Workbook".encode("utf-16-le"), "xls", ".xlsx"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "doc", ".docx"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 9 + "EncryptedPackage".encode("utf-16-le"), "encrypted", "密码"),
    (archive({"OFD.xml": b"<ofd/>"}), "ofd", "PDF"),
    (b"Rar!\x1a\x07\x01\x00abc", "rar", "解压"),
    (b"7z\xbc\xaf\x27\x1c123", "7z", "解压"),
    (b"{\\rtf1\\ansi abc}", "rtf", ".docx"),
    (b"\xff\xd8\xff\xe0JFIF", "image", "OCR"),
    (b'<?xml version="1.0"?><?mso-application progid="Word.Document"?><w:wordDocument/>', "word_xml", ".docx"),
    (b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n\r\n--x", "mht", ".html"),
    (archive({"a.txt": b"1"}), "archive", "load"),
]


@pytest.mark.parametrize(("data", "code", "remedy"), REFUSED)
def test_kinds_that_cannot_be_read_say_what_to_do(data: bytes, code: str, remedy: str) -> None:
    for name in ("a.doc", "a.txt", "a.wps"):
        with pytest.raises(InputError) as caught:
            read_source(data, name)
        assert caught.value.code == code
        assert remedy in caught.value.remedy


def test_the_source_knows_its_file() -> None:
    source = read_source("正文".encode(), "文件夹\\甲.txt")
    assert source.path == "文件夹/甲.txt"
    assert len(source.sha256) == 64
    assert source.document_id == source.sha256[:16]
