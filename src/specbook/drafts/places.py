"""Where a new feature goes: the folder that is named, or the one whose features speak of the same things."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from specbook.capabilities import README
from specbook.drafts.features import file_name
from specbook.errors import UsageError
from specbook.files import write_atomically

if TYPE_CHECKING:
    from collections.abc import Iterator

    from specbook.config import Project
    from specbook.drafts.features import FeatureDraft
    from specbook.model import Capability, Specs

_SHORTEST = 4
# Words that stories and titles have in common, whatever they are about.
_SAYS_NOTHING = frozenset(
    {"with", "from", "that", "this", "what", "when", "want", "have", "into", "your", "their", "them", "they", "will"}
    | {"would", "like", "need", "order", "pour", "avec", "dans", "afin", "veux", "plus", "leur", "cette", "tant"}
    | {"souhaite", "voudrais", "peux", "être"}
)


@dataclass(frozen=True, slots=True)
class Guess:
    """The folder that a feature seems to belong to, below the root, and the words by which it does."""

    folder: str
    words: tuple[str, ...] = ()


def named_folder(specs: Specs, name: str) -> str:
    """Return the folder of a capability by its path or its title; a new one is named by the words given.

    Raises UsageError for a path that leads out of the folder of specs.
    """
    for capability in specs.capabilities:
        if name.strip("/") in {capability.path, specs.inner_path(capability.path)} or _same(name, capability.title):
            return capability.path
    path = PurePosixPath(name.removeprefix(f"{specs.path}/"))
    if path.is_absolute() or ".." in path.parts:
        raise UsageError(f"--in {name}: name a folder below {specs.path}/, or a capability by its title.")
    parts = [part if re.fullmatch(r"[\w-]+", part) else file_name(part) for part in path.parts]
    return "/".join([specs.path, *parts])


def likely_folder(specs: Specs, text: str) -> Guess:
    """Guess the folder of a feature: the one whose README and features share most words with it, if one stands out."""
    wanted = _words(text)
    shared = {
        capability.path: wanted & _words(_spoken(specs, capability))
        for capability in specs.capabilities
        if capability.path != specs.path
    }
    everywhere = {word for word in wanted if sum(word in words for words in shared.values()) > max(len(shared) // 2, 1)}
    ranked = sorted(shared, key=lambda path: (-len(shared[path] - everywhere), path))
    if len(ranked) == 1:
        return Guess(ranked[0])
    counts = [len(shared[path] - everywhere) for path in ranked[:2]]
    if counts and counts[0] > counts[1]:
        return Guess(ranked[0], tuple(sorted(shared[ranked[0]] - everywhere)))
    return Guess(specs.path)


def write_feature(project: Project, specs: Specs, draft: FeatureDraft, folder: str, title: str = "") -> list[str]:
    """Write a feature, and a README with its title for each folder that is new; return the paths.

    Raises UsageError where there is such a file, or such a feature, already.
    """
    uri = f"{folder}/{draft.name}.feature"
    for document in specs.documents:
        if document.feature and _same(document.feature.name, draft.title):
            raise UsageError(f"{document.uri}: this is the feature “{draft.title}” already. Choose another title.")
    if any((project.root / f"{uri}{more}").exists() for more in ("", ".md")):
        raise UsageError(f"{uri}: there is such a file already. Choose another title.")
    written = list(_write_readmes(project, specs, folder, title))
    write_atomically(project.root / uri, draft.text)
    return [*written, uri]


def _write_readmes(project: Project, specs: Specs, folder: str, title: str) -> Iterator[str]:
    """Write a README for each folder on the way that is not there yet; the last has the title, if one is given."""
    path = PurePosixPath(folder)
    for place in [*reversed(path.parents), path]:
        uri = place.as_posix()
        new = uri.startswith(f"{specs.path}/") and not (project.root / uri).exists()
        if new:
            words = (
                title
                if uri == folder and title and "/" not in title
                else place.name.replace("_", " ").replace("-", " ")
            )
            write_atomically(project.root / uri / README, f"# {words[:1].upper()}{words[1:]}\n")
            yield f"{uri}/{README}"


def _same(one: str, other: str) -> bool:
    return " ".join(one.split()).casefold() == " ".join(other.split()).casefold()


def _spoken(specs: Specs, capability: Capability) -> str:
    """Return what a capability and its features say of themselves."""
    features = [one.feature for one in specs.documents if one.feature and one.uri.startswith(f"{capability.path}/")]
    told = [f"{feature.name} {feature.description}" for feature in features]
    return " ".join([capability.title, capability.readme, *told])


def _words(text: str) -> frozenset[str]:
    """Return the words of a text that say something, without the ends that only grammar needs."""
    words = re.findall(r"[^\W\d_]+", text.casefold())
    return frozenset(word.rstrip("s") for word in words if len(word) >= _SHORTEST and word not in _SAYS_NOTHING)
