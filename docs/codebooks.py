"""Write a codebook page for each shipped lexicon from the lexicon itself."""

from pathlib import Path

import framing as fr


def write_codebooks(folder: Path) -> None:
    """Write one page a lexicon and a list of them into a folder."""
    folder.mkdir(exist_ok=True)
    names = list(fr.list_lexicons()["name"])
    for name in names:
        (folder / f"{name}.md").write_text(_page(fr.load_lexicon(name)), "utf-8")


def _page(lexicon: fr.Lexicon) -> str:
    entries = lexicon.entries
    parts = [
        f"# {lexicon.name}\n",
        f"Version {lexicon.version}, licence {lexicon.licence}, {len(entries)} entries,"
        f" SHA-256 `{lexicon.sha256[:16]}`.\n",
        f"{lexicon.description.strip()}\n",
        f"Cite as: {lexicon.citation}\n",
    ]
    for category in lexicon.categories:
        rows = entries[entries["category"] == category]
        if len(rows):
            parts += [f"## {category}\n", _table(rows)]
    return "\n".join(parts)


def _table(rows) -> str:
    shown = [", ".join(f"`{_pattern(row)}`" for _, row in _plain(rows).iterrows())]
    shown += [_special(row) for _, row in rows.iterrows() if _is_special(row)]
    return "\n\n".join(part for part in shown if part) + "\n"


def _is_special(row) -> bool:
    return bool(len(row["not"]) or len(row["near"]) or row["note"])


def _plain(rows):
    return rows[[not _is_special(row) for _, row in rows.iterrows()]]


def _pattern(row) -> str:
    return row["pattern"].replace("|", "\\|")


def _special(row) -> str:
    told = []
    if len(row["not"]):
        told.append("not in " + ", ".join(f"`{p}`" for p in row["not"]))
    if len(row["near"]):
        near = ", ".join(f"`{p}`" for p in row["near"])
        told.append(f"only within {row['within']} words of {near}")
    if row["note"]:
        told.append(str(row["note"]).strip())
    return f"- `{_pattern(row)}`: " + "; ".join(told)


__all__ = ["write_codebooks"]
