"""The words that a reader of the book sees, where they are ours: here in English, in other languages by catalogue."""

from __future__ import annotations

from dataclasses import dataclass, field
from gettext import NullTranslations
from typing import TYPE_CHECKING

from specbook.flows import WHY
from specbook.ledger import DEFINITION_CHANGED, NEVER_RUN, TEXT_CHANGED
from specbook.model import NO_ROWS, NO_STEPS
from specbook.pages.messages import Count, Counts, Message, Phrase, Text, Texts
from specbook.pages.script_words import FILTER_SCRIPT, MARGIN_SCRIPT, SCRIPT, TEAM_SCRIPT

if TYPE_CHECKING:
    from specbook.flows import Kind
    from specbook.ledger import State

STATE_MARKS: dict[State, str] = {
    "verified": "✔",
    "failing": "✖",
    "undefined": "○",
    "changed": "✎",
    "not run": "–",
    "manual": "✓",
    "planned": "◌",
}
# The states that need somebody's eye, in the order in which they are listed.
LISTED: tuple[State, ...] = ("failing", "changed", "undefined", "not run")
WORST_FIRST: tuple[State, ...] = (*LISTED, "planned", "manual")
READINGS = ("howto", "gherkin", "evidence")
# Why an example is in its state, where it is not a step that says so.
REASONS = (TEXT_CHANGED, DEFINITION_CHANGED, NEVER_RUN, NO_ROWS, NO_STEPS)


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a book in one language: English, unless they are translated."""

    language: str = "en"
    translations: NullTranslations = field(default_factory=NullTranslations)

    home = Text("Home")
    specs = Text("Specs")
    status = Text("Where it stands")
    tags = Text("Tags")
    dark, light = Text("Switch to dark mode"), Text("Switch to light mode")

    state_name = Texts(
        {
            "verified": "verified",
            "failing": "broken",
            "undefined": "not automated yet",
            "changed": "changed, not yet verified",
            "not run": "not verified",
            "manual": "checked by hand",
            "planned": "planned",
        }
    )
    in_state = Counts(
        {
            "verified": ("{count} of {total} verified", "{count} of {total} verified"),
            "failing": ("{count} broken", "{count} broken"),
            "undefined": ("{count} not automated yet", "{count} not automated yet"),
            "changed": ("{count} changed", "{count} changed"),
            "not run": ("{count} not verified", "{count} not verified"),
            "manual": ("{count} checked by hand", "{count} checked by hand"),
            "planned": ("{count} planned", "{count} planned"),
        }
    )

    unnamed_scenario = Text("Unnamed scenario")
    unnamed_rule = Text("Unnamed rule")

    how = Text("How it works")
    refused = Text("When it is refused")
    rules = Text("Rules")
    test_cases = Text("Test cases")
    more_cases = Count("{count} test case", "{count} test cases")
    before, do, get = Text("Before you start"), Text("What you do"), Text("What you get")
    reading = Texts({"howto": "How-to", "gherkin": "Gherkin", "evidence": "Evidence"})
    read_as = Text("Read this page as")
    no_steps = Text("No steps are written yet.")
    no_rows = Text("No examples are written yet.")
    steps = Text("How it is tried")
    state = Text("State")
    example = Text("Example")
    message = Text("What went wrong")
    flow = Texts(
        {
            "main": "Main use case, because {why}",
            "alternative": "Use case, because {why}",
            "error": "Use case, because {why}",
            "test cases": "Test cases, because {why}",
        }
    )

    clue = Texts(WHY)
    known_reason = Texts({reason: reason for reason in REASONS})

    start = Text("Where would you like to start?")
    paths = Text("Start here")
    start_here = Phrase("Start here: {persona}")
    stop_of = Phrase("{number} of {total}")
    previous, next = Phrase("← Previous: {title}"), Phrase("Next: {title} →")
    check_yourself = Text("Check yourself")
    what_do_you_get = Text("What do you get?")
    show_answer = Text("Show the answer")
    answer_is_tested = Text("The answer is what the last run of this example proved.")
    picture, seen = Text("What it looks like"), Text("What was seen")
    showed = Phrase("What row {number} showed")
    unshown = Text("Something that this step showed cannot be shown here.")
    cut = Text("… and more, which is kept with the results.")
    kept_file = Phrase("A file ({media_type}), kept with the results.")

    capabilities = Text("What you can do")
    personas = Text("Who it is for")
    features_title = Text("Features")
    parts = Text("Parts")
    nothing = Text("Nothing is specified yet.")
    all_tried = Text("Everything on these pages was tried")
    some_tried = Text("What these pages say was tried")
    none_tried = Text("Nothing on these pages was tried yet")
    tried = Phrase("{opening}: {counts}")
    by_capability = Text("By capability")
    capability = Text("Capability")
    feature_count, example_count = Text("Features", "how many"), Text("Examples", "how many")
    specified = Count("{count} example specified", "{count} examples specified")
    listed = Texts(
        {
            "failing": "Broken",
            "changed": "Changed, not yet verified",
            "undefined": "Not automated yet",
            "not run": "Not verified",
        }
    )
    unreadable = Text("Cannot be read")
    unread = Count("✖ {count} spec cannot be read", "✖ {count} specs cannot be read")
    all_good = Text("Nothing is broken, changed, or still to be run.")
    no_embed = Text("An example should stand here, but it cannot be shown.")
    no_tags = Text("No spec is tagged.")
    tag_heading = Phrase("More about {tag}")

    moved = Text("This page has moved")
    missing = Text("This page is not here")
    about_missing = Text(
        "Nothing stands at this address. What it led to may have moved or gone, or the address is mistyped."
    )
    go_on = Text("Go on from here:")
    short_link = Text("Short link")
    short_links = Text(
        "Short links lead to single examples. Where none is shown here, the example is no longer in the book."
    )
    deep_link = Text("Link to this place")
    edit = Text("Edit this page")
    owned = Phrase("Owner: {names}")
    last_changed = Phrase("Last changed {day}")
    report = Text("Report a problem with this page")
    llms_states = Text(
        "Each feature below is a text page: its description, and its scenarios in Gherkin. Beside every example stands"
        " what the newest run of it proved. Of all examples:"
    )
    llms_json = Text("every feature and example with its state, for programs")
    error_title = Text("This spec cannot be read")
    error_what_to_do = Phrase(
        "Correct the lines below in {path}, then build the book again. Until then its examples count nowhere."
    )
    place = Phrase("line {line}, column {column}")
    row = Phrase("row {number}")
    features = Count("{count} feature", "{count} features")
    examples = Count("{count} example", "{count} examples")
    pages = Count("{count} page", "{count} pages")
    minutes = Count("{count} minute", "{count} minutes")
    script = Texts(SCRIPT, "on a page, by its script")

    every_scenario = Text("Every scenario")
    use_case, test_case = Text("Use case"), Text("Test case")
    scenarios_need_script = Text(
        "Each scenario stands on the page of its feature. Here, a script lists them all, which your browser does not"
        " run."
    )
    filter_script = Texts(FILTER_SCRIPT, "on a page with filters, by its script")

    news, last_runs, trend = Text("Since the run before"), Text("The last runs"), Text("Trend")
    retried = Count(
        "passed only when tried again, in {count} run",
        "passed only when tried again, in {count} runs",
    )
    both_ways = Phrase("both verified and broken at commit {commit}")
    by_turns = Phrase("verified and broken by turns: {changes} changes in {runs} runs")
    for_the_team = Text("For the team")
    step_definitions = Text("Step definitions")
    no_definitions = Text("No run that is kept here tells of a step definition.")
    definitions = Count("{count} function defines steps.", "{count} functions define steps.")
    stands_on_runs = Text(
        "They are the ones that the runs kept here have used, at their places in today's files. Beside each stand the"
        " features whose newest run used it."
    )
    unused_count = Count("{count} is used by no example.", "{count} are used by no example.")
    untried = Count(
        "Of {count} example, no run tells yet what it uses today: what seems unused may be used there.",
        "Of {count} examples, no run tells yet what they use today: what seems unused may be used there.",
    )
    health = Text("Health")
    about_health = Text(
        "What the checks find in the specs. They look at how a spec is written, not at what a run proved."
    )
    healthy = Text("They find nothing wrong.")
    asked_for = Text("What these checks ask for")
    severity = Texts({"error": "error", "warning": "warning", "information": "information"})
    slowest = Text("Slowest scenarios")
    stands_on_newest = Text("How long each scenario took in its newest run, fixtures included; the slowest come first.")
    not_used, not_used_yet = Text("not used"), Text("not used in any run so far")
    more = Phrase("{number} more")
    needs_script = Text("What came of earlier runs is shown by a script, which your browser does not run.")
    team_script = Texts(TEAM_SCRIPT, "on a page of the team, by its script")
    margin_script = Texts(MARGIN_SCRIPT, "beside a page while its spec is written, by its script")

    def say(self, message: Message) -> str:
        """Return a message in this language."""
        if message.context:
            return self.translations.pgettext(message.context, message.english)
        return self.translations.gettext(message.english)

    def count(self, message: Message, count: int) -> str:
        """Return the form of a message that a number of things asks for in this language."""
        return self.translations.ngettext(message.english, message.plural, count)

    def kind(self, kind: Kind) -> str:
        """Say what a scenario is, and why it is taken for that."""
        return self.flow(kind.flow or "test cases").format(why=self.clue(kind.clue).format(found=kind.found))

    def reason(self, reason: str) -> str:
        """Return why an example is in its state; what a step said is left as it is."""
        return self.known_reason(reason) if reason in REASONS else reason

    def counted(self, state: State, count: int, total: int) -> str:
        """Say how many examples are in a state; the tick is for where all are verified."""
        text = self.in_state(state, count, total=total)
        return text if state == "verified" and count < total else f"{STATE_MARKS[state]} {text}"

    def scripted(self) -> dict[str, str]:
        """Return what the pages' script says, by its name there."""
        return {name: self.script(name) for name in SCRIPT}

    def scripted_for_filters(self) -> dict[str, str]:
        """Return what the script of the filters says, by its name there."""
        return {name: self.filter_script(name) for name in FILTER_SCRIPT}

    def scripted_for_the_team(self) -> dict[str, str]:
        """Return what the script of the team's pages says, by its name there."""
        return {name: self.team_script(name) for name in TEAM_SCRIPT}

    def scripted_for_the_margin(self) -> dict[str, str]:
        """Return what the script of the margin says, by its name there."""
        return {name: self.margin_script(name) for name in MARGIN_SCRIPT}
