"""Cucumber's own schema of its Messages, and what in a stream it does not allow."""

import json
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator

# As @cucumber/messages publishes it, under the licence beside it.
SCHEMA = Path(__file__).parent / "schemas" / "cucumber-messages-34.2.1.json"


@cache
def validator() -> Draft202012Validator:
    return Draft202012Validator(json.loads(SCHEMA.read_text("utf-8")))


def violations(stream: Iterable[dict[str, Any]]) -> list[str]:
    """Say which envelopes of a stream the schema does not allow, and why."""
    return [
        f"envelope {number}, {error.json_path}: {error.message}"
        for number, envelope in enumerate(stream)
        for error in validator().iter_errors(envelope)
    ]
