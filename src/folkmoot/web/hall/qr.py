"""Pictures of addresses to scan, drawn into the page: nothing is fetched for them."""

from __future__ import annotations

import io

import segno
from django.utils.safestring import SafeString, mark_safe


def qr(address: str) -> SafeString:
    """A QR code as SVG without a size of its own; the page's style gives it one."""
    out = io.BytesIO()
    drawn = segno.make(address, error="m", micro=False)
    drawn.save(
        out, kind="svg", xmldecl=False, svgns=True, omitsize=True, border=2, svgclass="qr", lineclass=None
    )
    return mark_safe(out.getvalue().decode())
