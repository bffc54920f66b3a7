"""A staged book left as it is while nothing has changed that it is made of, and made anew for whatever has."""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from steps.projects import environment
from tests.sandbox import Sandbox

from specbook.config import find_project
from specbook.errors import SettingsError
from specbook.receipt import keep_receipt, look_at, valid_receipt
from specbook.staged_book import StagedBook, stage_book

PAY = "Feature: Pay\n\n  Scenario: By card\n    Given a basket\n    Then it is paid\n"
STEPS = "from pytest_bdd import given\n\n\n@given('a basket')\ndef basket():\n    pass\n"
ELSEWHERE = "from pytest_bdd import then\n\n\n@then('it is paid')\ndef paid():\n    pass\n"
MKDOCS = "INHERIT: base.yml\ntheme:\n  name: material\n  custom_dir: ours\n"
PICTURE = b"\x89PNG\r\n\x1a\n\0"
# What a file system may take for one and the same time.
MOMENT = 0.05
LONG_AGO = 1_700_000_000


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a project in git that was run, with something of everything that a book is made of."""
    project = Sandbox(tmp_path_factory.mktemp("shop"))
    project.write("pyproject.toml", '[project]\nname = "shop"\n[tool.specbook]\nwords = "words"\n')
    project.write("specs/pay.feature", PAY)
    project.write("specs/card.png", PICTURE)
    project.write("specs/README.md", "# Shop\n\n![A card](card.png)\n")
    project.write("specs/product.yml", "title: Shop\nglossary: {card: Of plastic.}\n")
    project.write("steps/shop.py", STEPS)
    project.write("conftest.py", ELSEWHERE)
    project.write("docs/guide.md", '# Guide\n\n::: spec specs/pay.feature "By card"\n')
    project.write("docs/logo.png", PICTURE)
    project.write("mkdocs.yml", MKDOCS)
    project.write("base.yml", "site_name: Our shop\n")
    project.write("ours/partials/note.html", "<p>Ours</p>\n")
    project.write("ours/hooks/__pycache__/hook.pyc", b"\0")
    project.write("words/en.po", 'msgid "Where it stands"\nmsgstr "How it stands"\n')
    project.write(".gitignore", "/.specbook/\n")
    for command in (("init", "--quiet"), ("add", "."), ("commit", "--quiet", "--message", "All")):
        git(project.root, *command)
    assert project.specbook("run").code == 0
    return project.root


@pytest.fixture
def project(shop: Path, tmp_path: Path) -> Sandbox:
    """Give a copy of the shop with its book, which has a receipt."""
    root = tmp_path / "shop"
    shutil.copytree(shop, root)
    copy = Sandbox.__new__(Sandbox)
    copy.root = root
    staged = stage(root)
    assert (staged.problems, staged.errors, staged.notes) == ((), (), ())
    assert has_receipt(root)
    return copy


def git(root: Path, *arguments: str, **variables: str) -> None:
    who = ("-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false")
    subprocess.run(["git", *who, *arguments], cwd=root, env=os.environ | variables, check=True, capture_output=True)


def stage(root: Path) -> StagedBook:
    """Stage a book, so much later than anything was written that the file system can tell."""
    time.sleep(MOMENT)
    return stage_book(find_project(root), "public")


def has_receipt(root: Path) -> bool:
    project = find_project(root)
    look = look_at(project, "public")
    return look is not None and valid_receipt(project, project.book / "public", look) is not None


def tree(root: Path) -> dict[str, bytes]:
    book = root / ".specbook/book/public"
    files = (path for path in book.rglob("*") if path.is_file() and path.name != "receipt.json")
    return {path.relative_to(book).as_posix(): path.read_bytes() for path in files}


def anew(root: Path) -> dict[str, bytes]:
    """Stage a book where there is none yet."""
    shutil.rmtree(root / ".specbook/book")
    stage(root)
    return tree(root)


def modules_of_a_staging(root: Path) -> str:
    command = [sys.executable, "-X", "importtime", "-m", "specbook", "stage"]
    return subprocess.run(command, cwd=root, env=environment(), capture_output=True, text=True, check=True).stderr


def test_what_was_staged_and_has_not_changed_is_not_even_read(project: Sandbox) -> None:
    before = tree(project.root)
    assert "specbook.whole_staging" not in modules_of_a_staging(project.root)
    assert tree(project.root) == before
    project.write("specs/pay.feature", PAY.replace("a basket", "two baskets"))
    assert "specbook.whole_staging" in modules_of_a_staging(project.root)


def test_what_is_told_of_a_book_is_the_same_whether_it_was_staged_or_not(project: Sandbox) -> None:
    again = stage(project.root)
    shutil.rmtree(project.root / ".specbook/book")
    whole = stage(project.root)
    assert whole.changed == len(tree(project.root))
    assert (again.changed, again.pages, again.tally) == (0, whole.pages, whole.tally)
    assert again.tally.counts["verified"] == 1


def rewrite(path: str, old: str, new: str) -> Callable[[Path], None]:
    def change(root: Path) -> None:
        text = (root / path).read_text("utf-8")
        assert old in text
        (root / path).write_text(text.replace(old, new), "utf-8")

    return change


def write(path: str, content: str | bytes) -> Callable[[Path], None]:
    def change(root: Path) -> None:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(content.encode() if isinstance(content, str) else content)

    return change


def remove(path: str) -> Callable[[Path], None]:
    def change(root: Path) -> None:
        shutil.rmtree(root / path) if (root / path).is_dir() else (root / path).unlink()

    return change


def move_out(path: str) -> Callable[[Path], None]:
    def change(root: Path) -> None:
        """Leave but a link to a file, which is out of the project then."""
        (root / path).rename(root.parent / "out.png")
        (root / path).symlink_to(root.parent / "out.png")

    return change


def commit(root: Path) -> None:
    """Commit a spec on another day, so that nothing differs but when it last changed."""
    text = (root / "specs/pay.feature").read_text("utf-8")
    (root / "specs/pay.feature").write_text(text + "\n", "utf-8")
    git(root, "commit", "--quiet", "--all", "--message", "More")
    (root / "specs/pay.feature").write_text(text, "utf-8")
    git(root, "commit", "--quiet", "--all", "--message", "Less", GIT_COMMITTER_DATE="2020-01-01T12:00:00Z")


def results(root: Path) -> Path:
    return next((root / ".specbook/results").glob("*/messages.ndjson"))


def fail(root: Path) -> None:
    stream = results(root)
    stream.write_text(stream.read_text("utf-8").replace('"PASSED"', '"FAILED"'), "utf-8")


SOURCES = {
    "a spec": rewrite("specs/pay.feature", "a basket", "two baskets"),
    "a tag": rewrite("specs/pay.feature", "Feature", "@audience:internal\nFeature"),
    "a new spec": write("specs/send.feature", PAY.replace("Pay", "Send")),
    "a spec that is gone": remove("specs/pay.feature"),
    "a spec with another name": lambda root: (root / "specs/pay.feature").rename(root / "specs/paying.feature"),
    "the words about a folder": rewrite("specs/README.md", "# Shop", "# Our shop"),
    "a picture of a spec": write("specs/card.png", PICTURE + b"other"),
    "the product": rewrite("specs/product.yml", "Of plastic", "Of metal"),
    "a page": rewrite("docs/guide.md", "# Guide", "# How to"),
    "a new page": write("docs/more.md", "# More\n"),
    "a picture of a page": write("docs/logo.png", PICTURE + b"other"),
    "a step": rewrite("steps/shop.py", "pass", "assert True"),
    "a step elsewhere": rewrite("conftest.py", "pass", "assert True"),
    "a step elsewhere that is gone": remove("conftest.py"),
    "a result": fail,
    "a result that is gone": lambda root: remove(results(root).parent.relative_to(root).as_posix())(root),
    "a broken result": lambda root: results(root).write_bytes(b"{"),
    "the settings": rewrite("pyproject.toml", 'words = "words"', ""),
    "the site": rewrite("mkdocs.yml", "custom_dir: ours", "language: fr"),
    "the site above": write("base.yml", "site_name: Our shop\nuse_directory_urls: true\n"),
    "a template": rewrite("ours/partials/note.html", "Ours", "Yours"),
    "a new template": write("ours/main.html", "{% extends 'base.html' %}\n"),
    "the words": rewrite("words/en.po", "How it stands", "State"),
    "the days of the specs": commit,
    "a result where Python keeps its own": lambda root: write(
        ".specbook/results/__pycache__/messages.ndjson", results(root).read_bytes().replace(b"PASSED", b"FAILED")
    )(root),
    "a picture that is elsewhere": move_out("specs/card.png"),
}


@pytest.mark.parametrize("source", SOURCES)
def test_a_book_is_staged_again_where_anything_changed_that_it_is_made_of(project: Sandbox, source: str) -> None:
    before = tree(project.root)
    SOURCES[source](project.root)
    stage(project.root)
    after = tree(project.root)
    assert after != before
    assert after == anew(project.root)


STAGED = {
    "a page that was edited": write(".specbook/book/public/docs/status.md", "# All is well\n"),
    "a page that is gone": remove(".specbook/book/public/docs/status.md"),
    "a file that is not ours": write(".specbook/book/public/docs/more.md", "# More\n"),
    "a template that was edited": write(".specbook/book/public/theme/404.html", "Gone\n"),
    "the configuration": write(".specbook/book/public/mkdocs.yml", "site_name: Another\n"),
    "no tree": remove(".specbook/book/public/docs"),
    "no receipt": remove(".specbook/book/public/receipt.json"),
    "half a receipt": write(".specbook/book/public/receipt.json", '{"made_of": "'),
    "another receipt": write(".specbook/book/public/receipt.json", "[]"),
    "a deep receipt": write(".specbook/book/public/receipt.json", "[" * 100_000),
    "a receipt of numbers": rewrite(".specbook/book/public/receipt.json", '"conftest.py"', "5"),
    "a file where Python keeps its own": write(".specbook/book/public/docs/__pycache__/more.md", "# More\n"),
}


@pytest.mark.parametrize("what", STAGED)
def test_a_tree_that_is_not_as_it_was_staged_is_staged_again(project: Sandbox, what: str) -> None:
    before = tree(project.root)
    STAGED[what](project.root)
    assert not has_receipt(project.root)
    stage(project.root)
    assert tree(project.root) == before
    assert has_receipt(project.root)


def put_back(root: Path, path: str) -> None:
    """Write something else, and then what was there, which looks as old as it is."""
    before, status = (root / path).read_bytes(), (root / path).stat()
    (root / path).write_bytes(before[::-1])
    (root / path).write_bytes(before)
    os.utime(root / path, ns=(status.st_atime_ns, status.st_mtime_ns))


def move_over(root: Path, path: str) -> None:
    """Put an older file of the same text in the place of a file."""
    shutil.copy2(root / path, root / f"{path}.old")
    os.utime(root / f"{path}.old", (LONG_AGO, LONG_AGO))
    (root / f"{path}.old").rename(root / path)


@pytest.mark.parametrize("act", [put_back, move_over, lambda root, path: (root / path).unlink()])
@pytest.mark.parametrize("path", ["specs/pay.feature", "conftest.py", "base.yml", "ours/partials/note.html"])
def test_what_changed_while_a_book_was_staged_is_seen_the_next_time(
    project: Sandbox, act: Callable[[Path, str], None], path: str
) -> None:
    """Even where it is then as it was before: the pages may be made of what was there in between."""
    found = find_project(project.root)
    look, folder = look_at(found, "public"), found.book / "public"
    receipt = valid_receipt(found, folder, look) if look else None
    assert look
    assert receipt
    assert {"conftest.py", "base.yml", "ours"} == set(receipt.elsewhere)
    act(project.root, path)
    elsewhere = [found.root / name for name in receipt.elsewhere]
    keep_receipt(found, folder, look, elsewhere, receipt.tree, receipt.pages, receipt.tally)
    assert not (folder / "receipt.json").exists()


def test_a_book_in_which_something_is_wrong_is_told_so_each_time(project: Sandbox) -> None:
    project.write("specs/README.md", "# Shop\n\n[Nothing](gone.feature)\n")
    told = ("specs/README.md:3: there is no “gone.feature”. Did you mean “pay.feature”?",)
    assert [stage(project.root).problems for _ in range(2)] == [told, told]
    assert not has_receipt(project.root)


def test_a_pipe_is_waited_for_by_nobody(project: Sandbox) -> None:
    os.mkfifo(project.root / "docs/pipe")
    assert stage(project.root).problems == ()
    assert has_receipt(project.root)


def test_a_page_that_leads_out_of_the_book_rests_on_what_nobody_looks_at(project: Sandbox) -> None:
    """A licence that is written one day makes a mistake of the link to it, which it was not before."""
    project.write("specs/README.md", "# Shop\n\n<a href='../../LICENSE'>Licence</a>\n")
    assert stage(project.root).problems == ()
    project.write("../LICENSE", "Free\n")
    assert len(stage(project.root).problems) == 1


def test_the_books_of_the_team_tell_of_code_and_are_always_staged(project: Sandbox) -> None:
    stage_book(find_project(project.root), "internal")
    assert not (project.root / ".specbook/book/internal/receipt.json").exists()


READ = """
import os, sys
from pathlib import Path
import specbook.whole_staging
from specbook.config import find_project
from specbook.errors import SettingsError
from specbook.staged_book import stage_book

