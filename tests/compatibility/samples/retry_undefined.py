"""Step definitions of the kit's sample “retry-undefined”."""


# Nothing is defined.
