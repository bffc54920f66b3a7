"""What step definitions take from the text of a step: patterns of every kind, found fast, without running any code."""
