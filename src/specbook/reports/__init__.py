"""The ledger as continuous integration shows it: one module for each output, pure functions to text."""
