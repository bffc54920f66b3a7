"""What is drafted for authors: a feature from a sentence, and step definitions for what is not defined yet."""
