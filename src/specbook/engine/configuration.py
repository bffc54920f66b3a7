"""The configuration of a staged site, read by libyaml where that is there, which is soon through a long navigation."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from mkdocs.config import defaults, load_config
from mkdocs.utils.yaml import get_yaml_loader

from specbook.yaml_text import CONFIGURATION_LOADER

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig


def read_configuration(config_file: str, **options: Any) -> MkDocsConfig:
    """Read a configuration as MkDocs does, and raise what it raises; `options` come first."""
    defaults.get_yaml_loader = partial(get_yaml_loader, CONFIGURATION_LOADER)  # type: ignore[attr-defined]
    try:
        return load_config(config_file, **options)
    finally:
        defaults.get_yaml_loader = get_yaml_loader  # type: ignore[attr-defined]
