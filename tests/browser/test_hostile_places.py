"""Texts that break pages, in every place where a text can stand, read back from a real browser and from the files."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from steps.books import Book
from steps.browsers import Visit, served
from tests.everything import KEPT, PLACES, feature, fitted, write_steps
from tests.sandbox import Sandbox

from specbook.yaml_text import quote_yaml

TEXTS = json.loads((Path(__file__).parent.parent / "goldens" / "pages-hostile-texts.json").read_text("utf-8"))
FOLDED = [" ".join(text.split()) for text in TEXTS]
# A line of a description that begins so is something else to Gherkin.
NO_DESCRIPTION = ("#", "@", "|")
# The little Markdown that descriptions know, as it reads; what x and y are called is shown, as there are no such files.
READS_AS = {"`code`": "code", "[link](x)": "link", "![i](y)": "i", "- dash": "dash"}
STORY = ("persona", "wish", "benefit")
# With such a text, which ends a sentence, a persona is none: what looked like a story is prose, and a card shows the
# first sentence of it alone.
ENDS_A_SENTENCE = re.compile(r"[!?.]\s")
# What stands on other pages, too, and in the files for programs.
NAMES = ("feature_name", "scenario_name", "failing_name", "outline_name", "rule_name")
# All that a page says to anybody: its text, its title, and what pictures and marks say when asked.
READ = """() => [document.title, document.querySelector("article").textContent,
    ...Array.from(document.querySelectorAll("nav a, nav label, [alt], [title], article [aria-label]"), one =>
        [one.closest("nav") ? one.textContent : "", one.alt, one.title, one.getAttribute("aria-label")].join(" ")),
].join(" ").replace(/\\s+/g, " ")"""


@dataclass(frozen=True)
class Case:
    """One text in one feature: before a word of each place's own, or after it."""

    number: int
    first: bool

    @property
    def text(self) -> str:
        return FOLDED[self.number]

    @property
    def page(self) -> str:
        return f"specs/group{self.number % 4}/text{self.number}{'before' if self.first else 'after'}"

    def token(self, place: str) -> str:
        return f"zq{self.number}{'b' if self.first else 'a'}{PLACES.index(place)}qz"

    def say(self, place: str) -> str:
        return self._beside(self.token(place), self.text, place)

    def shown(self, place: str) -> str:
        """Return what a reader must see: tags without blanks, descriptions as they read, stories as sentences."""
        if place.endswith("_tag"):
            return fitted(place, self.say(place))
        if place in STORY:
            return self.say(place).rstrip(" ,;.")
        listed = self.text.startswith("- ") and not self.first
        reads_as = self.text if listed or not place.endswith("description") else READS_AS.get(self.text, self.text)
        return self._beside(self.token(place), reads_as, place)

    def _beside(self, token: str, text: str, place: str) -> str:
        first = self.first and not (place.endswith("description") and text.startswith(NO_DESCRIPTION))
        return f"{text} {token}" if first else f"{token} {text}"


CASES = [Case(number, first) for number in range(len(TEXTS)) for first in (True, False)]
SUMMARY = " ".join(f"{text} zs{number}sz" for number, text in enumerate(FOLDED))


def product() -> Iterator[str]:
    """Write every text as the title and the meaning of something in product.yml."""
    yield f"title: {quote_yaml(SUMMARY)}\nsummary: {quote_yaml(SUMMARY)}\n"
    yield "audiences:\n  internal: {details: true}\npersonas:"
    for number, text in enumerate(FOLDED):
        title, about = quote_yaml(f"{text} zt{number}tz"), quote_yaml(f"{text} za{number}az")
        path = Case(number, True).page
        yield f"  reader{number}: {{title: {title}, about: {about}, path: [{path}.feature]}}"
    yield "glossary:"
    yield from (
        f"  {Case(number, True).token('step')}: {quote_yaml(f'meaning {text} zm{number}mz')}"
        for number, text in enumerate(FOLDED)
    )


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Sandbox:
    sandbox = Sandbox(tmp_path_factory.mktemp("places"))
    write_steps(sandbox)
    sandbox.write("specs/product.yml", "\n".join(product()) + "\n")
    for case in CASES:
        sandbox.write(f"{case.page}.feature", feature(case.say))
    for arguments in (("run",), ("build", "--strict")):
        said = sandbox.specbook(*arguments)
        assert "512 examples" in said.text, said.text[-3000:]
    return sandbox


