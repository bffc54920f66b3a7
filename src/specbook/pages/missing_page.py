"""The page for an address that leads nowhere: a template, since it is shown at any address."""

from __future__ import annotations

from typing import TYPE_CHECKING

from specbook.pages.escaping import raw
from specbook.pages.places import HOME, STATUS, href

if TYPE_CHECKING:
    from specbook.pages.words import Words

FILE = "404.html"


def missing_page(words: Words, *, directory_urls: bool, searched: bool) -> str:
    """Write the template; the pages' script offers to search for what the address names, where there is a search."""
    home, status = (_from_the_root(page, directory_urls) for page in (HOME, STATUS))
    title = raw(words.missing)
    lines = [
        '{% extends "main.html" %}',
        f"{{% block htmltitle %}}<title>{title} - {{{{ config.site_name }}}}</title>{{% endblock %}}",
        '{% block extrahead %}{{ super() }}<meta name="robots" content="noindex">{% endblock %}',
        "{% block content %}",
        f"<h1>{title}</h1>",
        f"<p>{raw(words.about_missing)}</p>",
        f'<p data-sb-seek="{home}" hidden></p>' if searched else "",
        f"<p>{raw(words.go_on)}</p>",
        "<ul>",
        f'<li><a href="{home}">{raw(words.home)}</a></li>',
        f'<li><a href="{status}">{raw(words.status)}</a></li>',
        "</ul>",
        "{% endblock %}",
    ]
    return "\n".join(filter(None, lines)) + "\n"


def _from_the_root(page: str, directory_urls: bool) -> str:
    """Return what gives the address of a page wherever this one is shown."""
    built = href(HOME, page, directory_urls=directory_urls).removeprefix("./")
    return f"{{{{ '{built or '.'}' | url }}}}"
