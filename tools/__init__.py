"""Commands for developers, run by make."""
