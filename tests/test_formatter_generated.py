"""Whatever Gherkin allows says the same in its layout, with every comment in its place, and stays as it is then."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.generated_specs import specs
from tests.meanings import meaning

from specbook.formatter import Formatted, format_range, format_text

# The same specs in every run: new ones are for `make format-corpora`, which draws many more.
GENERATED = settings(
    max_examples=60, deadline=None, database=None, derandomize=True, suppress_health_check=list(HealthCheck)
)


@GENERATED
@given(specs())
def test_a_generated_spec_says_the_same_in_its_layout(text: str) -> None:
    before, done = meaning(text), format_text("f.feature", text)
    if before is None:
        assert done.problems
        assert done.text == text
    else:
        assert done.problems == ()
        assert meaning(done.text) == before
        assert format_text("f.feature", done.text) == Formatted(done.text)


@GENERATED
@given(specs(), st.integers(1, 60), st.integers(0, 20))
def test_some_lines_of_a_generated_spec_say_the_same_in_their_layout(text: str, first: int, more: int) -> None:
    done = format_range("f.feature", text, first, first + more)
    assert bool(done.problems) == (meaning(text) is None)
    assert meaning(done.text) == meaning(text)
