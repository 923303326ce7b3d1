"""Names of files and folders that no name of a person can lead astray."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from pathlib import Path

from annotate.exporters._folder import RESERVED
from annotate.exporters._records import GOLD
from annotate.exporters._voices import Voice
from schema import Article

_PSEUDONYM = re.compile(r"A\d+")
_UNSAFE = re.compile(r"[^\w-]")
_LONGEST = 30


def file_name(name: str) -> str:
    """Return a name for a file or folder, another for each name, also where case and composition do not tell.

    Pseudonyms (A1) and plain names in lower case stay as they are; others are made plain and get a digest.
    """
    if _PSEUDONYM.fullmatch(name):
        return name
    plain = _UNSAFE.sub("_", unicodedata.normalize("NFC", name).casefold())[:_LONGEST]
    if plain == name and plain and plain.casefold() not in RESERVED | {GOLD}:
        return plain
    return f"{plain}-{hashlib.sha256(name.encode()).hexdigest()[:8]}"


def place(folder: Path, voice: Voice, article: Article, ending: str) -> Path:
    """Return the path of a file about what a voice says of an article, in a folder for the voice, which is made."""
    held = folder / (GOLD if voice.is_gold else file_name(voice.name))
    held.mkdir(exist_ok=True)
    return held / (file_name(article.id) + ending)
