"""The words that a reader of the book sees, where they are ours."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from specbook.ledger import State

HOME = "Home"
SPECS = "Specs"
STATUS = "Where it stands"
TAGS = "Tags"
DARK, LIGHT = "Switch to dark mode", "Switch to light mode"

STATE_MARKS: dict[State, str] = {
    "verified": "✔",
    "failing": "✖",
    "undefined": "○",
    "changed": "✎",
    "not run": "–",
    "manual": "✓",
    "planned": "◌",
}
STATES: dict[State, str] = {
    "verified": "verified",
    "failing": "broken",
    "undefined": "not automated yet",
    "changed": "changed, not yet verified",
    "not run": "not verified",
    "manual": "checked by hand",
    "planned": "planned",
}
COUNTED: dict[State, str] = STATES | {"changed": "changed"}

UNNAMED_SCENARIO = "Unnamed scenario"
UNNAMED_RULE = "Unnamed rule"

HOW = "How it works"
REFUSED = "When it is refused"
RULES = "Rules"
TEST_CASES = "Test cases"
BEFORE, DO, GET = "Before you start", "What you do", "What you get"
READINGS = {"howto": "How-to", "gherkin": "Gherkin", "evidence": "Evidence"}
READ_AS = "Read this page as"
NO_STEPS = "No steps are written yet."
NO_ROWS = "No examples are written yet."
STEPS = "How it is tried"
STATE = "State"
MESSAGE = "What went wrong"
KINDS = {"main": "Main use case", "alternative": "Use case", "error": "Use case", None: "Test cases"}

START = "Where would you like to start?"
PATHS = "Start here"
PREVIOUS, NEXT = "Previous", "Next"
CHECK_YOURSELF = "Check yourself"
WHAT_DO_YOU_GET = "What do you get?"
SHOW_ANSWER = "Show the answer"
ANSWER_IS_TESTED = "The answer is what the last run of this example proved."
PICTURE, SEEN = "What it looks like", "What was seen"
UNSHOWN = "Something that this step showed cannot be shown here."
CUT = "\n… and more, which is kept with the results."

CAPABILITIES = "What you can do"
PERSONAS = "Who it is for"
FEATURES = "Features"
PARTS = "Parts"
NOTHING = "Nothing is specified yet."
ALL_TRIED = "Everything on these pages was tried"
SOME_TRIED = "What these pages say was tried"
NONE_TRIED = "Nothing on these pages was tried yet"
BY_CAPABILITY = "By capability"
CAPABILITY, FEATURE_COUNT, EXAMPLE_COUNT = "Capability", "Features", "Examples"
UNREADABLE = "Cannot be read"
ALL_GOOD = "Nothing is broken, changed, or still to be run."
NO_EMBED = "An example should stand here, but it cannot be shown."
NO_TAGS = "No spec is tagged."
LISTED: dict[State, str] = {
    "failing": "Broken",
    "changed": "Changed, not yet verified",
    "undefined": "Not automated yet",
    "not run": "Not verified",
}
MOVED = "This page has moved"
SHORT_LINK = "Short link"
SHORT_LINKS = "Short links lead to single examples. Where none is shown here, the example is no longer in the book."
EDIT = "Edit this page"
LLMS_STATES = (
    "Each feature below is a text page: its description, and its scenarios in Gherkin. Beside every example stands what"
    " the newest run of it proved. Of all examples:"
)
LLMS_JSON = "every feature and example with its state, for programs"
ERROR_TITLE = "This spec cannot be read"
ERROR_WHAT_TO_DO = (
    "Correct the lines below in {path}, then build the book again. Until then its examples count nowhere."
)
# What the pages' script says; it reads them from the record of the runs.
SCRIPT = {"checked": "Checked", "on": "on", "to": "to", "at": "at", "dirty": "with changes not yet committed"}
SCRIPT |= {"read": "read", "progress": "{count} of {total} read"}
SCRIPT |= {"taken": "from the run of", "copy": "Copy", "copied": "Copied"}
DEEP_LINK = "Link to this place"


def kind(flow: str | None, why: str) -> str:
    """Say what a scenario is, and why it is taken for that."""
    return f"{KINDS[flow]}, because {why}"


def features(count: int) -> str:
    return "1 feature" if count == 1 else f"{count} features"


def examples(count: int) -> str:
    return "1 example" if count == 1 else f"{count} examples"


def pages(count: int) -> str:
    return "1 page" if count == 1 else f"{count} pages"


def minutes(count: int) -> str:
    return "1 minute" if count == 1 else f"{count} minutes"


def start_here(persona: str) -> str:
    return f"{PATHS}: {persona}"


def stop_of(number: int, total: int) -> str:
    return f"{number} of {total}"


def specified(count: int) -> str:
    return f"{examples(count)} specified"


def counted(state: State, count: int, total: int) -> str:
    """Say how many examples are in a state."""
    if state == "verified":
        return f"{STATE_MARKS[state]} {count} of {total} verified"
    return f"{STATE_MARKS[state]} {count} {COUNTED[state]}"


def place(line: int, column: int) -> str:
    return f"line {line}, column {column}"


def row(number: int) -> str:
    return f"row {number}"


def showed(row_number: int) -> str:
    return f"What row {row_number} showed"


def kept_file(media_type: str) -> str:
    """Say of a file that it is no text, and where to look for it."""
    return f"A file ({media_type}), kept with the results."


def more_cases(count: int) -> str:
    return f"{count} test cases"


def tag_heading(tag: str) -> str:
    return f"More about {tag}"


def collision(path: str, docs: str) -> str:
    """Say which page of the user stands where Specbook writes one."""
    return (
        f"{docs}/{path}: Specbook writes a page of its own at this address. "
        f"Rename yours, or move it to another folder of {docs}/."
    )
