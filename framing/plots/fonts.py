"""Letters that the usual font lacks: another installed font, or one clear warning."""

from __future__ import annotations

import warnings
from functools import lru_cache
from typing import TYPE_CHECKING

from matplotlib.font_manager import FontProperties, findfont, fontManager, get_font
from matplotlib.text import Text

from framing._errors import FramingWarning

if TYPE_CHECKING:
    from collections.abc import Iterable

    from matplotlib.axes import Axes

__all__ = ["fit_fonts", "fit_texts"]

# Families that cover a script, the most common first; others are tried after them.
_WIDE = ("Noto Sans", "Arial Unicode", "Microsoft", "PingFang", "Hiragino", "Malgun")


def fit_fonts(ax: Axes) -> Axes:
    """Give all texts of an Axes fonts that have their letters; return the Axes."""
    fit_texts(ax.findobj(Text))
    return ax


def fit_texts(texts: Iterable[Text]) -> None:
    """Give texts fonts that have their letters, and warn once where there are none."""
    lacking: set[str] = set()
    for text in texts:
        strange = frozenset(filter(_is_strange, text.get_text()))
        if strange:
            lacking |= _fit(text, strange)
    if lacking:
        _warn(lacking)


def _is_strange(letter: str) -> bool:
    """Tell whether a letter is beyond Latin and the signs that every font has."""
    return letter > "\u02ff" and not "\u2000" <= letter <= "\u2bff"


def _fit(text: Text, strange: frozenset[str]) -> set[str]:
    """Add fonts to a text; return the letters that no font has."""
    usual = text.get_fontfamily()
    added, lacking = _families(tuple(usual), strange)
    if added:
        text.set_fontfamily([*usual, *added])
    return set(lacking)


@lru_cache(maxsize=256)
def _families(
    usual: tuple[str, ...], strange: frozenset[str]
) -> tuple[tuple[str, ...], frozenset[str]]:
    """Choose installed fonts for letters; return those that none has too."""
    lacking = set(strange) - _letters(findfont(FontProperties(family=list(usual))))
    added: list[str] = []
    for name, path in _installed() if lacking else ():
        here = lacking & _letters(path)
        if here:
            added.append(name)
            lacking -= here
        if not lacking:
            break
    return tuple(added), frozenset(lacking)


def _installed() -> list[tuple[str, str]]:
    """List names and files of fonts, those that cover much first."""
    fonts = {
        entry.name: entry.fname
        for entry in fontManager.ttflist
        if not entry.name.startswith("Last Resort")  # boxes for every letter there is
    }
    return sorted(
        fonts.items(), key=lambda font: (not font[0].startswith(_WIDE), font[0])
    )


@lru_cache(maxsize=512)
def _letters(path: str) -> frozenset[str]:
    try:
        return frozenset(map(chr, get_font(path).get_charmap()))
    except (OSError, RuntimeError):  # a font that is gone, or broken
        return frozenset()


def _warn(lacking: set[str]) -> None:
    from framing.plots.style import is_off_screen

    if is_off_screen():
        return  # a browser has fonts of its own
    shown = "".join(sorted(lacking)[:12])
    msg = (
        f"No installed font has the letters {shown!r}, so the figure shows boxes for "
        "them. Install a font that has them, such as Noto Sans CJK or Noto Sans "
        "Arabic, and start Python again; an HTML report shows them in any case."
    )
    warnings.warn(msg, FramingWarning, stacklevel=2)
