"""What is kept between two builds of a served site: the templates as they were compiled, and the theme's files."""

from pathlib import Path

import jinja2
import pytest
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files

from specbook.engine.configuration import read_configuration
from specbook.engine.kept_theme import KeptTheme


def configuration(folder: Path) -> MkDocsConfig:
    (folder / "docs").mkdir(exist_ok=True)
    (folder / "theme").mkdir(exist_ok=True)
    (folder / "mkdocs.yml").write_text("site_name: S\ntheme: {name: null, custom_dir: theme}\n", "utf-8")
    return read_configuration(str(folder / "mkdocs.yml"))


def rendered(config: MkDocsConfig) -> str:
    return config.theme.get_env().get_template("page.html").render()


def theme_files(config: MkDocsConfig) -> list[str]:
    files = Files([])
    files.add_files_from_theme(config.theme.get_env(), config)
    return [file.src_uri for file in files]


def built(folder: Path, kept: KeptTheme) -> MkDocsConfig:
    """Return the configuration of one more build."""
    config = configuration(folder)
    kept.lend_to(config.theme)
    return config


def test_a_template_is_compiled_once_until_its_text_changes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    compiled, compile_one = [], jinja2.Environment.compile

    def counted(self: jinja2.Environment, source: str, *args: object) -> object:
        compiled.append(source)
        return compile_one(self, source, *args)  # type: ignore[call-overload]

    monkeypatch.setattr(jinja2.Environment, "compile", counted)
    kept = KeptTheme()
    configuration(tmp_path)
    page = tmp_path / "theme/page.html"
    page.write_text("one", "utf-8")
    assert [rendered(built(tmp_path, kept)) for _ in range(3)] == ["one", "one", "one"]
    page.write_text("two", "utf-8")
    assert [rendered(built(tmp_path, kept)) for _ in range(2)] == ["two", "two"]
    assert compiled == ["one", "two"]


def test_the_files_of_a_theme_are_looked_for_once_and_anew_when_told(tmp_path: Path) -> None:
    kept = KeptTheme()
    configuration(tmp_path)
    (tmp_path / "theme/one.css").touch()
    assert theme_files(built(tmp_path, kept)) == ["one.css"]
    (tmp_path / "theme/two.css").touch()
    assert theme_files(built(tmp_path, kept)) == ["one.css"]
    kept.forget_files()
    assert theme_files(built(tmp_path, kept)) == ["one.css", "two.css"]


def test_who_else_asks_for_templates_is_told_of_all_that_are_there(tmp_path: Path) -> None:
    kept = KeptTheme()
    configuration(tmp_path)
    (tmp_path / "theme/one.css").touch()
    assert theme_files(built(tmp_path, kept)) == ["one.css"]
    (tmp_path / "theme/page.html").touch()
    environment = built(tmp_path, kept).theme.get_env()
    assert environment.list_templates() == ["one.css", "page.html", "sitemap.xml"]
    assert environment.list_templates(["html"]) == ["page.html"]
    assert environment.list_templates(filter_func=lambda name: name.startswith("p")) == ["page.html"]
