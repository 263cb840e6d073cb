"""A plank of the example's making, the fictional House, and a mail server."""

from tests.web.alerts.conftest import postbox, server
from tests.web.tracing.conftest import plank, record, record_folder

__all__ = ["plank", "postbox", "record", "record_folder", "server"]
