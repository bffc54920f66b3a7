"""Step definitions of the kit's sample “empty”."""


# Nothing is to be done.
