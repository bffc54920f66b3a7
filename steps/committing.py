"""A project in git: committed on a day of our choice, or cloned without its history."""

import shutil
import subprocess
from datetime import datetime

from pytest_bdd import given, parsers
from steps.projects import Project, a_file_is_edited, environment


@given(parsers.parse("the project was committed to git on {day}"))
def the_project_was_committed(project: Project, day: str) -> None:
    date = datetime.strptime(day, "%d %B %Y").strftime("%Y-%m-%dT12:00:00Z")
    project.write(".gitignore", ".specbook/\nsite/\n")
    if not project.path(".git").exists():
        _git(project, "init", "--quiet")
    _git(project, "add", "--all")
    _git(project, "commit", "--quiet", "--message", "Work of a day", GIT_AUTHOR_DATE=date, GIT_COMMITTER_DATE=date)


@given(parsers.parse('"{old}" in its file "{path}" has become these, each committed to git and run'))
def a_file_became(project: Project, old: str, path: str, datatable: list[list[str]]) -> None:
    for day, line in datatable[1:]:
        a_file_is_edited(project, path, old, line)
        the_project_was_committed(project, day)
        project.run("specbook run")
        old = line


@given("the project is a shallow clone of itself")
def the_project_is_a_shallow_clone(project: Project) -> None:
    clone = project.path("../clone")
    _git(project, "clone", "--quiet", "--depth", "1", project.root.as_uri(), str(clone))
    shutil.rmtree(project.path(".git"))
    shutil.move(clone / ".git", project.path(".git"))
    shutil.rmtree(clone)


def _git(project: Project, *arguments: str, **variables: str) -> None:
    named = ["git", "-c", "user.name=A shopper", "-c", "user.email=shopper@example.org"]
    subprocess.run([*named, *arguments], cwd=project.root, env=environment() | variables, check=True)
