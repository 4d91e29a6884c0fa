"""What holds for all tests: nobody's own authorities are read, so that every machine tests the same."""

from __future__ import annotations

import os

os.environ["REGESTA_AUTHORITIES"] = ""
