"""Nothing internal is left in any file of a public book: a word in each place where a text can stand is looked for."""

import gzip
import json
import re
from html import unescape
from pathlib import Path
from urllib.parse import unquote

import pytest
from tests.everything import STEPS, feature, marked, markers, public_feature, write_steps
from tests.sandbox import Sandbox

PRODUCT = """\
audiences:
  public: {title: Everyone}
  internal: {title: PLOVERaudience, sees: [public], details: true}
personas:
  ploverpersona: {title: PLOVERpersonatitle, about: PLOVERabout, path: [specs/staff/hidden.feature]}
  shopper:
    path:
      - open/pay.feature
      - open/mixed.feature "PLOVERscenarioscenarioname"
glossary:
  PLOVERtagstep: PLOVERmeaning
links:
  source: https://git.example/PLOVERsource/{commit}/{path}#L{line}
  tags: {issue: "https://tracker.example/PLOVERtracker/{value}"}
moved: {PLOVERold.feature: staff/hidden.feature}
order: [staff/PLOVERfile.feature]
"""
# A scenario, a Rule and an Examples table that are kept inside, in a feature that is public.
MIXED = """\
# {comment}
Feature: Mixed
  Scenario: Open
    Given it begins with nothing

  @internal @issue:PLOVERissue @owner:PLOVERowner
{scenario}

  Scenario Outline: Rows
    Given it begins with <what>

    Examples:
      | what |
      | more |

    @internal
    Examples: {examples}
      | what            |
      | {examples}value |

  @internal
  Rule: {rule}
    Scenario: {rule}scenario
      Given it begins with {rule}step
"""
SCENARIO = """\
  Scenario: {name}
    {name}about

    When it shows {name}step
      | {name}head |
      | {name}cell |
    Then it breaks with {name}step
"""
README = "---\naudience: internal\n---\n# PLOVERreadme\n\nPLOVERprose ![PLOVERalt](PLOVERpicture.png)\n"
PROSE = """\
# Prose

::: spec specs/staff/hidden.feature "PLOVERhiddenscenarioname"

::: spec specs/staff/hidden.feature "PLOVERhiddenoutlinename" as examples
"""


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Sandbox:
    """A project with a word of its own in every place of what is internal, run once."""
    sandbox = Sandbox(tmp_path_factory.mktemp("leaks"))
    write_steps(sandbox)
    sandbox.write("specs/product.yml", PRODUCT)
    sandbox.write("specs/open/pay.feature", public_feature())
    scenario = SCENARIO.format(name="PLOVERscenarioscenarioname").rstrip()
    mixed = MIXED.format(comment="", scenario=scenario, rule="PLOVERrule", examples="PLOVERexamples")
    sandbox.write("specs/open/mixed.feature", mixed)
    sandbox.write("specs/open/tag.feature", feature(marked("tag"), "@internal"))
    sandbox.write("specs/staff/README.md", README)
    sandbox.write("specs/staff/PLOVERpicture.png", b"\x89PNG\r\n\x1a\nPLOVERbytes")
    sandbox.write("specs/staff/hidden.feature", feature(marked("hidden")))
    sandbox.write("specs/staff/PLOVERfile.feature", public_feature("PLOVERfilefeature"))
    sandbox.write("specs/staff/PLOVERtorn.feature", "PLOVERtornline\n")
    sandbox.write("docs/prose.md", PROSE)
    assert sandbox.specbook("run").code == 1
    return sandbox


@pytest.fixture(scope="module")
def books(project: Sandbox) -> dict[str, str]:
    """Build both books for a server and for a disk; give all that can be read in each."""
    read = {}
    for name, arguments in {
        "public": (),
        "public offline": ("--offline",),
        "internal": ("--audience", "internal"),
    }.items():
        said = project.specbook("build", *arguments)
        assert "pages in" in said.out, said.text
        read[name] = everything_in(project.root / "site")
    return read


