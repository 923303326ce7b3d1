"""Text as XML 1.0 can hold it."""

from __future__ import annotations

import re

from annotate.exporters._manifest import Omissions

_REFUSED = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def xml_text(text: str, what: str, where: str, left_out: Omissions) -> str:
    """Return a text with a replacement character for each that XML refuses, so that positions stay; counts them."""
    if not _REFUSED.search(text):
        return text
    left_out.add(what, "XML has no such character", where)
    return _REFUSED.sub("\ufffd", text)
