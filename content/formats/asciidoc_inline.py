"""AsciiDoc's text: bold, links, notes and the rest of what stands in a line, as HTML.

Source: https://docs.asciidoctor.org/asciidoc/latest/subs/
"""

from __future__ import annotations

import re
from html import escape

from glossator.content.formats.page_writer import DEEPEST, PageWriter, escaped_between, formula, link, reference

PLACE = re.compile("\x03([^\x04]*)\x04")
"""What stands for the title of a section that a reference leads to."""
_IN = r"(?:[^\[\]\\]|\\.|\[[^\[\]]{0,500}\]){0,2000}"
"""What may stand in the brackets of a macro."""
_INLINE = re.compile(
    r"\\(?P<literal>[*_`#^~+\[{<:'\"]|https?:|\.\.\.|--|\((?:C|R|TM)\)|[-=]>|<[-=])"
    r"|\+\+\+(?P<passed>(?:[^+]|\+(?!\+\+))*)\+\+\+|pass:[a-z,]*\[(?P<pass>" + _IN + r")\]"
    r"|\+\+(?P<plus2>[^+\n]{1,500})\+\+|(?<![\w+])\+(?P<plus>\S(?:[^+\n]{0,500}\S)?)\+(?![\w+])"
    r"|(?P<stem>(?:stem|latexmath|asciimath):\[(?:[^\]\\]|\\.){0,2000}\])"
    r"|footnote:(?P<note>[\w-]*)\[(?P<inner>" + _IN + r")\]|footnoteref:\[(?P<noteref>[^\]]{0,2000})\]"
    r"|(?P<key>kbd|btn|menu):(?P<menu>[^\s\[]{0,100})\[(?P<keys>[^\]\n]{0,300})\]"
    r"|image:(?!:)(?P<image>[^\s\[]{1,500})\[(?P<alt>[^\]]{0,500})\]"
    r"|(?P<silent>icon|anchor):[^\s\[]{1,100}\[[^\]\n]{0,300}\]|indexterm2:\[(?P<term>[^\]\n]{0,300})\]"
    r"|(?P<character>&(?:\#\d{1,7}|\#x[0-9a-fA-F]{1,6}|[A-Za-z]\w{1,30});)"
    r"|(?:link:(?P<to>[^\s\[]+)|(?P<url>(?:https?|ftp|irc)://[^\s\[\]<>]*[^\s\[\]<>.,;:!?)'\"])|(?P<mail>mailto:[^\s\[]+))"
    r"(?:\[(?P<shown>" + _IN + r")\])?"
    r"|xref:(?P<xref>[^\s\[]+)\[(?P<xshown>" + _IN + r")\]|<<(?P<ref>[^<>,\n]+)(?:,[ \t]*(?P<rshown>[^<>]+))?>>"
    r"|\[\[(?P<anchor>[\w:.-]+)(?:,[^\]]*)?\]\]|\(\(\((?P<hidden>[^()]*)\)\)\)|\(\((?P<index>[^()]+)\)\)"
    r"|\{(?P<name>[\w-]+)\}"
    r"|(?:\[[\w.#-]*\])?(?P<two>\*\*|__|``|\#\#)(?P<words2>(?:[^\n]|\n(?!\n)){1,2000}?)(?P=two)"
    r"|(?:\[[\w.#-]*\])?(?<![\w*_`#&;:}])(?P<one>[*_`#])(?P<words1>\S|\S(?:[^\n]|\n(?!\n)){0,2000}?\S)(?P=one)(?!\w)"
    r"|(?P<small>[\^~])(?P<words3>[^\s^~]{1,60})(?P=small)"
    r"|\"`(?P<double>[^\n]{1,1000}?)`\"|'`(?P<single>[^\n]{1,1000}?)`'"
    r"|(?P<break>[ ]\+(?=\n|$))|(?P<dash>(?<=\w)--(?=\w)|(?<= )--(?= ))|(?P<dots>\.\.\.)|(?P<sign>\((?:C|R|TM)\))"
    r"|(?P<apostrophe>(?<=\w)'(?=[^\W\d_])|`')|(?P<arrow>[-=]>|<[-=])"
)
_TAGS = {"*": "strong", "_": "em", "`": "code", "#": "mark", "^": "sup", "~": "sub"}
_SIGNS = {"(C)": "©", "(R)": "®", "(TM)": "™", "->": "→", "=>": "⇒", "<-": "←", "<=": "⇐"}
_KNOWN = {
    "nbsp": "\xa0", "zwsp": "", "sp": " ", "empty": "", "blank": "", "amp": "&", "lt": "<", "gt": ">", "plus": "+",
    "apos": "'", "quot": '"', "lsquo": "‘", "rsquo": "’", "ldquo": "“", "rdquo": "”", "deg": "°", "startsb": "[",
    "endsb": "]", "vbar": "|", "caret": "^", "asterisk": "*", "tilde": "~", "backtick": "`", "two-colons": "::",
    "two-semicolons": ";;", "cpp": "C++", "pp": "++", "brvbar": "¦", "backslash": "\\", "wj": "",
}  # fmt: skip
_REFERENCE = re.compile(r"(?<!\\)\{([\w-]+)\}")
_MOST_PUT_IN = 1_000_000
"""Characters of values that are put in altogether."""


