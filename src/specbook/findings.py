"""What the checks find in the specs of a project, file by file, and looked for again only where a file changed."""

from __future__ import annotations

import json
from dataclasses import replace
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING, Any

from specbook import checks, model
from specbook.cache import Cache
from specbook.checks import Finding, run_checks
from specbook.model import Specs
from specbook.reader import MADE_BY

if TYPE_CHECKING:
    from specbook.config import Project
    from specbook.model import GherkinDocument

_KEPT = "findings"


def known_findings(project: Project, specs: Specs) -> tuple[Finding, ...]:
    """Return what `run_checks` does; no check looks at two files at once, so what is known of a file stays true."""
    makers = [*sorted(Path(checks.__file__).parent.glob("*.py")), model.__file__, __file__, *MADE_BY]
    cache = Cache(project.cache, _KEPT, map(str, makers))
    kept = cache.get(_KEPT, "")
    known: dict[str, list[Any]] = json.loads(kept) if kept else {}
    names = {document.uri: _digest(document) for document in specs.documents}
    now = {
        names[document.uri]: known.get(names[document.uri]) or _checked(specs, document) for document in specs.documents
    }
    if now.keys() != known.keys():
        cache.put(_KEPT, "", json.dumps(now).encode("ascii"))
    found = (Finding(uri, *told) for uri, name in names.items() for told in now[name][0])
    return tuple(sorted((*found, *run_checks(replace(specs, documents=())))))


def _checked(specs: Specs, document: GherkinDocument) -> list[Any]:
    """Check one file; in a list, so that having found nothing is known, too."""
    found = run_checks(Specs(specs.path, (document,)))
    return [[(one.line, one.column, one.check, one.severity, one.message) for one in found]]


def _digest(document: GherkinDocument) -> str:
    text = f"{document.uri}\0{document.bom}\0{document.source}"
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
