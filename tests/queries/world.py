"""A small hand-made world for the questions: what is held is told in tables, and the tests say what follows.

Quotes are short words of our own; spans are made up but in order, so that every evidence id is stable.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import count

from graph.batch import GraphBatch, Row

REGIONS = {  # id: (code, name, level, part of)
    "000000": ("000000", "全国", "national", ""),
    "220000": ("220000", "吉林省", "province", "000000"),
    "220200": ("220200", "吉林省吉林市", "prefecture", "220000"),
    "230000": ("230000", "黑龙江省", "province", "000000"),
    "350000": ("350000", "福建省", "province", "000000"),
    "410000": ("410000", "河南省", "province", "000000"),
    "411700": ("411700", "河南省驻马店市", "prefecture", "410000"),
    "411702": ("411702", "河南省驻马店市驿城区", "county", "411700"),
    "440000": ("440000", "广东省", "province", "000000"),
    "510000": ("510000", "四川省", "province", "000000"),
    "511300": ("511300", "四川省南充市", "prefecture", "510000"),
    "110000": ("110000", "北京市", "province", "000000"),
    "110105": ("110105", "北京市朝阳区", "county", "110000"),
    "120000": ("120000", "天津市", "province", "000000"),
    "211300": ("211300", "辽宁省朝阳市", "prefecture", "210000"),
    "210000": ("210000", "辽宁省", "province", "000000"),
    "zone-js": ("", "吉林省吉林市江北开发区", "prefecture", "220200"),
}

MEASURES = {  # id: (name, domain)
    "m-sign": ("家庭医生签约服务", "yiyang"),
    "m-green": ("老年人就医绿色通道", "yiyang"),
    "m-ltc": ("长期护理保险", "yiyang"),
    "m-none": ("无人采取的措施", "yiyang"),
    "m-tour": ("全域旅游示范区", "wenlv"),
}

AGENCIES = {  # id: (name, region, kind, valid from, valid to, functions)
    "411700:驻马店市民政局": ("驻马店市民政局", "411700", "body", "", "", ["f-civil"]),
    "411700:驻马店市卫生和计划生育委员会": (
        "驻马店市卫生和计划生育委员会", "411700", "body", "2014-01-01", "2018-12-31", ["f-health"],
    ),
    "411700:驻马店市卫生健康委员会": ("驻马店市卫生健康委员会", "411700", "body", "2018-12-31", "", ["f-health"]),
    "411700:驻马店市医疗保障局": ("驻马店市医疗保障局", "411700", "body", "2019-01-01", "", ["f-insure"]),
    "411700:驻马店市财政局": ("驻马店市财政局", "411700", "body", "", "", ["f-finance"]),
    "411700:驻马店市教育局": ("驻马店市教育局", "411700", "body", "", "", ["f-school"]),
    "411700:驻马店市各县（区）人民政府": ("驻马店市各县（区）人民政府", "411700", "collective", "", "", []),
    "220000:吉林省民政厅": ("吉林省民政厅", "220000", "body", "", "", ["f-civil"]),
    "220000:吉林省卫生健康委员会": ("吉林省卫生健康委员会", "220000", "body", "2018-10-25", "",
                                ["f-health", "f-aged"]),
    "511300:南充市民政局": ("南充市民政局", "511300", "body", "", "", ["f-civil"]),
    "000000:国家卫生健康委员会": ("国家卫生健康委员会", "000000", "body", "2018-03-27", "", ["f-health"]),
}  # fmt: skip

FUNCTIONS = {
    "f-civil": "民政",
    "f-health": "卫生健康",
    "f-finance": "财政",
    "f-school": "教育",
    "f-insure": "医疗保障",
    "f-aged": "老龄工作",
}

SUCCESSIONS = [
    ("411700:驻马店市卫生和计划生育委员会", "411700:驻马店市卫生健康委员会", "2018-12-31"),
]


@dataclass
class P:
    """A policy with its attestations [(document, role, truncated)] and regions."""

    id: str
    title: str
    regions: list[str]
    documents: list[tuple[str, str, bool]]
    issued_on: str = ""
    date_basis: str = ""
    valid_from: str = ""
    valid_to: str = ""
    domains: list[str] = field(default_factory=lambda: ["yiyang"])
    basis: str = "text"
    number: str = ""
    same_as: list[str] = field(default_factory=list)
    issuer: str = ""
    issuer_basis: str = ""


POLICIES = [
    # 全国: known by a newspaper report only.
    P("国卫老龄发〔2019〕60号", "关于深入推进医养结合发展的若干意见", ["000000"], [("d-news", "report", False)],
      basis="report", number="国卫老龄发〔2019〕60号", issuer="国家卫生健康委员会", issuer_basis="number"),
    # 吉林省: an expired pilot of 2015, renewed and strengthened in 2019.
    P("吉政办发〔2015〕7号", "吉林省医养结合试点方案", ["220000"], [("d-jl15", "text", False)],
      issued_on="2015-05", date_basis="印发日期", valid_to="2018", number="吉政办发〔2015〕7号"),
    P("吉政办发〔2019〕43号", "吉林省医养结合实施意见", ["220000"], [("d-jl19", "text", False)],
      issued_on="2019-12-20", date_basis="成文日期", number="吉政办发〔2019〕43号", same_as=["policy-old-jl"]),
    # 吉林市: undated.
    P("policy-jlcity", "吉林市医养结合工作方案", ["220200"], [("d-jlcity", "text", False)]),
    # A development zone: repealed by an undated text that does not have the measure.
    P("policy-zone1", "江北开发区签约服务办法", ["zone-js"], [("d-zone1", "text", False)],
      issued_on="2018-01-01", date_basis="成文日期"),
    P("policy-zone2", "江北开发区健康服务办法", ["zone-js"], [("d-zone2", "text", False)]),
    # 黑龙江省: an adoption of 2017, repealed in 2021 and not renewed.
    P("黑政发〔2017〕5号", "黑龙江省养老服务意见", ["230000"], [("d-hlj17", "text", False)],
      issued_on="2017-03-01", date_basis="成文日期", number="黑政发〔2017〕5号"),
    P("黑政发〔2021〕9号", "黑龙江省医养结合意见", ["230000"], [("d-hlj21", "text", False)],
      issued_on="2021-05-28", date_basis="成文日期", valid_from="2021-06-01", number="黑政发〔2021〕9号"),
    # 福建省: a report that does not speak of the measure.
    P("policy-fj", "福建省医养结合措施", ["350000"], [("d-fjnews", "report", False)], basis="report"),
    # 河南省: a text of another domain.
    P("豫政〔2018〕1号", "河南省旅游发展意见", ["410000"], [("d-hen", "text", False)],
      issued_on="2018-02-02", date_basis="成文日期", domains=["wenlv"], number="豫政〔2018〕1号"),
    # 驻马店市: the text in two files.
    P("驻政办〔2016〕142号", "驻马店市医养结合实施意见", ["411700"],
      [("d-zmd", "text", False), ("d-zmd2", "mirror", False)],
      issued_on="2016-11-17", date_basis="成文日期", number="驻政办〔2016〕142号"),
    # 驿城区: a truncated text.
    P("policy-yc", "驿城区医养结合实施方案", ["411702"], [("d-yc", "text", True)],
      issued_on="2017-06-30", date_basis="成文日期"),
    # 广东省: all that is held has expired.
    P("粤府办〔2018〕3号", "广东省签约服务办法", ["440000"], [("d-gd", "text", False)],
      issued_on="2018-01-15", date_basis="成文日期", valid_to="2020-12-31", number="粤府办〔2018〕3号"),
    # 南充市: weaker in the older text (in force a week after issue), full in one dated by its year only.
    P("南府办发〔2020〕20号", "南充市医疗卫生与养老服务融合发展规划", ["511300"], [("d-nc20", "text", False)],
      issued_on="2020-04-23", date_basis="印发日期", valid_from="2020-05-01", number="南府办发〔2020〕20号"),
    P("policy-nc21", "南充市签约服务方案", ["511300"], [("d-nc21", "text", False)], issued_on="2021",
      date_basis="成文日期"),
    # 天津市: a digest.
    P("津政办发〔2019〕2号", "天津市医养结合若干措施", ["120000"], [("d-tj", "digest", False)],
      issued_on="2019-03-03", date_basis="成文日期", basis="digest", number="津政办发〔2019〕2号"),
    # A joint policy of two provinces, of another domain.
    P("policy-joint", "吉林省黑龙江省旅游合作方案", ["220000", "230000"], [("d-joint", "text", False)],
      issued_on="2022-01-01", date_basis="成文日期", domains=["wenlv"]),
    # Of no known region, and undated.
    P("policy-nowhere", "关于签约服务的通知", [], [("d-nowhere", "text", False)]),
    # Only cited.
    P("川办发〔2018〕8号", "四川省养老服务意见", [], [], basis="", number="川办发〔2018〕8号",
      issuer_basis="the office of 四川省人民政府", domains=[]),
    P("国办发〔2015〕84号", "关于推进医疗卫生与养老服务相结合的指导意见", [], [], basis="",
      number="国办发〔2015〕84号", issuer="国务院办公厅", issuer_basis="number", domains=[]),
    P("驻政办〔2016〕7号", "驻马店市人民政府办公室关于老龄工作的通知", [], [], basis="", number="驻政办〔2016〕7号",
      issuer="驻马店市人民政府办公室", issuer_basis="title", domains=[]),
]  # fmt: skip

LINKS = [  # (from, edge, to, document, quote)
    ("吉政办发〔2019〕43号", "IMPLEMENTS", "国卫老龄发〔2019〕60号", "d-jl19", "落实国家意见"),
    ("吉政办发〔2019〕43号", "IMPLEMENTS", "吉政办发〔2015〕7号", "d-jl19", "在试点方案基础上"),
    ("吉政办发〔2015〕7号", "CITES", "国办发〔2015〕84号", "d-jl15", "参照国办意见"),
    ("吉政办发〔2015〕7号", "IMPLEMENTS", "吉政办发〔2019〕43号", "d-jl15", "一个误读造成的环"),
    ("黑政发〔2021〕9号", "REPEALS", "黑政发〔2017〕5号", "d-hlj21", "原意见同时废止"),
    ("policy-zone2", "REPEALS", "policy-zone1", "d-zone2", "原办法废止"),
    ("驻政办〔2016〕142号", "IMPLEMENTS", "国办发〔2015〕84号", "d-zmd", "根据国办意见"),
    ("驻政办〔2016〕142号", "CITES", "驻政办〔2016〕7号", "d-zmd", "按老龄工作通知"),
    ("policy-yc", "IMPLEMENTS", "驻政办〔2016〕142号", "d-yc", "贯彻市实施意见"),
    ("policy-yc", "IMPLEMENTS", "国办发〔2015〕84号", "d-yc", "贯彻国办意见"),
    ("南府办发〔2020〕20号", "IMPLEMENTS", "国卫老龄发〔2019〕60号", "d-nc20", "贯彻国家意见"),
    ("南府办发〔2020〕20号", "FORWARDS", "川办发〔2018〕8号", "d-nc20", "转发省意见"),
]


@dataclass
class T:
    """A task of a policy.

    `roles`: (edge, agency id or "?" and the words, as written). `counts`: (measure, state, modality, score).
    """

    policy: str
    document: str
    text: str
    basis: str = "text"
    kind: str = "narrative"
    heading: str = ""
    chapter: str = ""
    number: str = ""
    roles: list[tuple[str, str, str]] = field(default_factory=list)
    counts: list[tuple[str, str, str, float]] = field(default_factory=list)
    deadline: str = ""
    deadline_date: str = ""
    open_ended: bool = False


_ZMD = "411700:驻马店市"
TASKS = {
    "t-n1": T("国卫老龄发〔2019〕60号", "d-news", "记者获悉将推进家庭医生签约服务", "report",
              roles=[("LEADS", "000000:国家卫生健康委员会", "国家卫生健康委")],
              counts=[("m-sign", "adopted", "must", 0.8), ("m-green", "adopted", "must", 0.7)]),
    "t-jl15": T("吉政办发〔2015〕7号", "d-jl15", "试点家庭医生签约服务",
                counts=[("m-sign", "adopted_modified", "pilot", 0.9)]),
    "t-jl1": T("吉政办发〔2019〕43号", "d-jl19", "全面开展家庭医生签约服务", kind="table", number="1",
               heading="签约服务", chapter="一、服务", roles=[("LEADS", "220000:吉林省卫生健康委员会", "省卫生健康委"),
                                     ("COOPERATES_ON", "220000:吉林省民政厅", "省民政厅")],
               counts=[("m-sign", "adopted", "must", 0.95)], deadline="持续推进"),
    "t-jl2": T("吉政办发〔2019〕43号", "d-jl19", "探索长期护理保险", kind="table", number="2", heading="保险",
               chapter="一、服务", roles=[("LEADS", "220000:吉林省民政厅", "省民政厅")],
               counts=[("m-ltc", "adopted_modified", "explore", 0.9)]),
    "t-jlcity": T("policy-jlcity", "d-jlcity", "开展家庭医生签约服务", counts=[("m-sign", "adopted", "should", 0.9)]),
    "t-zone1": T("policy-zone1", "d-zone1", "推行家庭医生签约服务", counts=[("m-sign", "adopted", "must", 0.9)]),
    "t-zone2": T("policy-zone2", "d-zone2", "加强健康教育"),
    "t-hlj17": T("黑政发〔2017〕5号", "d-hlj17", "开通老年人就医绿色通道",
                 counts=[("m-green", "adopted", "must", 0.9)]),
    "t-hlj21": T("黑政发〔2021〕9号", "d-hlj21", "加强医养结合机构建设"),
    "t-fj": T("policy-fj", "d-fjnews", "福建将建设养老床位", "report"),
    "t-hen": T("豫政〔2018〕1号", "d-hen", "创建全域旅游示范区", counts=[("m-tour", "adopted", "must", 0.9)]),
    "t-z1": T("驻政办〔2016〕142号", "d-zmd", "推进家庭医生签约服务", kind="table", number="1",
              heading="签约", chapter="重点任务",
              roles=[("LEADS", _ZMD + "民政局", "市民政局"), ("LEADS", _ZMD + "卫生和计划生育委员会", "卫生计生委"),
                     ("COOPERATES_ON", _ZMD + "财政局", "财政局")],
              counts=[("m-sign", "adopted", "must", 0.9), ("m-sign", "adopted_modified", "encourage", 0.99)]),
    "t-z2": T("驻政办〔2016〕142号", "d-zmd", "建设老年人就医绿色通道", kind="table", number="2", heading="绿色通道",
              chapter="重点任务", roles=[("JOINTLY_RESPONSIBLE_FOR", _ZMD + "民政局", "市民政局"),
                                     ("JOINTLY_RESPONSIBLE_FOR", _ZMD + "财政局", "财政局"),
                                     ("JOINTLY_RESPONSIBLE_FOR", "?有关部门", "有关部门")],
              counts=[("m-green", "adopted", "must", 0.9)], deadline="2018年底", deadline_date="2018-12-31",
              open_ended=True),
    "t-z3": T("驻政办〔2016〕142号", "d-zmd", "落实属地责任", kind="table", number="3",
              roles=[("LOCALLY_RESPONSIBLE_FOR", _ZMD + "各县（区）人民政府", "各县（区）人民政府"),
                     ("SUPERVISES", _ZMD + "医疗保障局", "市医保局")]),
    "t-z4": T("驻政办〔2016〕142号", "d-zmd", "保障经费投入", kind="table", number="4",
              roles=[("COOPERATES_ON", _ZMD + "财政局", "市财政局")]),
    "t-z5": T("驻政办〔2016〕142号", "d-zmd", "开展宣传", kind="table", number="5"),
    "t-z6": T("驻政办〔2016〕142号", "d-zmd", "营造良好氛围", number="6"),
    "t-yc": T("policy-yc", "d-yc", "有条件的医院开设老年人就医绿色通道",
              counts=[("m-green", "adopted_modified", "should", 0.8)]),
    "t-gd": T("粤府办〔2018〕3号", "d-gd", "推广家庭医生签约服务", counts=[("m-sign", "adopted", "must", 0.9)]),
    "t-nc1": T("南府办发〔2020〕20号", "d-nc20", "鼓励家庭医生签约服务", number="1",
               roles=[("LEADS", "511300:南充市民政局", "市民政局")],
               counts=[("m-sign", "adopted_modified", "encourage", 0.9)]),
    "t-nc21": T("policy-nc21", "d-nc21", "建立家庭医生签约服务制度",
                counts=[("m-sign", "adopted", "must", 0.9)]),
    "t-tj": T("津政办发〔2019〕2号", "d-tj", "畅通老年人就医绿色通道", "digest",
              counts=[("m-green", "adopted", "must", 0.9)]),
    "t-nowhere": T("policy-nowhere", "d-nowhere", "开展家庭医生签约服务指导",
                   counts=[("m-sign", "adopted", "must", 0.9)]),
    "t-joint": T("policy-joint", "d-joint", "共建全域旅游示范区", counts=[("m-tour", "adopted", "must", 0.9)]),
}  # fmt: skip

ISSUERS = [  # (policy, agency, document)
    ("驻政办〔2016〕142号", _ZMD + "卫生和计划生育委员会", "d-zmd"),
    ("驻政办〔2016〕142号", _ZMD + "教育局", "d-zmd"),
    ("吉政办发〔2019〕43号", "220000:吉林省卫生健康委员会", "d-jl19"),
]

TARGETS = [  # (policy, task, indicator, comparator, value, value_max, unit, year, kind, per)
    ("南府办发〔2020〕20号", "", "每千名老年人养老床位数", ">=", 35.0, None, "张", 2022, "target", "千名老年人"),
    ("南府办发〔2020〕20号", "", "护理型床位占比", "range", 30.0, 40.0, "%", 2025, "target", ""),
    ("南府办发〔2020〕20号", "", "每千名老年人养老床位数", "=", 28.5, None, "张", 2019, "baseline", "千名老年人"),
    ("驻政办〔2016〕142号", "t-z2", "每千名老年人养老床位数", ">=", 30.0, None, "张", 2020, "target", "千名老年人"),
    ("吉政办发〔2019〕43号", "t-jl1", "护理型床位占比", "range", 30.0, 40.0, "%", 2025, "target", ""),
    ("豫政〔2018〕1号", "", "游客人次", ">", 8.0, None, "亿人次", 2020, "target", ""),
]


def build_world() -> GraphBatch:
    """The whole batch, rows as a projection would make them."""
    batch = GraphBatch()
    spans = _Spans()
    _places(batch)
    _agencies(batch)
    for policy in POLICIES:
        _policy(batch, policy)
    for position, (key, task) in enumerate(TASKS.items()):
        _task(batch, key, task, position, spans)
    for source, edge, goal, document, quote in LINKS:
        batch.edge(edge, "Policy", source, "Policy", goal, spans.statement(document, quote))
    for policy, agency, document in ISSUERS:
        row = spans.statement(document, AGENCIES[agency][0])
        batch.edge("ISSUED_BY", "Policy", policy, "Agency", agency, row)
    for number, target in enumerate(TARGETS):
        _target(batch, f"g-{number}", target, spans)
    return batch


class _Spans:
    """Made-up places: each quote of a document begins 100 characters after the one before."""

    def __init__(self) -> None:
        self._next: dict[str, count[int]] = {}

    def statement(self, document: str, quote: str) -> Row:
        start = next(self._next.setdefault(document, count(100, 100)))
        return at(document, start, quote)


def at(document: str, start: int, quote: str) -> Row:
    end = start + len(quote)
    place: Row = {"document_id": document, "span_start": start, "span_end": end, "quote": quote}
    return {**place, "rule": "hand", "evidence_id": f"{document}:{start}-{end}"}


def _places(batch: GraphBatch) -> None:
    for key, (code, name, level, above) in REGIONS.items():
        row: Row = {"id": key, "code": code, "name": name, "level": level}
        batch.node("Region", {**row, "short_name": name, "valid_from": "", "valid_to": ""})
        if above:
            batch.edge("PART_OF", "Region", key, "Region", above, {"valid_from": "", "valid_to": ""})
    for position, (key, (name, domain)) in enumerate(MEASURES.items()):
        row = {"id": key, "name": name, "name_en": key, "definition": f"{name}的定义", "theme": "服务"}
        batch.node("Measure", {**row, "domain": domain, "position": position})
    for key, name in FUNCTIONS.items():
        batch.node("Function", {"id": key, "name": name, "name_en": key})


def _agencies(batch: GraphBatch) -> None:
    for key, (name, region, kind, since, until, functions) in AGENCIES.items():
        row: Row = {"id": key, "name": name, "kind": kind, "level": REGIONS[region][2], "region_id": region}
        rest: Row = {"valid_from": since, "valid_to": until, "resolved": True, "candidates": [], "document_id": ""}
        batch.node("Agency", {**row, **rest})
        batch.edge("OF", "Agency", key, "Region", region, {})
        for function in functions:
            batch.edge("PERFORMS", "Agency", key, "Function", function, {})
    for before, after, since in SUCCESSIONS:
        row = {"since": since, "basis": "机构改革", "function": ""}
        batch.edge("SUCCEEDED_BY", "Agency", before, "Agency", after, row)


def _policy(batch: GraphBatch, p: P) -> None:
    region = p.regions[0] if p.regions else ""
    level = REGIONS[region][2] if region else ""
    row: Row = {"id": p.id, "title": p.title, "doc_number": p.number, "doc_type": "意见", "issued_on": p.issued_on}
    row |= {"date_basis": p.date_basis, "date_precision": "day", "valid_from": p.valid_from, "valid_to": p.valid_to}
    row |= {"status": "", "domains": p.domains, "held": p.basis == "text", "basis": p.basis, "same_as": p.same_as}
    row |= {"issuer": p.issuer, "issuer_basis": p.issuer_basis}
    document = p.documents[0][0] if p.documents else ""
    batch.node("Policy", {**row, "document_id": document, "region_id": region, "level": level})
    for key, role, truncated in p.documents:
        _document(batch, key, p, truncated)
        rank = ("text", "mirror", "digest", "interpretation", "report").index(role) + 1
        batch.edge("ATTESTS", "Document", key, "Policy", p.id, {"role": role, "rank": rank})
    for place in p.regions:
        batch.edge("APPLIES_TO", "Policy", p.id, "Region", place, {"basis": "issuer", "confidence": 1.0})


def _document(batch: GraphBatch, key: str, p: P, truncated: bool) -> None:
    row: Row = {"id": key, "title": p.title, "kind": "policy", "format": "txt", "sha256": key, "path": f"{key}.txt"}
    row |= {"encoding": "utf-8", "domains": p.domains, "truncated": truncated, "characters": 10, "warnings": 0}
    batch.node("Document", row)


def _task(batch: GraphBatch, key: str, t: T, position: int, spans: _Spans) -> None:
    row: Row = {"id": key, "number": t.number, "kind": t.kind, "chapter": t.chapter, "heading": t.heading}
    row |= {"text": t.text, "deadline": t.deadline, "deadline_date": t.deadline_date, "ongoing": False}
    row |= {"open_ended": t.open_ended, "position": position, **spans.statement(t.document, t.text)}
    batch.node("Task", row)
    batch.edge("CONTAINS", "Policy", t.policy, "Task", key, {"basis": t.basis})
    for place, (edge, agency, written) in enumerate(t.roles):
        who = _unresolved(batch, agency[1:], t.document) if agency.startswith("?") else agency
        statement = spans.statement(t.document, written)
        batch.edge(edge, "Agency", who, "Task", key, {**statement, "as_written": written, "place": place})
    for measure, state, modality, score in t.counts:
        row = {"state": state, "modality": modality, "score": score, "method": "cue", "reviewed": "", "why": "用语"}
        batch.edge("INSTANCE_OF", "Task", key, "Measure", measure, {**spans.statement(t.document, t.text), **row})


def _unresolved(batch: GraphBatch, written: str, document: str) -> str:
    key = f"{document}?{written}"
    row: Row = {"id": key, "name": written, "kind": "unresolved", "level": "", "region_id": "", "valid_from": ""}
    batch.node("Agency", {**row, "valid_to": "", "resolved": False, "candidates": [], "document_id": document})
    return key


def _target(batch: GraphBatch, key: str, target: tuple[object, ...], spans: _Spans) -> None:
    policy, task, indicator, comparator, value, value_max, unit, year, kind, per = target
    document = next(p.documents[0][0] for p in POLICIES if p.id == policy)
    row: Row = {"id": key, "indicator": indicator, "comparator": comparator, "value": value, "value_max": value_max}
    row |= {"unit": unit, "year": year, "year_derived": False, "approximate": False, "cumulative": False, "per": per}
    batch.node("Target", {**row, "every": "", "scope": "", "kind": kind, **spans.statement(document, str(indicator))})
    batch.node("Indicator", {"id": str(indicator), "name": str(indicator)})
    batch.edge("HAS_TARGET", "Policy", str(policy), "Target", key, {})
    if task:
        batch.edge("HAS_TARGET", "Task", str(task), "Target", key, {})
    batch.edge("MEASURES", "Target", key, "Indicator", str(indicator), {})