read = set()
def listen(event, arguments):
    if event == "open" and isinstance(arguments[0], (str, Path)) and not arguments[2] & (os.O_WRONLY | os.O_RDWR):
        read.add(os.path.realpath(arguments[0]))

sys.addaudithook(listen)
stage_book(find_project(Path.cwd()), "public")
root = os.path.realpath(".") + os.sep
print("\\n".join(sorted(path.removeprefix(root) for path in read if path.startswith(root))))
"""


def test_every_file_that_a_staging_reads_is_one_that_its_receipt_rests_on(project: Sandbox) -> None:
    (project.root / ".specbook/book/public/receipt.json").unlink()
    done = subprocess.run(
        [sys.executable, "-c", READ], cwd=project.root, env=environment(), capture_output=True, text=True, check=True
    )
    ours = (".specbook/book/", ".specbook/cache/", ".specbook/history.jsonl", ".git/")
    read = [path for path in done.stdout.splitlines() if not path.startswith(ours)]
    assert {"specs/pay.feature", "conftest.py", "base.yml", "words/en.po"} <= set(read)
    for path in read:
        content = (project.root / path).read_bytes()
        (project.root / path).write_bytes(content + b" ")
        assert not has_receipt(project.root), path
        (project.root / path).write_bytes(content)
    assert has_receipt(project.root)


@pytest.mark.parametrize("setting", ['results = ""', 'docs = ""', 'steps = "."'])
def test_a_project_whose_folders_are_the_project_is_always_staged(project: Sandbox, setting: str) -> None:
    project.write("pyproject.toml", f"[tool.specbook]\n{setting}\n")
    assert look_at(find_project(project.root), "public") is None


def test_a_project_with_a_folder_that_is_elsewhere_is_always_staged(project: Sandbox) -> None:
    run = results(project.root).parent
    run.rename(project.root.parent / "run")
    run.symlink_to(project.root.parent / "run")
    assert stage(project.root).tally.counts["verified"] == 1
    assert not has_receipt(project.root)


def test_a_history_that_is_gone_is_written_again(project: Sandbox) -> None:
    history = project.root / ".specbook/history.jsonl"
    history.unlink()
    stage(project.root)
    assert history.exists()


@pytest.mark.parametrize("folder", ["", "."])
def test_specs_that_are_the_whole_project_are_no_book(sandbox: Sandbox, folder: str) -> None:
    sandbox.write("pyproject.toml", f'[tool.specbook]\nspecs = "{folder}"\n')
    sandbox.write("pay.feature", PAY)
    with pytest.raises(SettingsError, match="specs: a book needs its specs in a folder of their own"):
        stage(sandbox.root)
