"""Step definitions found in Python source, without running it, and which steps of the specs they match."""