@pytest.fixture(scope="module")
def site(project: Sandbox) -> Path:
    return project.root / "site"


@pytest.fixture(scope="module")
def read(site: Path, chromium: Any) -> Iterator[dict[str, str]]:
    """Read every page, by its address."""
    with served(site) as host:
        visit = Visit(Book(site), chromium, host)
        found = {}
        for path in sorted(site.rglob("*.html")):
            address = path.relative_to(site).as_posix()
            if address != "404.html" and not address.startswith("s/"):
                visit.page.goto(f"{host}/{address}", wait_until="domcontentloaded")
                found[address] = visit.page.evaluate(READ)
        yield found
        assert visit.errors == []
        assert visit.foreign == []
        visit.page.close()


def wrong_in(address: str, text: str) -> Iterator[str]:
    """Yield each place whose word stands on a page without the whole of what was said there."""
    for number, kind, index in sorted(set(re.findall(r"zq(\d+)([ab])(\d+)qz", text))):
        case, place = Case(int(number), kind == "b"), PLACES[int(index)]
        token, said = case.token(place), case.shown(place)
        prose = ENDS_A_SENTENCE.search(f"{case.say('persona')} ")
        if prose and place in {*STORY, "feature_description"} and address != f"{case.page}.html":
            continue
        if place.endswith("_tag") and address == "team/health.html":
            continue  # a check says there how a tag could be written instead
        for match in re.finditer(token, text):
            around = text[max(match.start() - len(said), 0) : match.end() + len(said)]
            if said not in around and json.dumps(said, ensure_ascii=False)[1:-1] not in around:
                yield f"{address}: {place} of {case.text!r}: {around!r}"


def test_every_text_reads_as_it_was_written_in_every_place(read: dict[str, str]) -> None:
    assert [one for address, text in read.items() for one in wrong_in(address, text)] == []
    shown = [(case, place) for case in CASES for place in PLACES]
    assert [
        f"{place} of {case.text!r}" for case, place in shown if case.shown(place) not in read[f"{case.page}.html"]
    ] == []
    assert len(shown) == 2 * 64 * len(PLACES) > 3000


def test_what_a_step_kept_and_what_went_wrong_read_as_they_were_said(read: dict[str, str]) -> None:
    wrong = []
    for case in CASES:
        said = [f"{case.say('step')} kept-{one}" for one in KEPT if one != "json"]
        said += [f"{json.dumps(case.say('step'), ensure_ascii=False)[1:-1]} kept-json"]
        said += [f"{case.say('failing_step')} failed"]
        wrong += [one for one in said if one not in read[f"{case.page}.html"]]
    assert wrong == []


def test_what_the_product_says_of_itself_reads_as_it_was_written(read: dict[str, str]) -> None:
    home = read["index.html"]
    assert home.count(SUMMARY) >= 2, "as the title, and as the summary"
    for number, text in enumerate(FOLDED):
        assert f"{text} za{number}az" in home
        assert f"{text} zt{number}tz" in home
        assert f"{text} zt{number}tz" in read[f"reading/reader{number}.html"]
        assert f"meaning {text} zm{number}mz" in read[f"{Case(number, True).page}.html"]


def test_programs_read_every_text_as_it_was_written(site: Path) -> None:
    record = json.loads((site / "specs.json").read_text("utf-8"))
    names = {feature["name"] for feature in record["features"]}
    names |= {scenario["name"] for feature in record["features"] for scenario in feature["scenarios"]}
    expected = {case.say(place) for case in CASES for place in NAMES if place != "rule_name"}
    assert expected <= names
    listing = " ".join((site / "llms.txt").read_text("utf-8").split())
    for case in CASES:
        text = (site / f"{case.page}.txt").read_text("utf-8")
        assert [place for place in (*NAMES, "step", "doc_string") if case.say(place) not in text] == []
        assert case.token("feature_name") in listing
