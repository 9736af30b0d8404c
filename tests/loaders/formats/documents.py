# ruff: noqa: E501  (Chinese text counts two columns a character)
"""Made-up documents for the tests of formats: in the genre's words, of no real place or issue."""

from __future__ import annotations

from tests.loaders.formats.render import Document, Grid, Line, Merge

_M = Merge


def plan(repeat: int = 1) -> Document:
    """A notice with a plan and a task table: long paragraphs, merged cells, signature."""
    body = [
        Line("青川市人民政府办公室文件", "center"),
        Line("青府办发〔2022〕18号", "center"),
        Line("青川市人民政府办公室关于印发青川市推进社区居家养老服务高质量发展三年行动方案（2022—2024年）的通知", "title"),
        Line("各县（市、区）人民政府，市政府各部门、各直属机构：", "flush"),
        Line("《青川市推进社区居家养老服务高质量发展三年行动方案（2022—2024年）》已经市政府同意，现印发给你们，请认真贯彻执行。"),
        Line("青川市人民政府办公室", "right"),
        Line("2022年3月15日", "right"),
        Line("青川市推进社区居家养老服务高质量发展三年行动方案", "title"),
        Line("为深入贯彻落实《国务院办公厅关于推进养老服务发展的意见》（国办发〔2019〕5号）精神，加快建立居家社区机构相协调、医养康养相结合的养老服务体系，结合我市实际，制定本方案。"),
        Line("一、总体要求", "heading"),
        Line("（一）指导思想。以满足老年人多样化、多层次养老服务需求为出发点，坚持政府主导、社会参与、市场运作，全面放开养老服务市场，不断增强老年人的获得感、幸福感、安全感。"),
        Line("（二）工作目标。到2024年底，全市每千名老年人拥有养老床位数达到45张，护理型床位占比不低于60%，社区日间照料中心覆盖率达到100%，建成示范性养老服务综合体12个以上。"),
        Line("二、重点任务", "heading"),
    ]  # fmt: skip
    items = (
        "实施特殊困难老年人家庭适老化改造，三年累计改造不少于3000户，对符合条件的低保家庭给予每户最高5000元补贴。",
        "推动养老机构与周边医疗卫生机构签约合作，签约率达到100%，鼓励有条件的养老机构内设医务室、护理站，提供预防保健、疾病诊治、康复护理等服务。",
        "建立养老护理员培训制度，每年培训养老护理员1200人次以上，落实入职奖励和岗位津贴。",
        "完善养老服务信息平台，实现市、县（市、区）、乡镇（街道）三级联网，为居家老年人提供紧急救援、生活照料、精神慰藉等服务。",
    )
    number = 0
    for _ in range(repeat):
        for item in items:
            number += 1
            body.append(Line(f"{number}.{item}（责任单位：市民政局、市卫生健康委，各县（市、区）人民政府）"))
    body += [
        Line("三、保障措施", "heading"),
        Line(
            "各级各有关部门要加强组织领导，强化资金保障，市财政局要将养老服务经费纳入年度预算，确保各项任务落到实处。"
        ),
        Line("附件：重点任务分工表", "flush"),
        Line("重点任务分工表", "center"),
        tasks(repeat),
        Line("（此件公开发布）", "flush"),
    ]
    return Document(tuple(body))


def tasks(repeat: int = 1) -> Grid:
    """Heading row, section bars across all columns, a task cell over two rows, a unit cell over two rows."""
    rows: list[tuple[Merge, ...]] = [(_M("序号"), _M("重点任务"), _M("工作措施"), _M("牵头单位"), _M("完成时限"))]
    for n in range(repeat):
        rows += [
            (_M(f"第{n + 1}部分  完善服务体系", colspan=5),),
            (
                _M("1", rowspan=2),
                _M("健全居家社区养老服务网络", rowspan=2),
                _M("在每个街道至少建设1处具备综合功能的社区养老服务机构，面积不低于300平方米。"),
                _M("市民政局"),
                _M("2023年底"),
            ),
            (_M("新建住宅小区按每百户不少于20平方米配建养老服务用房。"), _M("市自然资源局"), _M("持续推进")),
            (
                _M("2"),
                _M("推进医养结合"),
                _M("将符合条件的养老机构内设医疗机构纳入医保定点范围，支持开展安宁疗护服务试点工作。"),
                _M("市医保局", rowspan=2),
                _M("2024年6月底前"),
            ),
            (_M("3"), _M("建立长期照护保障制度", colspan=2), _M("2024年底")),
        ]
    return Grid(tuple(rows), 5)