def everything_in(site: Path) -> str:
    """Read all files of a site, their names too: unpacked, and as they are when entities and escapes are resolved."""
    found = []
    for path in sorted(path for path in site.rglob("*") if path.is_file()):
        data = path.read_bytes()
        text = (gzip.decompress(data) if path.suffix == ".gz" else data).decode("utf-8", errors="ignore")
        found += [unquote(path.relative_to(site).as_posix()), *readings(text)]
    assert len(found) > 100
    return "\n".join(found).casefold()


def readings(text: str) -> list[str]:
    decoded = re.sub(r"\\u([0-9a-fA-F]{4})", lambda match: chr(int(match[1], 16)), text)
    return [text, decoded, *(unquote(unescape(one)) for one in (text, decoded)), unescape(unescape(decoded))]


WORDS = """
personatitle about meaning source tracker issue owner readme prose alt bytes filefeature file.html torn.html old.html
rule rulescenario rulestep examples examplesvalue
"""
SCENARIO_WORDS = ("", "about", "step", "head", "cell", "step failed")
PLAIN = (
    *(f"PLOVER{word}" for word in WORDS.split()),
    *(f"PLOVERscenarioscenarioname{word}" for word in SCENARIO_WORDS),
)
MARKERS = (*PLAIN, *markers("tag"), *markers("hidden"))


def test_every_word_of_what_is_internal_is_in_the_internal_book(books: dict[str, str]) -> None:
    assert len(set(MARKERS)) == len(MARKERS) > 90
    missing = [marker for marker in MARKERS if marker.casefold() not in books["internal"]]
    assert missing == []


@pytest.mark.parametrize("book", ["public", "public offline"])
def test_no_word_of_what_is_internal_is_in_a_public_book(books: dict[str, str], book: str) -> None:
    found = {match[0] for match in re.finditer(r"plover\w*", books[book])}
    assert found == set()


def test_public_counts_leave_out_what_is_internal(project: Sandbox) -> None:
    counts = {}
    for audience in ("public", "internal"):
        project.specbook("build", "--audience", audience)
        site = project.root / "site"
        record = json.loads((site / "specs.json").read_text("utf-8"))
        examples = [one for each in record["features"] for part in each["scenarios"] for one in part["examples"]]
        shown = {
            mark
            for path in site.rglob("*.html")
            for mark in re.findall(r'data-sb-example="([^"]+)"', path.read_text("utf-8"))
        }
        assert len(shown) == len(examples)
        counts[audience] = len(examples)
        assert f"{len(examples)} examples specified" in (site / "status.html").read_text("utf-8")
        assert f"of {len(examples)} verified" in (site / "llms.txt").read_text("utf-8")
    assert counts == {"public": 3, "internal": 15}


def test_what_was_public_once_leaves_no_trace_when_it_is_internal(project: Sandbox, tmp_path: Path) -> None:
    project.write("specs/open/once.feature", public_feature("PLOVERonce"))
    project.specbook("build")
    assert "ploveronce" in everything_in(project.root / "site")
    old = (project.root / "site" / "specs.json").rename(tmp_path / "specs.json")
    project.write("specs/open/once.feature", "@internal\n" + public_feature("PLOVERonce"))
    assert project.specbook("build", "--previous", str(old)).code == 1, "torn, as before"
    assert "ploveronce" not in everything_in(project.root / "site")
    (project.root / "specs/open/once.feature").unlink()


@pytest.mark.parametrize(
    "packed", ["&#80;LOVER-word", "%50LOVER-word", "\\u0050LOVER-word", "&amp;#80;LOVER-word", "plover-WORD"]
)
def test_a_word_is_found_however_it_is_written(packed: str) -> None:
    assert any("plover-word" in reading.casefold() for reading in readings(packed))


def test_the_words_are_kept_by_the_steps_that_say_so() -> None:
    assert all(f"kept-{marker.rpartition(' kept-')[2]}" in STEPS for marker in markers("x") if " kept-" in marker)
