"""HTTP as CONTRACT §7 has it: questions, evidence, errors, caching, documentation without any outside host."""

from __future__ import annotations

import csv
import io
import json

import pytest
from fastapi.testclient import TestClient

from queries.catalogue import load_catalogue

ADOPTERS = "/v1/q/adopters"
MEASURE = {"measure": "家庭医生签约服务"}


def test_every_question_is_listed_with_its_columns(client: TestClient) -> None:
    listed = {q["name"]: q for q in client.get("/v1/queries").json()["queries"]}
    assert set(listed) == set(load_catalogue())
    assert all(c["zh"] and c["en"] for q in listed.values() for c in q["columns"])


def test_rows_open_through_their_evidence(client: TestClient) -> None:
    rows = [r for r in client.get(ADOPTERS, params=MEASURE).json()["rows"] if r["evidence_id"]]
    assert rows
    for row in rows:
        found = client.get(f"/v1/evidence/{row['evidence_id']}").json()
        text = client.get(f"/v1/documents/{row['document_id']}").json()["text"]
        assert found["quote"] == row["quote"] == text[row["span_start"] : row["span_end"]]
        assert text.startswith(
            found["before"] + found["quote"] + found["after"], row["span_start"] - len(found["before"])
        )


def test_csv_and_json_say_the_same(client: TestClient) -> None:
    asked = client.get(f"{ADOPTERS}.json", params=MEASURE).json()
    rows, seen = asked["rows"], asked["meta"]["coverage"]
    answer = client.get(f"{ADOPTERS}.csv", params=MEASURE)
    assert f"unseen={seen['unseen_at_least']}" in answer.headers["x-coverage"]
    assert answer.content.startswith(b"\xef\xbb\xbf")
    table = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert [r["region_code"] for r in table] == [r["region_code"] for r in rows]
    assert list(table[0]) == list(load_catalogue()["adopters"].column_names)


def test_the_same_answer_is_not_sent_twice(client: TestClient) -> None:
    first = client.get(ADOPTERS, params=MEASURE)
    again = client.get(ADOPTERS, params=MEASURE, headers={"If-None-Match": first.headers["etag"]})
    other = client.get(ADOPTERS, params={"measure": "双向转诊"}, headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert other.status_code == 200


@pytest.mark.parametrize(
    ("path", "status", "said"),
    [
        ("/v1/q/nothing", 404, "nothing"),
        ("/v1/q/adopters", 400, "measure"),
        ("/v1/q/targets?region=吉林", 409, "吉林省吉林市"),
        ("/v1/q/targets?region=火星省", 404, "火星省"),
        ("/v1/evidence/zzz", 400, "evidence"),
        ("/v1/evidence/55580a847e18cba8:5-99999999", 404, "characters"),
        ("/v1/documents/0000000000000000", 404, "load"),
        ("/no/such/page", 404, "/no/such/page"),
    ],
)
def test_errors_are_problems_that_help(client: TestClient, path: str, status: int, said: str) -> None:
    answer = client.get(path)
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    body = answer.json()
    assert body["status"] == status
    assert body["title"]
    assert said in json.dumps(body, ensure_ascii=False)


def test_health_says_engine_and_snapshot(client: TestClient) -> None:
    assert client.get("/healthz").json() == {"status": "ok"}
    ready = client.get("/readyz").json()
    assert ready["engine"] == "ladybug"
    assert ready["snapshot"] == client.get(ADOPTERS, params=MEASURE).json()["meta"]["snapshot"]


def test_documentation_needs_no_outside_host(client: TestClient) -> None:
    page = client.get("/docs")
    assert page.status_code == 200
    assert "://" not in page.text
    for name in ("swagger-ui-bundle.js", "swagger-ui.css"):
        assert client.get(f"/static/vendor/{name}").status_code == 200
    assert "default-src 'none'" in page.headers["content-security-policy"]


@pytest.mark.parametrize(
    "page", ["/adopters?measure=双向转诊", "/matrix", "/cell?measure=双向转诊&region=511300", "/embed/matrix"]
)
def test_pages_that_say_absent_say_what_was_not_seen(client: TestClient, page: str) -> None:
    coverage = client.get("/v1/q/holdings").json()["meta"]["coverage"]
    assert f"至少还有 {coverage['unseen_at_least']} 份同系列文件未见" in client.get(page).text
