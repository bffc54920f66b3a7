"""Terms of the glossary in steps: marked once, and never where they would break what is shown."""

import pytest

from specbook.pages.escaping import raw
from specbook.pages.glossary import mark_terms

GLOSSARY = {"amp": "A lamp", "x27": "A number", "card": "Money", "card token": "A number", "l'heure <b>": "Time {x}"}


@pytest.mark.parametrize("text", ["a & b", "it's { new }", "<amp>", "l'heure", "a\nb"])
def test_text_without_a_term_stays_byte_for_byte(text: str) -> None:
    terms = {key: value for key, value in GLOSSARY.items() if key != "amp"}
    assert mark_terms(f"<li>{raw(text)}</li>", terms) == f"<li>{raw(text)}</li>"


def test_the_longest_term_wins_and_each_is_marked_once() -> None:
    marked = mark_terms("<li>Card token, card token, card, cards</li><li>card</li>", GLOSSARY)
    assert marked == (
        '<li><abbr title="A number">Card token</abbr>, card token, <abbr title="Money">card</abbr>, cards</li>'
        "<li>card</li>"
    )


def test_a_term_with_marks_is_found_and_nothing_of_it_becomes_html() -> None:
    marked = mark_terms(raw("at l'heure <b>!") + ' <em class="card">x</em>', GLOSSARY)
    term = '<abbr title="Time &#123;x&#125;">l&#x27;heure &lt;b&gt;</abbr>'
    assert marked == f'at {term}! <em class="card">x</em>'


def test_code_and_doc_strings_are_left_as_they_are() -> None:
    code = '<pre class="sb-text"><code>card</code></pre>'
    assert mark_terms(f"{code}<p>card</p>", GLOSSARY) == f'{code}<p><abbr title="Money">card</abbr></p>'
