"""The application's settings, on a home of this test process's own."""

from __future__ import annotations

import tests.home  # noqa: F401  (first: settings read the environment as they are imported)
from folkmoot.web.settings import *  # noqa: F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # a slow one would only slow tests
