"""Secrets are taken out of whatever is written, in every form that they are written in."""

import json

import pytest

from specbook.pytest_plugin.masking import Mask, Secrets

SECRET = 'hunter2"\\é/&'
MASK = Mask((SECRET, "plain-secret"))
NOTHING = Mask()


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("it is plain-secret.", "it is [masked]."),
        (f"as it is: {SECRET}", "as it is: [masked]"),
        (json.dumps({"in": SECRET}), '{"in": "[masked]"}'),
        (json.dumps({"in": SECRET}, ensure_ascii=False), '{"in": "[masked]"}'),
        (f"assert {SECRET!r} == 1", "assert '[masked]' == 1"),
        ("https://shop.example/hunter2%22%5C%C3%A9%2F%26", "https://shop.example/[masked]"),
        ("ftp://plain-secret:pw@host", "ftp://[masked]:[masked]@host"),
    ],
)
def test_a_known_secret_is_masked_however_it_is_written(text: str, masked: str) -> None:
    assert MASK.text(text) == masked


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("Authorization: Bearer abc.def==\nHost: x", "Authorization: Bearer [masked]\nHost: x"),
        ("authorization: BASIC YWJj took 3 ms", "authorization: BASIC [masked] took 3 ms"),
        ("Proxy-Authorization: Basic YWJj", "Proxy-Authorization: Basic [masked]"),
        ("Authorization: abc said the client", "Authorization: [masked]"),
        ("Authorization: abc\r\nHost: x", "Authorization: [masked]\r\nHost: x"),
        ('Authorization: Digest username="me", response="abc", nc=1', "Authorization: Digest [masked]"),
        ('Authorization: Own id="me", sig="abc" more', "Authorization: [masked]"),
        (
            "Authorization: AWS4-HMAC-SHA256 Credential=AK/us, SignedHeaders=host;date, Signature=abc",
            "Authorization: AWS4-HMAC-SHA256 [masked]",
        ),
        ('curl -H "Authorization: Bearer abc" https://x', 'curl -H "Authorization: Bearer [masked]" https://x'),
        ("curl -H 'Authorization: abc' https://x", "curl -H 'Authorization: [masked]' https://x"),
        ('{"Authorization": "Bearer abc", "a": 1}', '{"Authorization": "Bearer [masked]", "a": 1}'),
        ("{'authorization': 'abc', 'a': 1}", "{'authorization': '[masked]', 'a': 1}"),
        ("[(b'Authorization', b'Bearer abc')]", "[(b'Authorization', b'Bearer [masked]')]"),
        ('{"Authorization": ["Bearer abc"]}', '{"Authorization": ["Bearer [masked]"]}'),
        ("{'HTTP_AUTHORIZATION': 'Bearer abc'}", "{'HTTP_AUTHORIZATION': 'Bearer [masked]'}"),
    ],
)
def test_an_authorization_header_is_masked_and_what_is_around_it_is_not(text: str, masked: str) -> None:
    assert NOTHING.text(text) == masked


@pytest.mark.parametrize(
    "headers",
    [
        {"Authorization": 'Digest username="me", response="abcdef"'},
        [["Authorization", "Bearer abcdef"], ["Host", "x"]],
        {"log": "GET /\nAuthorization: abcdef\nHost: x"},
        {"log": 'GET /\nAuthorization: Own sig="abcdef"\nHost: x'},
        {"log": json.dumps({"Authorization": "Bearer abcdef", "Host": "x"})},
    ],
)
@pytest.mark.parametrize("indent", [None, 2])
def test_json_stays_json_when_a_header_in_it_is_masked(headers: object, indent: int | None) -> None:
    masked = NOTHING.text(json.dumps(headers, indent=indent))
    assert "abcdef" not in masked
    assert "[masked]" in json.dumps(json.loads(masked))


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("postgres://me:pw@db:5432/shop", "postgres://me:[masked]@db:5432/shop"),
        ("redis://:pw@cache", "redis://:[masked]@cache"),
        ("https://me:p@ss:w@host/x", "https://me:[masked]@host/x"),
        ("see https://host:8080/x and me@host", "see https://host:8080/x and me@host"),
        ("https://host/?a=1&access_token=abc&b=2#x", "https://host/?a=1&access_token=[masked]&b=2#x"),
        ("https://host/?Password=abc", "https://host/?Password=[masked]"),
        ("https://host/?tokens=3&page=2", "https://host/?tokens=3&page=2"),
    ],
)
def test_a_password_in_an_address_is_masked(text: str, masked: str) -> None:
    assert NOTHING.text(text) == masked
    assert NOTHING.text(masked) == masked


