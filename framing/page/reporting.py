"""The front door: a corpus in, a whole comparison and its page out."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from framing import _html
from framing._provenance import Provenance, record
from framing.annotate import find_actors, find_frames, find_quotes, score_actors
from framing.annotate.topic import DEFAULT_LEXICON, tell_off_topic
from framing.comparison import Comparison, compare
from framing.comparison.unnamed import pronouns_resolved
from framing.lexicon import Lexicon, load_lexicon
from framing.page.answer import answer_question
from framing.page.layout import write_page
from framing.page.pictures import Picture, draw_pictures
from framing.page.summary import (
    summarize_frames,
    summarize_material,
    summarize_tone,
)
from framing.page.voice_summary import summarize_voices
from framing.page.voicing import (
    TONE_PARTS,
    Voices,
    compare_quietly,
    hear_voices,
    voices_paragraph,
)
from framing.tokens import tokenize

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from framing.annotate.target.values import TargetScorer
    from framing.annotations import Annotations
    from framing.corpus import Corpus

__all__ = ["Report", "default_grouping", "report"]


@dataclass(frozen=True, eq=False, repr=False)
class Report:
    """Hold a whole comparison: what was found, what differs, and the page about it.

    Made by :func:`framing.report`.

    Parameters
    ----------
    lexicon : Lexicon
        What the frames are.
    frames, actors, quotes, tone : Annotations
        What was found in the corpus. Tone is scored toward the actors compared only;
        unattributed text, words of others and own words about itself are apart.
    voices : Voices
        Whose words the frames stand in, and who gets to speak.
    frame_comparison : Comparison
        Frames by group.
    article_comparison : Comparison
        Frames article by article.
    tone_comparison : Comparison or None
        Tone by group; None where no actor was found.
    max_articles : int
        How many articles the page shows in full.
    seed : int
        Seed of every random choice.
    off_topic : str, default ""
        Where no lexicon was given and the articles are not on migration: what was used
        and what to type.

    Examples
    --------
    >>> import framing as fr
    >>> page = fr.report(fr.load_example("caravan"), scorer="fast")
    >>> page.html.startswith("<!DOCTYPE html>")
    True
    """

    lexicon: Lexicon
    frames: Annotations
    actors: Annotations
    quotes: Annotations
    tone: Annotations
    voices: Voices
    frame_comparison: Comparison
    article_comparison: Comparison
    tone_comparison: Comparison | None
    max_articles: int
    seed: int
    off_topic: str = ""

    @property
    def corpus(self) -> Corpus:
        """Corpus: the articles."""
        return self.frames.corpus

    @property
    def by(self) -> str:
        """The document variable that made the groups; ``"doc_id"`` for articles."""
        return self.frame_comparison.by

    @property
    def comparisons(self) -> dict[str, Comparison]:
        """Comparisons by groups, by what they are of: ``frames`` and ``tone``."""
        tone = self.tone_comparison
        return {"frames": self.frame_comparison} | ({"tone": tone} if tone else {})

    @cached_property
    def tone_by_voice(self) -> dict[str, Comparison]:
        """Comparisons of tone by voice; those without any estimate are left out."""
        if self.tone_comparison is None:
            return {}
        spans = self.tone.spans
        scored = set(spans.loc[spans["score"].notna(), "voice"])
        return {
            voice: compare_quietly(self.tone.where(voice=voice), by=self.by)
            for voice in TONE_PARTS
            if voice in scored
        }

    @cached_property
    def summary(self) -> tuple[str, ...]:
        """Sentences that say what was found, each true of the tables."""
        return tuple(line for lines in self.findings.values() for line in lines)

    @cached_property
    def findings(self) -> dict[str, tuple[str, ...]]:
        """The sentences of the summary by what they are about."""
        frames = self.frame_comparison
        return {
            "What was compared": tuple(summarize_material(frames)),
            "Frames": tuple(summarize_frames(frames)),
            "Who speaks": tuple(summarize_voices(frames, self.voices, self.quotes)),
            "Tone toward actors": tuple(
                summarize_tone(self.tone_comparison, self._n_found)
            ),
        }

    @cached_property
    def answer(self) -> tuple[str, ...]:
        """Whether the groups differ, in one sentence, then how sure that is."""
        return answer_question(self.comparisons)

    @property
    def _n_found(self) -> int:
        """Number of actors found; listed ones that nobody names are labels too."""
        return int(self.actors.spans["label"].nunique())

    @cached_property
    def figures(self) -> tuple[Picture, ...]:
        """Figures, with a title and a description of each."""
        return draw_pictures(self)

    @cached_property
    def html(self) -> str:
        """The page: complete, and nothing in it is loaded from anywhere else."""
        return write_page(self)

    @property
    def methods(self) -> str:
        """Paragraphs for the paper: what was measured, how, with which versions."""
        told = [result.methods for result in self.comparisons.values()]
        told.insert(1, voices_paragraph(self.voices, self.quotes))
        return "\n\n".join(told)

    def cite(self) -> str:
        """Return BibTeX for the library, the lexicon, the scorer, and the methods.

        Returns
        -------
        str
            BibTeX entries, each once.

        Examples
        --------
        >>> import framing as fr
        >>> page = fr.report(fr.load_example("caravan"), scorer="fast")
        >>> "security-humanitarian" in page.cite()
        True
        """
        told = [found.cite().split("\n\n") for found in self.comparisons.values()]
        return "\n\n".join(dict.fromkeys(entry for one in told for entry in one))

    @property
    def provenance(self) -> Provenance:
        """Parameters, seed, corpus fingerprint, lexicon hash and versions."""
        parents = {k: result.provenance for k, result in self.comparisons.items()}
        parameters = {
            "max_articles": self.max_articles,
            "pronouns": pronouns_resolved(self.quotes),
            "seed": self.seed,
        }
        return record("report", parents, parameters)

    def save(self, path: str | Path) -> Path:
        """Write the page to a file.

        Parameters
        ----------
        path : str or Path
            File to write; an existing one is replaced.

        Returns
        -------
        Path
            The file.

        Raises
        ------
        FileNotFoundError
            If the folder does not exist.

        Examples
        --------
        >>> import framing as fr, tempfile
        >>> folder = tempfile.mkdtemp()
        >>> page = fr.report(fr.load_example("caravan"), scorer="fast")
        >>> page.save(f"{folder}/report.html").name
        'report.html'
        """
        target = Path(path)
        if not target.parent.is_dir():
            msg = (
                f"`path` is {str(path)!r}, but there is no folder "
                f"{str(target.parent)!r}. Make it first, or save somewhere else."
            )
            raise FileNotFoundError(msg)
        target.write_text(self.html, encoding="utf-8")
        return target

    def __repr__(self) -> str:
        facts = ", ".join(f"{name} {value}" for name, value in self._facts())
        return f"<Report: {facts}>"

    def _repr_html_(self) -> str:
        lines = (*self.answer, *self.summary)
        rows = [[number, line] for number, line in enumerate(lines, 1)]
        return _html.card(
            "Report",
            _html.definition_row(self._facts()),
            _html.table(["", "summary"], rows),
            note='The whole page: .save("report.html").',
        )

    def _facts(self) -> list[tuple[str, object]]:
        compared = self.tone_comparison
        return [
            ("articles", len(self.corpus)),
            ("by", self.by),
            ("groups", len(self.frame_comparison.groups)),
            ("labels", len(self.frames.labels)),
            ("actors", len(compared.labels) if compared else 0),
        ]


def report(
    corpus: Corpus,
    *,
    by: str | None = None,
    lexicon: Lexicon | str | None = None,
    actors: str | Path | Mapping[str, Sequence[str]] | None = None,
    pronouns: bool = False,
    events: str | None = None,
    max_articles: int = 50,
    max_actors: int = 20,
    scorer: TargetScorer | Literal["accurate", "fast", "vader"] = "accurate",
    seed: int = 0,
    progress: bool | None = None,
) -> Report:
    """Compare frames, voices and tone, and write one page about it.

    The page holds figures, tables, the articles with their findings marked, the methods
    and every caution, in one file.

    Parameters
    ----------
    corpus : Corpus
        The articles.
    by : str, optional
        The document variable that makes the groups; ``"doc_id"`` takes articles one by
        one. By default the outlet where there are several, else articles.
    lexicon : Lexicon or str, optional
        The frames: a lexicon, or the name of a shipped one. By default
        ``"security-humanitarian"``, which is made for news on migration.
    actors : mapping, str or Path, optional
        Whom to look for: aliases by name, or a gazetteer file, as in
        :func:`framing.find_actors`. By default the names found.
    pronouns : bool, default False
        Whether "he" and "she" count as the one person that they can mean, as speakers
        and as those spoken about. It names more speakers, with errors of its own, so
        that it has to be asked for; the methods say which was done.
    events : str, optional
        A document variable that says which articles report the same event; tests then
        move articles only inside an event.
    max_articles : int, default 50
        How many articles the page shows in full; of a larger corpus so many are drawn.
    max_actors : int, default 20
        How many actors to compare: those named in the most articles.
    scorer : {'accurate', 'fast', 'vader'} or callable, default 'accurate'
        What scores the tone, as in :func:`framing.score_actors`.
    seed : int, default 0
        Seed of permutations and of everything drawn for the page.
    progress : bool, optional
        Whether to show a bar while tone is scored; by default on long work that
        somebody is looking at.

    Returns
    -------
    Report
        ``html``, ``save``, ``summary``, ``figures``, and the pieces: ``frames``,
        ``actors``, ``quotes``, ``tone``, ``voices``, ``frame_comparison``,
        ``tone_comparison``.

    Raises
    ------
    KeyError
        If a document variable does not exist.
    TypeError
        If `corpus` is no Corpus.
    ValueError
        If `max_articles` or `max_actors` is less than 1, or there is no such lexicon.

    Warns
    -----
    FramingWarning
        If no lexicon is given and the articles are not on migration; the page says it
        as well.

    See Also
    --------
    framing.compare : One comparison, with every option.

    Notes
    -----
    The page is one file. It loads nothing, so it can be mailed, archived and read
    without a network; article texts stand in it as text, whatever they contain. It
    holds the articles it shows: mind their copyright before you publish it.

    Examples
    --------
    >>> import framing as fr
    >>> page = fr.report(fr.load_example("caravan"), by="outlet", events="event")
    >>> page.summary[0]
    '24 articles from 4 outlets were compared (6 articles each); together they have ...'
    """
    _check_count("max_articles", max_articles)
    _check_count("max_actors", max_actors)
    grouping = default_grouping(corpus) if by is None else by
    wanted = DEFAULT_LEXICON if lexicon is None else lexicon
    chosen = load_lexicon(wanted) if isinstance(wanted, str) else wanted
    for name in (grouping, events):
        if name is not None:
            corpus.variable(name)
    tokens = tokenize(corpus)
    frames = find_frames(tokens, lexicon if lexicon is None else chosen)
    named = find_actors(tokens, actors, pronouns=pronouns)
    quotes = find_quotes(tokens, actors=named)
    widest = _widest(named, max_actors)
    tone = score_actors(
        named, quotes=quotes, scorer=scorer, labels=widest, progress=progress
    )
    frame_comparison = compare(frames, by=grouping, events=events, seed=seed)
    single = grouping == "doc_id"
    return Report(
        lexicon=chosen,
        frames=frames,
        actors=named,
        quotes=quotes,
        tone=tone,
        voices=hear_voices(frames, quotes, by=grouping),
        frame_comparison=frame_comparison,
        article_comparison=frame_comparison if single else compare(frames, seed=seed),
        tone_comparison=(
            compare(tone, by=grouping, events=events, seed=seed)
            if tone.labels
            else None
        ),
        max_articles=max_articles,
        seed=seed,
        off_topic=tell_off_topic(tokens) if lexicon is None else "",
    )


def default_grouping(corpus: Corpus) -> str:
    """Choose what makes the groups where the user does not say.

    Parameters
    ----------
    corpus : Corpus
        The articles.

    Returns
    -------
    str
        ``"outlet"`` where there are several outlets, else ``"doc_id"``.

    Raises
    ------
    TypeError
        If `corpus` is no Corpus.

    Examples
    --------
    >>> import framing as fr
    >>> default_grouping(fr.load_example("caravan"))
    'outlet'
    """
    if not hasattr(corpus, "variables"):
        msg = (
            f"`corpus` must be a Corpus; got {type(corpus).__name__}. Read the "
            'articles first: fr.read_articles("articles/").'
        )
        raise TypeError(msg)
    if "outlet" in corpus.variables and corpus.variable("outlet").nunique() > 1:
        return "outlet"
    return "doc_id"


def _check_count(name: str, value: int) -> None:
    if value < 1:
        msg = f"`{name}` must be 1 or more; got {value}."
        raise ValueError(msg)


def _widest(actors: Annotations, n: int) -> list[str]:
    """Name the actors named in the most articles."""
    counts = actors.spans.groupby("label")["doc_id"].agg(["nunique", "size"])
    order = counts.sort_values(["nunique", "size"], ascending=False, kind="stable")
    return list(order.index[:n])
