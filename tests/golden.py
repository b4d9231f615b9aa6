"""Key numbers of the bundled example, kept in golden.json.

They change only on purpose: run ``python -m tests.golden`` and read the difference.
"""

from __future__ import annotations

import json
import warnings
from pathlib import Path

import framing as fr

PATH = Path(__file__).with_name("golden.json")


def key_numbers() -> dict[str, object]:
    """Work out the numbers that the documentation rests on."""
    corpus = fr.load_example("caravan")
    frames = fr.find_frames(corpus)
    actors = fr.find_actors(corpus)
    quotes = fr.find_quotes(corpus, actors=actors)
    tokens = fr.tokenize(corpus)
    table = fr.compare(frames, by="outlet", events="event").table
    voices = fr.find_voice(quotes).spans["label"].value_counts()
    return {
        "articles": len(corpus),
        "cuts": corpus.cuts["reason"].value_counts().sort_index().to_dict(),
        "words": int(tokens.words_per_doc.sum()),
        "sentences": tokens.n_sentences,
        "frames": {
            f"{row.group} | {row.label}": [
                row.n_hits,
                round(row.estimate, 4),
                round(row.low, 4),
                round(row.high, 4),
            ]
            for row in table.itertuples()
        },
        "mentions": {
            name: int((actors.spans["label"] == name).sum())
            for name in ("Joren Talvane", "Ilse Varnhold", "Wayside Relief")
        },
        "quotes": quotes.spans["label"].value_counts().sort_index().to_dict(),
        "voices": voices.sort_index().to_dict(),
    }


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    text = json.dumps(key_numbers(), indent=1, ensure_ascii=False, sort_keys=True)
    PATH.write_text(text + "\n", encoding="utf-8")