def test_half_characters_and_any_bytes_pass_through() -> None:
    assert MASK.text("half \ud83d of plain-secret") == "half \ud83d of [masked]"
    assert MASK.data(b'caf\xe9 hunter2"\\\xe9/& \xff') == b"caf\xe9 [masked] \xff"


def test_secrets_are_the_values_of_the_variables_that_are_named_and_not_of_others() -> None:
    environment = {
        "SHOP_TOKEN": "abcdefg",
        "shop_password": "hijklmn",
        "TOKEN_SHORT": "abc",
        "HOME": "/home/me",
        "KEY_SECRET": "-----BEGIN PRIVATE KEY-----\nMIIEvQIBADANBgkq\nend\n",
    }
    mask = Secrets(["*TOKEN", "*PASSWORD", "*SECRET"], environment).mask
    assert mask.text("abcdefg hijklmn abc /home/me") == "[masked] [masked] abc /home/me"
    assert mask.text("MIIEvQIBADANBgkq and end") == "[masked] and end"


def test_a_secret_that_is_set_later_is_one_and_remains_one() -> None:
    environment: dict[str, str] = {}
    secrets = Secrets(["*TOKEN"], environment)
    assert secrets.mask.text("abcdefg hijklmn") == "abcdefg hijklmn"
    environment["TOKEN"] = "abcdefg"
    assert secrets.mask.text("abcdefg hijklmn") == "[masked] hijklmn"
    environment["TOKEN"] = "hijklmn"
    assert secrets.mask.text("abcdefg hijklmn") == "[masked] [masked]"


@pytest.mark.parametrize("size", [1, 2, 3, 7, 64, 1000])
def test_a_text_in_pieces_is_masked_as_the_whole_wherever_it_is_cut(size: int, monkeypatch: pytest.MonkeyPatch) -> None:
    parts = [
        "Authorization: Bearer abc.def\n",
        'Authorization: Own id="me", sig="abc" more\n',
        "https://me:p@ss@host/?token=abc ",
        f"{SECRET} and plain-secret, plain-secre ",
        '{\'Authorization\': "Digest response=\\"abc\\""} ',
        "x" * 90,
        "://plain-secret:plain-secret@host ",
    ]
    text = "".join(parts * 30).encode()
    short = [type(shape)(shape.pattern, min(shape.longest, 200), shape.needs) for shape in MASK._shapes]
    monkeypatch.setitem(vars(MASK), "_shapes", tuple(short))
    pieces = [text[start : start + size] for start in range(0, len(text), size)]
    assert b"".join(MASK.in_pieces(pieces)) == MASK.data(text)


def test_bytes_that_are_no_text_hide_a_secret_in_any_encoding_and_across_pieces() -> None:
    for encoding in ("utf-8", "utf-16-le", "utf-16-be"):
        data = b"\0" * 50 + SECRET.encode(encoding) + b"\0" * 50
        assert all(MASK.hides_in([data[:cut], data[cut:]]) for cut in range(len(data)))
    assert not MASK.hides_in([b"\0plain-", b"secrex"])
    assert not NOTHING.hides_in([b"\0plain-secret"])
