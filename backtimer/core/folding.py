"""Words as a search sees them: without capitals and accents. Knows letters, and nothing of what they are about."""

import re
import unicodedata
from typing import Final

_WORD: Final = re.compile(r"[^\W_]+")

_PLAIN: Final = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ħ": "h", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th"})
"""Letters that Unicode does not take apart."""


def folded(text: str) -> str:
    """The text in small letters without accents: `Schöner Rücken` gives `schoner rucken`."""
    if text.isascii():
        return text.lower()
    apart = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).casefold())
    return "".join(letter for letter in apart if not unicodedata.combining(letter)).translate(_PLAIN)


def words_in(text: str) -> tuple[str, ...]:
    """The folded words of a text, each once, in the order in which they come first."""
    return tuple(dict.fromkeys(_WORD.findall(folded(text))))
