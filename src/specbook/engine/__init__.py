"""MkDocs, which builds the staged tree: as a plug-in, and as the server of a book that changes."""
