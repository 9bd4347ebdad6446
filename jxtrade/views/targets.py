"""Phrases of targets that tasks and goals share: what is asked for, and how it is reached."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from jxtrade.figures.targets import WORDS_OF_JUDGEMENT, WORDS_OF_OPERATOR, Judgement
from jxtrade.report import Cell, Coded, Kind, Quotient, Tone, say
from jxtrade.text import Lang, Text

if TYPE_CHECKING:
    from decimal import Decimal

    from jxtrade.figures.targets import Operator, Reach, Reported


def asked_for(operator: Operator, figure: Decimal, unit: Text) -> Text:
    """Return what a target asks for: how, how much, of what."""
    text = Text("{how} {figure} {unit}", "{how} {figure} {unit}")
    return text.fill(how=WORDS_OF_OPERATOR[operator], figure=figure, unit=unit)


def reached(reported: Reported, figure: Decimal | None) -> Decimal | Quotient | None:
    """Return a target's figure, as a quotient where what is reported is one."""
    if figure is None or reported.places is None:
        return figure
    return Quotient(figure, reported.places)


_TONES: Final = {
    Judgement.ABOVE: Tone.GOOD,
    Judgement.MET: Tone.GOOD,
    Judgement.BROKEN: Tone.BAD,
    Judgement.SHORT: Tone.BAD,
    Judgement.MISSING: Tone.WARN,
    Judgement.INCOMPLETE: Tone.WARN,
    Judgement.UNMEASURED: Tone.FAINT,
    Judgement.UNDER_WAY: None,
}


def judgement(reported: Reported, found: Reach) -> Cell:
    """Return the word for how a target is reached, and by how much it is passed."""
    word = WORDS_OF_JUDGEMENT[found.verdict]
    if found.surplus:
        above = reached(reported, found.surplus)
        figure = say(Cell(above), Kind.FIGURE, Lang.ZH)
        word = Text("{word}（多 {figure}）", "{word} (+{figure})").fill(word=word, figure=figure)
    return Cell(Coded(found.verdict, word), _TONES[found.verdict])