class Inline:
    """Reads text; footnotes go to a page, behind what they stand in."""

    def __init__(self, page: PageWriter, values: dict[str, str]) -> None:
        """Begin without any footnote.

        Args:
            page: Where footnotes are written.
            values: The document's attributes, as far as they were read.
        """
        self._page = page
        self._values = values
        self._numbers: dict[str, int] = {}
        self._put_in = 0
        self._is_value = False

    def value(self, text: str) -> str:
        """A text with the document's attributes put in; unknown ones stay as they are written."""
        return _REFERENCE.sub(lambda match: self._known(match[1]) or match[0], text)

    def _known(self, name: str) -> str | None:
        """The value of an attribute; None where there is none, or where too much was put in already."""
        value = _KNOWN.get(name, self._values.get(name.lower()))
        self._put_in += len(value or "")
        return value if self._put_in < _MOST_PUT_IN else None

    def _with_values(self, text: str) -> str:
        """A text with the values of the document's own attributes, in which there may be marks of any kind."""
        return _REFERENCE.sub(lambda match: (match[1] in self._values and self._known(match[1])) or match[0], text)

    def _value_of(self, name: str, deep: int) -> str:
        """What a reference to an attribute stands for; one within a value stays as it is written."""
        known = None if self._is_value else self._known(name)
        if known is None:
            return escape(f"{{{name}}}")
        self._is_value = True
        text = self._within(known, deep)
        self._is_value = False
        return text

    def html(self, text: str, deep: int = 0) -> str:
        """Read text; gives HTML.

        Args:
            text: As it is written.
            deep: How many marks it stands in.
        """
        text = text if deep or self._is_value else self._with_values(text)
        return escaped_between(_INLINE, text, lambda match: self._marked(match, deep))

    def _within(self, text: str, deep: int) -> str:
        return self.html(text, deep + 1) if deep < DEEPEST else escape(text)

    def _marked(self, match: re.Match[str], deep: int) -> str:
        """A mark with what is in it."""
        kind = match.lastgroup or ""
        if match["two"] or match["one"]:
            sign = (match["two"] or match["one"])[0]
            words = match["words2"] or match["words1"]
            return f"<{_TAGS[sign]}>{self._within(words, deep)}</{_TAGS[sign]}>"
        if match["small"]:
            tag = _TAGS[match["small"]]
            return f"<{tag}>{self._within(match['words3'], deep)}</{tag}>"
        if match["double"] or match["single"]:
            quotes = "“”" if match["double"] else "‘’"
            return quotes[0] + self._within(match["double"] or match["single"], deep) + quotes[1]
        if match["stem"]:
            return formula(match["stem"].partition("[")[2][:-1])
        if match["key"]:
            keys = " › ".join(filter(None, [match["menu"], *re.split(r"\s*[>,]\s*", match["keys"])]))
            return f"<kbd>{escape(keys if match['key'] == 'menu' else match['keys'])}</kbd>"
        if match["image"]:
            return f'<img src="{escape(match["image"])}" alt="{escape(match["alt"].partition(",")[0])}">'
        if match["inner"] is not None or match["noteref"]:
            return self._note(match, deep)
        if match["to"] or match["url"] or match["mail"] or match["xref"] or match["ref"]:
            return self._link(match, deep)
        if match["name"]:
            return self._value_of(match["name"], deep)
        if match["anchor"]:
            return f'<a id="{escape(match["anchor"])}"></a>'
        if match["index"]:
            return self._within(match["index"], deep)
        fixed = {"silent": "", "hidden": "", "break": "<br>", "dash": "—", "dots": "…", "apostrophe": "’"}
        if kind in fixed:
            return fixed[kind]
        if match["character"]:
            return match["character"]
        if match["term"]:
            return self._within(match["term"], deep)
        if match["passed"] or match["pass"]:
            return re.sub(r"&lt;.*?&gt;", "", escape(match["passed"] or match["pass"]))
        return escape(_SIGNS.get(match[0], match["plus"] or match["plus2"] or match["literal"] or match[0]))

    def _note(self, match: re.Match[str], deep: int) -> str:
        """A reference to a footnote, whose text stands in it the first time."""
        name, words = match["note"] or "", match["inner"] or ""
        if match["noteref"]:
            name, _, words = match["noteref"].partition(",")
        name = name or f"own-{len(self._numbers) + 1}"
        number = self._numbers.setdefault(name, len(self._numbers) + 1)
        if words:
            self._page.note(name, self._within(words, deep), is_behind=True)
        return reference(name, str(number))

    def _link(self, match: re.Match[str], deep: int) -> str:
        """A link to a page, or to a place in this document or another."""
        shown = match["shown"] or match["xshown"] or match["rshown"] or ""
        shown = self._within(re.sub(r"(?:\^|,\s*(?:window|role|opts)=.*)$", "", shown), deep)
        target = match["to"] or match["url"] or match["mail"] or match["xref"] or match["ref"]
        target = self.value(target.removeprefix("link:"))
        if match["xref"] or match["ref"]:
            name = target.removeprefix("#")
            inside = "#" not in name and not name.endswith((".adoc", ".asciidoc"))
            return link(f"#{name}" if inside else name, shown or (f"\x03{name}\x04" if inside else escape(name)))
        return link(target, shown or escape(target.removeprefix("mailto:")))
