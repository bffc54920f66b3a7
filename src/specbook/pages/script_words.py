"""What the scripts of the pages say, in English, each text by its name there."""

from __future__ import annotations

# What the pages' script says; it reads them from the record of the runs.
SCRIPT = {
    "checked": "Checked {date}",
    "span": "Checked {first} to {last}",
    "commit": "{checked} at {commit}",
    "dirty": "{checked}, with changes not yet committed",
    "on": " on {date}",
    "taken": ", from the run of {date}",
    # The words that say nothing of what somebody looks for, with spaces between them.
    "idle": "a an and are as at be by can do does for from how i if in is it its me my of on or should that the this to"
    " was what when where which who why will with would you your",
    "read": "read",
    "progress": "{count} of {total} read",
    "copy": "Copy",
    "copied": "Copied",
    "here": "Where you are",
    "diagram": "Diagram",
    "seek": "Search for “{words}”",
    "FAILED": "failed",
    "SKIPPED": "skipped",
    "PENDING": "pending",
    "UNDEFINED": "undefined",
    "AMBIGUOUS": "ambiguous",
    "UNKNOWN": "unknown",
}
# What the script of the filters says; it reads them from the list of scenarios.
FILTER_SCRIPT = {
    "filter": "Choose what is shown",
    "state": "State",
    "kind": "Kind",
    "tag": "Tag",
    "persona": "Persona",
    "scenario": "Scenario",
    "capability": "Capability",
    "all": "All",
    "reset": "Show all",
    "more": "Show {count} more",
    "features": "{count} of {total} features",
    "scenarios": "{count} of {total} scenarios",
}
# What the script of the team's pages says; it reads them from the record of the history.
TEAM_SCRIPT = {
    "broken": "broken",
    "fixed": "fixed",
    "new": "new",
    "flaky": "flaky",
    "unsteady": "Over the last runs, with the same text and the same step definitions, these came out both ways:",
    "nothing": "Nothing became new, fixed or broken.",
    "first": "No run before this one is known here.",
    "none": "No run is known here.",
    "more": "and {count} more",
    "up": "{count} more verified since {date}",
    "down": "{count} fewer verified since {date}",
    "same": "as on {date}",
    "run": "Run",
    "commit": "Commit",
    "dirty": "with changes",
    "verified": "Verified",
    "changes": "What changed",
    "of": "{count} of {total}",
    "scenario": "Scenario",
    "took": "It took",
    "share": "Of all time",
    "untimed": "No run that is kept here tells how long an example took.",
}
# What the script of the margin says while a spec is written; it reads them from the record of the page's findings.
MARGIN_SCRIPT = {
    "findings": "What the checks find here",
    "nothing": "The checks find nothing here.",
    "hide": "Hide what the checks find",
    "show": "Show what the checks find",
    "line": "line {line}",
    "explain": "More about it, in a terminal:",
}
