"""What the checks find in the specs of a project, file by file, and looked for again only where a file changed."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from functools import cache, partial
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING, Any

from specbook import checks, errors, finding, model
from specbook.backlog import read_backlog
from specbook.cache import Cache
from specbook.checks import Known, check_names, enabled, every_check, heeded, nearest_check
from specbook.config import FILE_NAME
from specbook.finding import Edit, Finding, Fix, Said, say
from specbook.ledger import reconcile
from specbook.model import Specs
from specbook.product import load_product
from specbook.reader import MADE_BY
from specbook.results.folder import read_runs
from specbook.step_index.digests import digests_for
from specbook.step_index.index import read_step_index

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from specbook.config import Project
    from specbook.ledger import Ledger
    from specbook.model import GherkinDocument

_KEPT = "findings"
_SETTINGS = "settings"


def known_findings(project: Project, specs: Specs, known: Known | None = None) -> tuple[Finding, ...]:
    """Return what `run_checks` does, and what is wrong with the settings of the checks and with backlog.yml.

    Of a check that looks at one file alone, what was found in a file stays true until the file changes.
    """
    known = known or what_is_known(project, specs)
    others = (model.__file__, finding.__file__, errors.__file__, __file__, *MADE_BY)
    makers = [*sorted(Path(checks.__file__).parent.glob("*.py")), *others]
    kept_findings = Cache(project.cache, _KEPT, map(str, makers))
    kept = kept_findings.get(_KEPT, "")
    before: dict[str, list[Any]] = json.loads(kept) if kept else {}
    names = {document.uri: _digest(document) for document in specs.documents}
    now = {
        names[document.uri]: before.get(names[document.uri]) or _checked(specs, document)
        for document in specs.documents
    }
    if now.keys() != before.keys():
        kept_findings.put(_KEPT, "", json.dumps(now).encode("ascii"))
    alone = [_loaded(uri, told) for uri, name in names.items() for told in now[name][0]]
    torn = _alone(replace(specs, documents=()))
    on = frozenset().union(*(enabled(known.options, uri) for uri in ("", *names, *specs.unparsable)))
    asking = (check for check in every_check() if not check.alone and check.family != "suppressions")
    together = [one for check in asking if check.name in on for one in check.find(specs, known)]
    found = heeded(specs, known, (*alone, *torn, *together), every_check())
    return tuple(sorted((*found, *_unknown_names(project), *_wrong_backlog(known))))


def what_is_known(project: Project, specs: Specs) -> Known:
    """Read what checks may ask of besides the specs; the runs only when one asks."""
    steps = read_step_index(project)
    ledger = cache(partial(_ledger, project, specs))
    return Known(project.settings, load_product(project), read_backlog(project), steps, ledger)


def dump_findings(findings: Iterable[Finding]) -> str:
    """Write findings down as JSON, with what their texts were made of."""
    return json.dumps([[one.uri, _dumped(one)] for one in findings])


def load_findings(text: str) -> tuple[Finding, ...]:
    """Read what `dump_findings` wrote."""
    return tuple(_loaded(uri, told) for uri, told in json.loads(text))


def _ledger(project: Project, specs: Specs) -> Ledger | None:
    runs = read_runs(project.results, project.root, project.cache) if project.results.is_dir() else ()
    return reconcile(specs, runs, project.settings, digests_for(project.root, runs)) if runs else None


def _checked(specs: Specs, document: GherkinDocument) -> list[Any]:
    """Check one file; in a list, so that having found nothing is known, too."""
    return [[_dumped(one) for one in sorted(set(_alone(Specs(specs.path, (document,)))))]]


def _alone(specs: Specs) -> Iterator[Finding]:
    yield from (one for check in every_check() if check.alone for one in check.find(specs, Known()))


def _digest(document: GherkinDocument) -> str:
    text = f"{document.uri}\0{document.bom}\0{document.source}"
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def _dumped(one: Finding) -> list[Any]:
    edits = [
        [_told(fix.title), [[e.line, e.column, e.end_line, e.end_column, e.text] for e in fix.edits], fix.safe]
        for fix in one.fixes
    ]
    return [one.line, one.column, one.check, one.severity, _told(one.message), one.end, edits]


def _loaded(uri: str, told: list[Any]) -> Finding:
    line, column, check, severity, message, end, fixes = told
    made = (Fix(_heard(title), tuple(Edit(*edit) for edit in edits), safe) for title, edits, safe in fixes)
    return Finding(uri, line, column, check, severity, _heard(message), end, tuple(made))


def _told(text: Any) -> Any:
    """Keep what a text was made of."""
    if isinstance(text, Said):
        return [text.template, {name: _told(value) for name, value in text.values.items()}]
    return text


def _heard(told: Any) -> Any:
    if isinstance(told, list):
        template, values = told
        return say(template, **{name: _heard(value) for name, value in values.items()})
    return told


def _unknown_names(project: Project) -> Iterator[Finding]:
    """Tell, with its line in pyproject.toml, of each name in the settings that no check and no family has."""
    settings = project.settings.check
    words = [*settings.select, *settings.extend_select, *settings.ignore]
    words += [word for folder in settings.folders for word in (*folder.select, *folder.ignore)]
    unknown = [word for word in dict.fromkeys(words) if word not in check_names()]
    lines = (project.root / FILE_NAME).read_text("utf-8").split("\n") if unknown else []
    for word in unknown:
        at = next((n for n, line in enumerate(lines, 1) if re.search(rf"[\"']{re.escape(word)}[\"']", line)), 1)
        message = say("There is no check “{name}”. {nearest}", name=word, nearest=nearest_check(word, families=True))
        yield Finding(FILE_NAME, at, 1, _SETTINGS, "error", message)


def _wrong_backlog(known: Known) -> Iterator[Finding]:
    """Tell, with its line, of each mistake in how backlog.yml is written."""
    for problem in known.backlog.problems if known.backlog else ():
        yield Finding(problem.uri, problem.line, max(problem.column, 1), _SETTINGS, "error", problem.what)
