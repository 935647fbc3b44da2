"""HTML: the annotations as one page, with nothing in it that is fetched or run."""

from __future__ import annotations

from html import escape

from glossator.content.exchange.exported import ExportedDocument, ExportedItem
from glossator.content.exchange.note_html import note_html

_STYLE = """
:root { color-scheme: light dark; }
body { font: 1.05rem/1.6 Georgia, serif; max-width: 42rem; margin: 2rem auto; padding: 0 1rem; }
blockquote { margin: 1.5rem 0 .5rem; padding: .2rem 1rem; border-left: .3rem solid; }
.yellow { border-color: #d9a400; } .green { border-color: #3c9a4e; } .blue { border-color: #2f78c4; }
.pink { border-color: #d1527f; } .purple { border-color: #8656c9; }
.facts, .state { font: .85rem/1.4 system-ui, sans-serif; opacity: .75; }
.note { margin: 0 0 0 1.3rem; } del { opacity: .7; }
"""


def write(documents: list[ExportedDocument]) -> str:
    """Write the page.

    Args:
        documents: What to write.
    """
    title = documents[0].title if len(documents) == 1 else "Highlights and notes"
    policy = "default-src 'none'; style-src 'unsafe-inline'"
    head = (
        f'<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        f"<title>{escape(title)}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n"
    )
    return head + "\n".join(map(_section, documents)) + "\n</body>\n</html>\n"


def _section(document: ExportedDocument) -> str:
    facts = " · ".join(escape(fact) for fact in (document.author, document.year, document.url or document.path) if fact)
    lines = [f"<h1>{escape(document.title)}</h1>", f'<p class="facts">{facts}</p>' if facts else ""]
    path: tuple[str, ...] = ()
    for item in document.items:
        for depth, title in enumerate(item.section):
            if path[: depth + 1] != item.section[: depth + 1]:
                level = min(6, depth + 2)
                lines.append(f"<h{level}>{escape(title)}</h{level}>")
        path = item.section
        lines.append(_entry(item))
    return "\n".join(filter(None, lines))


def _entry(item: ExportedItem) -> str:
    quote = escape(item.quote).replace("\n", "<br>")
    tags = [f"#{escape(tag)}" for tag in item.tags]
    facts = " · ".join([*tags, *(escape(fact) for fact in (f"p. {item.page}" if item.page else "", item.date) if fact)])
    out = f'<blockquote id="{escape(item.id)}" class="{escape(item.color)}"><p>{quote}</p></blockquote>\n'
    if item.state == "reworded":
        out += f'<p class="state">Reworded since; it now reads: “{escape(item.wording)}”</p>\n'
    elif item.state == "orphaned":
        out += '<p class="state">No longer in the text.</p>\n'
    if item.note:
        out += f'<div class="note">{note_html(item.note)}</div>\n'
    return out + f'<p class="facts">{facts}</p>'
