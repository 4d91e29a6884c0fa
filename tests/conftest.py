"""What holds for all tests: nobody's own authorities are read, so that every machine tests the same; and properties are
judged by what they find, never by how busy the machine is."""

from __future__ import annotations

import os

from hypothesis import HealthCheck, settings

os.environ["REGESTA_AUTHORITIES"] = ""

settings.register_profile("regesta", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("regesta")
