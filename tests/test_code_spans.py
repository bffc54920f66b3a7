"""Where prose is code: what the engine takes for it, and what only looks like it."""

import re

import pytest

from specbook.pages.code_spans import code_spans


@pytest.mark.parametrize(
    ("text", "prose"),
    [
        ("[a] `[b]` [c]", "ac"),
        ("``[a] ` [b]`` [c]", "c"),
        (r"\`[a] `[b]`", "a"),
        ("`[a]\n\n[b]`", "ab"),
        ("```\n[a]\n\n[b]\n```\n[c]", "c"),
        ("````\n```\n[a]\n````\n[b]", "b"),
        ("~~~ x\n[a]\n```\n[b]\n~~~\n[c]", "c"),
        ("```\n```\n[a]", "a"),
        ("[a]\n```\n[b]", "a"),
        ("> ```\n> [a]\n> ```\n> [b]", "b"),
        ("<!-- [a]\n\n[b] -->[c]", "c"),
        ("```\n<!--\n```\n[a] -->", "a"),
        ("<script>[a]</script>[b]<STYLE>[c]</STYLE>", "b"),
        ("    [a]", ""),
        ("\t[a]\n\n\t[b]\n[c]", "c"),
        ("[a]\n    [b]", "ab"),
        ("    `x` [a]\n[b]", "b"),
        ("- [a]\n\n    [b]\n\n        [c]\n\n[d]\n\n    [e]", "abd"),
        ("1. x\n    - y\n\n        [a]\n\n            [b]", "a"),
        ("- x\n\n    ```\n    [a]\n\n    [b]\n    ```\n\n    [c]", "c"),
        ("!!! note\n    [a]\n\n        [b]", "a"),
        ('=== "Tab"\n\n    [a]', "a"),
        ("[^1]:\n\n    [a]", "a"),
        ("<div>\n    [a]\n\n    <div>\n    [b]</div>\n\n    [c]\n</div>\n\n    [d]", "abc"),
        ('<div markdown="1">\n\n    [a]\n</div>', ""),
        ("<p>\n\n    [a]", "a"),
    ],
)
def test_only_prose_is_looked_into(text: str, prose: str) -> None:
    code = code_spans(text)
    found = [match[1] for match in re.finditer(r"\[(\w)\]", text) if match.start() not in code]
    assert "".join(found) == prose
