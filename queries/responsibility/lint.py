"""lint: findings about the responsibilities of a policy, each with the words that show it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from queries.context import Context, Table
from queries.responsibility.agency_tasks import ROLES

Row = dict[str, Any]
Roles = Mapping[str, Sequence[Row]]  # role → who, for one task

WARNING, NOTE = "warning", "note"
_EVIDENCE = ("document_id", "span_start", "span_end", "quote", "evidence_id")


def finish(rows: Table, params: Mapping[str, Any], context: Context) -> Table:
    policy = params["policy"].id
    roles: dict[str, dict[str, Table]] = defaultdict(lambda: defaultdict(list))
    for role in context.fetch("policy_roles", {"policy": policy}):
        roles[role["task_id"]][role["role"]].append(role)
    found: Table = []
    clauses = [any(roles[row["task_id"]].values()) for row in rows if row["kind"] != "table"]
    usual = 2 * sum(clauses) > len(clauses)  # this text says of most tasks who does them
    for row in rows:
        found += forgotten(row, roles[row["task_id"]]) if usual else ()
        found += _of_task(row, roles[row["task_id"]], context.today.isoformat())
    found += _missing_functions({row["task_id"]: row for row in rows}, policy, context)
    found += _idle_issuers(policy, roles, context)
    return [{**f, "policy_id": policy} for f in found]


def _of_task(task: Row, roles: Roles, today: str) -> Iterator[Row]:
    yield from leading(task, roles)
    if task["open_ended"]:
        yield _finding("open_list", NOTE, task, "责任单位以“等”结尾，范围不明 / the list of agencies is open (等)")
    for role in ROLES:
        for party in _ordered(roles.get(role, ())):
            yield from out_of_time(party, task["issued_on"] or "")
    due = task["deadline_date"] or ""
    if due and due < today[: len(due)]:
        yield _finding("deadline_past", NOTE, task, f"完成时限已过：{task['deadline']} / due {due}, past")


def leading(task: Row, roles: Roles) -> Iterator[Row]:
    """Too many leads, or none. One responsible unit alone needs no lead."""
    leads, joint, others = (_ordered(roles.get(r, ())) for r in ("lead", "joint", "cooperate"))
    if len({p["agency_id"] for p in leads}) > 1:
        names = "、".join(_name(p) for p in leads)
        text = f"多个牵头单位，未分主次：{names} / several leads, no order"
        yield _finding("several_leads", WARNING, task, text, names)
    elif not leads and others:
        yield _finding("no_lead", WARNING, task, "有配合单位而无牵头单位 / cooperating agencies, but no lead")
    elif not leads and len({p["agency_id"] for p in joint}) > 1:
        names = "、".join(_name(p) for p in joint)
        severity = WARNING if task["kind"] == "table" else NOTE  # prose often names several for one duty
        text = f"多个责任单位，未定牵头：{names} / several agencies, none leads"
        yield _finding("no_lead", severity, task, text, names)
    elif task["kind"] == "table" and not any(roles.values()):
        yield _finding("no_agency", WARNING, task, "表中任务未列责任单位 / a task of the table names nobody")


def forgotten(task: Row, roles: Roles) -> Iterator[Row]:
    """A clause that names nobody, in a policy whose other clauses mostly do."""
    if task["kind"] != "table" and not any(roles.values()):
        text = "多数任务列有责任单位，本任务未列 / most tasks of this policy name somebody, this one does not"
        yield _finding("no_agency", NOTE, task, text)


def out_of_time(party: Row, issued_on: str) -> Iterator[Row]:
    """An agency that did not exist on the day of issue. Without a date of issue nothing can be said."""
    since, until = party["valid_from"], party["valid_to"]
    if issued_on and since and issued_on < since[: len(issued_on)]:
        when = f"{since} 才设立 / set up only on {since}"
    elif issued_on and until and issued_on[: len(until)] > until:
        when = f"{until} 已撤销 / abolished on {until}"
    else:
        return
    yield _finding("agency_out_of_time", WARNING, party, f"发文时（{issued_on}）该机构不存在：{when}", _name(party))


def _missing_functions(tasks: Mapping[str, Row], policy: str, context: Context) -> Iterator[Row]:
    """A lead above may have several functions; it is missed only where none of them has a part here."""
    leads: dict[tuple[str, str], Table] = defaultdict(list)
    for row in context.fetch("parent_leads", {"policy": policy}):
        leads[row["task_id"], row["agency_name"]].append(row)
    for (task, agency), rows in leads.items():
        if rows[0]["bound"] and not any(row["present"] for row in rows):
            functions = "、".join(sorted({row["function_name"] for row in rows}))
            explanation = (
                f"“{rows[0]['measure_name']}”在《{rows[0]['parent_title']}》中由{functions}条线牵头，本任务未列该条线"
                f" / led by {functions} in the policy above, which has no part here"
            )
            yield _finding("function_missing", NOTE, tasks[task], explanation, agency)


def _idle_issuers(policy: str, roles: Mapping[str, Roles], context: Context) -> Iterator[Row]:
    """Of several issuers, those without a task. A single issuer hands its tasks to others: no finding."""
    issuers = {row["agency_id"]: row for row in reversed(context.fetch("policy_issuers", {"policy": policy}))}
    busy = {party["agency_id"] for task in roles.values() for parties in task.values() for party in parties}
    if len(issuers) < 2 or not busy:
        return
    for agency in sorted(issuers.keys() - busy):
        name = issuers[agency]["agency_name"]
        text = f"联合发文机关{name}没有任务 / it issued the policy with others but has no task"
        yield _finding("issuer_without_task", NOTE, {"task_id": "", **issuers[agency]}, text, name)


def _ordered(parties: Iterable[Row]) -> list[Row]:
    return sorted(parties, key=lambda p: (p["place"], p["span_start"], p["agency_id"]))


def _name(party: Row) -> str:
    return str(party["agency_name"] or party["as_written"])


def _finding(finding: str, severity: str, at: Row, explanation: str, agency: str = "") -> Row:
    about = {"finding": finding, "severity": severity, "task_id": at["task_id"], "agency_name": agency}
    return {**about, "explanation": explanation, **{name: at[name] for name in _EVIDENCE}}
