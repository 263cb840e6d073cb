"""What the server runs."""

import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "folkmoot.web.settings")
application = get_wsgi_application()

# Every page's module is loaded here, before workers are forked, so that one that replaces a
# killed worker answers at once and memory is shared.
_ = get_resolver().url_patterns
