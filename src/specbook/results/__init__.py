"""Runs: what was executed and how it ended, in the formats that come in and go out."""
