"""What is kept between two builds of a served site: the templates as they were compiled, and the theme's files."""

from pathlib import Path

import jinja2
import pytest
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files

from specbook.engine.configuration import read_configuration
from specbook.engine.kept_theme import KeptTheme


@pytest.fixture
def theme(tmp_path: Path) -> Path:
    """Write a site with a theme of its own, of one file; return the theme's folder."""
    (tmp_path / "docs").mkdir()
    (tmp_path / "mkdocs.yml").write_text("site_name: S\ntheme: {name: null, custom_dir: theme}\n", "utf-8")
    (tmp_path / "theme").mkdir()
    (tmp_path / "theme/one.css").touch()
    return tmp_path / "theme"


def rendered(config: MkDocsConfig) -> str:
    return config.theme.get_env().get_template("page.html").render()


def theme_files(config: MkDocsConfig) -> list[str]:
    files = Files([])
    files.add_files_from_theme(config.theme.get_env(), config)
    return [file.src_uri for file in files]


def built(theme: Path, kept: KeptTheme) -> MkDocsConfig:
    """Return the configuration of one more build."""
    config = read_configuration(str(theme.with_name("mkdocs.yml")))
    kept.lend_to(config.theme)
    return config


def test_a_template_is_compiled_once_until_its_text_changes(theme: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    compiled, compile_one = [], jinja2.Environment.compile

    def counted(self: jinja2.Environment, source: str, *args: object) -> object:
        compiled.append(source)
        return compile_one(self, source, *args)  # type: ignore[call-overload]

    monkeypatch.setattr(jinja2.Environment, "compile", counted)
    kept, page = KeptTheme(), theme / "page.html"
    page.write_text("one", "utf-8")
    assert [rendered(built(theme, kept)) for _ in range(3)] == ["one", "one", "one"]
    page.write_text("two", "utf-8")
    assert [rendered(built(theme, kept)) for _ in range(2)] == ["two", "two"]
    assert compiled == ["one", "two"]


def test_the_files_of_a_theme_are_looked_for_once_and_anew_when_told(theme: Path) -> None:
    kept = KeptTheme()
    assert theme_files(built(theme, kept)) == ["one.css"]
    (theme / "two.css").touch()
    assert theme_files(built(theme, kept)) == ["one.css"]
    kept.forget_files()
    assert theme_files(built(theme, kept)) == ["one.css", "two.css"]


def test_who_else_asks_for_templates_is_told_of_all_that_are_there(theme: Path) -> None:
    kept = KeptTheme()
    theme_files(built(theme, kept))
    (theme / "page.html").touch()
    environment = built(theme, kept).theme.get_env()
    assert environment.list_templates() == ["one.css", "page.html", "sitemap.xml"]
    assert environment.list_templates(["html"]) == ["page.html"]
    assert environment.list_templates(filter_func=lambda name: name.startswith("p")) == ["page.html"]
