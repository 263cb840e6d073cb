"""A home of its own for every test process, chosen before anything can read the setting."""

from __future__ import annotations

import os
import tempfile

os.environ["FOLKMOOT_HOME"] = tempfile.mkdtemp(prefix="folkmoot-test-")
