"""Every test has a home of its own; nothing touches the working folder."""

from __future__ import annotations

import os
import tempfile

os.environ["FOLKMOOT_HOME"] = tempfile.mkdtemp(prefix="folkmoot-test-")
