"""The configuration of a staged site, read in less time than MkDocs takes, and to the same."""

from pathlib import Path

import pytest
import yaml
from mkdocs.config import defaults, load_config
from mkdocs.exceptions import ConfigurationError
from mkdocs.utils.yaml import get_yaml_loader
from pymdownx.emoji import to_svg

from specbook.engine.configuration import read_configuration
from specbook.yaml_text import CONFIGURATION_LOADER

WRITTEN = """\
site_name: !ENV [SITE_OF_NOBODY, "Caf\u00e9 \U0001f6a2 & \\"co\\""]
nav:
  - index.md
  - "Il \u00e9tait: une fois":
      - 'a #1': a.md
      - "\u05e9\u05dc\u05d5\u05dd \u202e": b.md
theme: {name: material, features: [navigation.tabs]}
markdown_extensions:
  - pymdownx.emoji:
      emoji_generator: !!python/name:pymdownx.emoji.to_svg
  - pymdownx.snippets:
      base_path: !relative $config_dir
extra: {half: 0.5, on: yes, none: null, day: 2026-11-30}
"""


@pytest.fixture
def config_file(tmp_path: Path) -> str:
    (tmp_path / "docs").mkdir()
    (tmp_path / "mkdocs.yml").write_text(WRITTEN, "utf-8")
    return str(tmp_path / "mkdocs.yml")


def test_it_is_read_by_libyaml_to_what_mkdocs_reads(config_file: str) -> None:
    ours, theirs = read_configuration(config_file), load_config(config_file)
    assert CONFIGURATION_LOADER is (yaml.CLoader if yaml.__with_libyaml__ else yaml.Loader)
    names = ("site_name", "nav", "extra", "markdown_extensions")
    assert [ours[name] for name in names] == [theirs[name] for name in names]
    assert ours["site_name"] == 'Café 🚢 & "co"'
    assert ours["mdx_configs"]["pymdownx.emoji"]["emoji_generator"] is to_svg
    folder = Path(config_file).parent
    assert Path(ours["mdx_configs"]["pymdownx.snippets"]["base_path"]) == folder


def test_what_is_asked_for_comes_first_and_mkdocs_reads_as_before_then(config_file: str, tmp_path: Path) -> None:
    assert read_configuration(config_file, site_dir=str(tmp_path / "other")).site_dir == str(tmp_path / "other")
    assert defaults.get_yaml_loader is get_yaml_loader


def test_what_is_no_yaml_is_told_as_mkdocs_tells_it(config_file: str) -> None:
    Path(config_file).write_text("site_name: [\n", "utf-8")
    with pytest.raises(ConfigurationError, match="error parsing the configuration file"):
        read_configuration(config_file)
    assert defaults.get_yaml_loader is get_yaml_loader
