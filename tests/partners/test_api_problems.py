"""Every refusal of the API has one shape: `partners/api/problems.py`, `partners/api/parsing.py`."""

import pytest
from django.test import Client

from partners.api import problems
from partners.api.parsing import MAX_BYTES, MAX_DEPTH, parse
from tests.partners import make
from tests.partners.make import Newsroom

ACK = "/api/v1/fact-checks/{}/acknowledgements"


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("get", "/api/v1/claims/C-999", 404),
        ("get", "/api/v1/claims/0", 404),
        ("get", "/api/v1/claims/-1", 404),
        ("get", "/api/v1/claims/F-1", 404),
        ("get", "/api/v1/claims/9223372036854775807", 404),
        ("get", "/api/v1/claims/9223372036854775808", 404),
        ("get", f"/api/v1/claims/{'9' * 5000}", 404),
        ("get", "/api/v1/claims/%00", 404),
        ("get", "/api/v1/claims/%D9%A1", 404),
        ("get", "/api/v1/fact-checks/1/editions/99999999999999999999", 404),
        ("get", "/api/v1/fact-checks/1/editions/9223372036854775807", 404),
        ("get", "/api/v1/deliveries/%00", 404),
        ("get", "/api/v1/nothing", 404),
        ("get", "/api/v1/claims/1/2/3", 404),
        ("put", "/api/v1/nothing", 404),
        ("post", "/api/v1/claims", 405),
        ("delete", "/api/v1/claims", 405),
        ("options", "/api/v1/claims", 405),
        ("get", "/api/v1/fact-checks/1/acknowledgements", 405),
        ("get", "/api/v1/claims?lmit=5", 400),
        ("get", "/api/v1/claims?limit=5&limit=6", 400),
        ("get", "/api/v1/claims?key=1", 400),
        ("get", "/api/v1/claims?x=rk_0123456789ab_abc", 400),
    ],
)
def test_each_refusal_is_a_problem_and_never_a_page(
    api: Client, method: str, path: str, status: int
) -> None:
    answer = api.generic(method.upper(), path)

    assert answer.status_code == status
    assert answer["Content-Type"] == "application/problem+json"
    told = answer.json()
    assert told["status"] == status
    assert told["type"] == problems.type_of(status)
    assert told["title"]
    assert told["detail"]


def test_a_key_in_the_address_is_refused_before_it_is_tried(db: None) -> None:
    answer = Client().get("/api/v1/claims?api_key=rk_0123456789ab_x")

    assert answer.status_code == 400
    assert answer.json()["detail"] == "Send the key in the Authorization header."


def test_who_takes_no_json_is_answered_406_in_json(api: Client) -> None:
    answer = api.get("/api/v1/claims", headers={"accept": "text/html"})

    assert answer.status_code == 406
    assert answer["Content-Type"] == "application/problem+json"


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (b"{", "not JSON"),
        (b"", "not JSON"),
        (b'{"shows_edition": 1,}', "not JSON"),
        (b'\xef\xbb\xbf{"shows_edition": 1}', "not JSON"),
        (b'{"shows_edition": NaN}', "NaN"),
        (b'{"shows_edition": -Infinity}', "Infinity"),
        (b'{"shows_edition": 1, "shows_edition": 2}', "twice"),
        (b'{"shows_edition": "\xff"}', "UTF-8"),
        (b'{"a":' * 40 + b"1" + b"}" * 40, "deeper"),
        (b"[" * 60_000, "deeper"),
        (b'{"shows_edition": ' + b"9" * 5000 + b"}", "too long"),
    ],
)
def test_what_is_not_strict_json_is_refused(
    api: Client, room: Newsroom, body: bytes, words: str
) -> None:
    path = ACK.format(make.edition(room).fact_check_id)

    answer = api.generic("POST", path, body or b" ", content_type="application/json")

    assert answer.status_code == 400
    assert words in answer.json()["detail"]


def test_a_mistake_in_json_is_located(api: Client, room: Newsroom) -> None:
    path = ACK.format(make.edition(room).fact_check_id)

    answer = api.generic("POST", path, b'{"a":\n  1 2}', content_type="application/json")

    assert answer.json()["where"] == {"line": 2, "column": 5}


def test_brackets_inside_strings_are_no_nesting() -> None:
    assert parse(b'["' + b"[" * 100 + rb"\"{{" + b'"]') == ["[" * 100 + '"{{']
    assert parse(b"[" * MAX_DEPTH + b"]" * MAX_DEPTH)


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ("{}", "/shows_edition"),
        ('{"shows_edition": null}', "/shows_edition"),
        ('{"shows_edition": "1"}', "/shows_edition"),
        ('{"shows_edition": 1.0}', "/shows_edition"),
        ('{"shows_edition": true}', "/shows_edition"),
        ('{"shows_edition": 0}', "/shows_edition"),
        ('{"shows_edition": 9223372036854775808}', "/shows_edition"),
        ('{"shows_edition": 1, "url": "ftp://a.example.org"}', "/url"),
        ('{"shows_edition": 1, "url": "javascript:alert(1)"}', "/url"),
        ('{"shows_edition": 1, "url": 7}', "/url"),
        ('{"shows_edition": 1, "url": "https://a.example.org/\\u0000"}', "/url"),
        ('{"shows_edition": 1, "url": "https://a.example.org/\\ud800"}', "/url"),
        ('{"shows_edition": 1, "uri": "https://a.example.org"}', "/uri"),
        ('{"shows_edition": 1, "a/b~c": 1}', "/a~1b~0c"),
        ("[]", ""),
        ("7", ""),
        ("null", ""),
    ],
)
def test_a_wrong_field_is_named_by_its_pointer(
    api: Client, room: Newsroom, body: str, pointer: str
) -> None:
    path = ACK.format(make.edition(room).fact_check_id)

    answer = api.generic("POST", path, body.encode(), content_type="application/json")

    assert answer.status_code == 400
    assert answer.json()["errors"][0]["pointer"] == pointer


def test_a_large_body_is_refused_before_it_is_read_as_json(api: Client, room: Newsroom) -> None:
    path = ACK.format(make.edition(room).fact_check_id)

    answer = api.generic("POST", path, b" " * (MAX_BYTES + 1), content_type="application/json")

    assert answer.status_code == 413


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", "text/xml"])
def test_another_kind_of_body_is_refused(api: Client, room: Newsroom, kind: str) -> None:
    path = ACK.format(make.edition(room).fact_check_id)

    answer = api.generic("POST", path, b"shows_edition=1", content_type=kind)

    assert answer.status_code == 415
    assert answer["Content-Type"] == "application/problem+json"


def test_a_fault_of_ours_tells_no_secret(caplog: pytest.LogCaptureFixture) -> None:
    answer = problems.as_problem(ZeroDivisionError("a secret"), {})

    assert answer.status_code == 500
    assert "a secret" not in str(answer.data)
    assert "a secret" in caplog.text


def test_each_kind_of_problem_is_listed_for_everybody(db: None) -> None:
    told = Client().get("/api/v1/problems").json()["results"]

    assert {row["status"] for row in told} == set(problems.NAMES)
    assert told[0]["type"].endswith("/api/v1/problems#bad-request")
