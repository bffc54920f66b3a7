"""`python -m specbook`, where the command is not on the path."""

import sys

from specbook.cli import main

sys.exit(main())
