"""The names of LaTeX: what each macro and environment of text is.

Source: https://latexref.xyz/ (LaTeX2e: An unofficial reference manual)
"""

from __future__ import annotations


def _names(line: str) -> frozenset[str]:
    return frozenset(line.split())


_SILENT = _names(
    "maketitle tableofcontents listoffigures listoftables clearpage newpage cleardoublepage centering noindent indent "
    "appendix frontmatter mainmatter backmatter printbibliography printindex makeindex bigskip medskip smallskip hline "
    "toprule midrule bottomrule endhead hfill vfill raggedright raggedleft small footnotesize scriptsize tiny large "
    "Large LARGE huge Huge normalsize normalfont rmfamily sffamily upshape mdseries selectfont protect relax null "
    "linebreak pagebreak nolinebreak nopagebreak newline break sloppy fussy makeatletter makeatother leavevmode unskip "
    "ignorespaces bgroup egroup begingroup endgroup item sf sc scshape rm footnotemark newblock linewidth textwidth "
    "columnwidth endlastfoot endfoot endfirsthead tabularnewline xspace nocite fi else"
)
LEVELS = {
    "part": 0, "chapter": 1, "section": 2, "subsection": 3, "subsubsection": 4, "paragraph": 5, "subparagraph": 6,
}  # fmt: skip
_TAGS = {
    "textbf": "strong", "textit": "em", "emph": "em", "textsl": "em", "texttt": "code", "underline": "u", "uline": "u",
    "sout": "s", "st": "s", "textsuperscript": "sup", "textsubscript": "sub", "hl": "mark", "keys": "kbd",
}  # fmt: skip
AROUND = {name: (f"<{tag}>", f"</{tag}>") for name, tag in _TAGS.items()} | {
    "enquote": ("“", "”"), "textsc": ('<span class="smallcaps">', "</span>"),
}  # fmt: skip
"""What stands on either side of a macro's argument."""
DECLARED = {
    "bf": "strong", "bfseries": "strong", "it": "em", "itshape": "em", "em": "em", "sl": "em", "slshape": "em",
    "tt": "code", "ttfamily": "code",
}  # fmt: skip
"""What the rest of a group is set as."""
IGNORED = {
    "vspace": 1, "hspace": 1, "pagestyle": 1, "thispagestyle": 1, "setlength": 2, "addtolength": 2, "usepackage": 1,
    "documentclass": 1, "addcontentsline": 3, "addtocontents": 2, "bibliographystyle": 1, "index": 1,
    "indexsee": 2, "indexdef": 1, "hypertarget": 1, "hyperlink": 1,
    "phantomsection": 0, "markboth": 2,
    "markright": 1, "pagenumbering": 1, "setcounter": 2, "addtocounter": 2, "stepcounter": 1, "refstepcounter": 1,
    "hypersetup": 1, "color": 1, "pagecolor": 1, "definecolor": 3, "fontsize": 2, "linespread": 1, "hyphenation": 1,
    "newcommand": 2, "renewcommand": 2, "providecommand": 2, "newenvironment": 3, "renewenvironment": 3,
    "newtheorem": 2, "theoremstyle": 1, "newcounter": 1, "newlength": 1, "graphicspath": 1, "lstset": 1, "tikzset": 1,
    "usetikzlibrary": 1, "geometry": 1, "DeclareMathOperator": 2, "selectlanguage": 1, "nocite": 1, "vskip": 0,
    "thanks": 1, "bibliography": 1, "addbibresource": 1, "cline": 1, "cmidrule": 1, "rowcolor": 1, "cellcolor": 1,
    "phantom": 1, "vphantom": 1, "hphantom": 1, "rule": 2, "newcolumntype": 2, "captionsetup": 1,
    "noalign": 1, "SIunits": 0, "subtitle": 0, "titleformat": 5, "titlespacing": 4, "enlargethispage": 1,
    "hyphenpenalty": 0, "sisetup": 1, "pdfinfo": 1,
    **dict.fromkeys(_SILENT, 0),
}  # fmt: skip
"""Macros that say nothing, with how many arguments each takes."""
PASSED = {
    "textcolor": 1, "colorbox": 1, "raisebox": 1, "scalebox": 1, "resizebox": 2, "foreignlanguage": 1, "rotatebox": 1,
    "parbox": 1,
    "hyperref": 0, "mbox": 0, "fbox": 0, "textsf": 0, "textrm": 0, "textup": 0, "ensuremath": 0,
}  # fmt: skip
"""Macros whose last argument is text, with how many stand before it."""
SIGNS = {
    "ss": "ß", "ae": "æ", "oe": "œ", "o": "ø", "l": "ł", "aa": "å", "i": "ı", "j": "ȷ", "O": "Ø", "L": "Ł", "AA": "Å",
    "AE": "Æ", "OE": "Œ", "S": "§", "P": "¶", "copyright": "©", "pounds": "£", "dag": "†", "ddag": "‡", "ldots": "…",
    "dots": "…", "textellipsis": "…", "textbackslash": "\\", "LaTeX": "LaTeX", "TeX": "TeX", "LaTeXe": "LaTeX2ε",
    "BibTeX": "BibTeX", "textendash": "–", "textemdash": "—", "textbar": "|", "textless": "<", "textgreater": ">",
    "textasciitilde": "~", "textasciicircum": "^", "textunderscore": "_", "textdollar": "$", "textquotesingle": "'",
    "textquotedblleft": "“", "textquotedblright": "”", "guillemotleft": "«", "guillemotright": "»", "og": "« ",
    "fg": " »", "glqq": "„", "grqq": "“", "flqq": "«", "frqq": "»", "textdegree": "°", "degree": "°", "texteuro": "€",
    "euro": "€", "quad": " ", "qquad": " ", "space": " ", "slash": "/", "textregistered": "®", "texttrademark": "™",
    "today": "", "nobreakspace": "\u00a0", "dj": "đ", "DJ": "Đ", "th": "þ", "TH": "Þ", "dh": "ð", "DH": "Ð", "ng": "ŋ",
    "NG": "Ŋ", "textbullet": "•", "textperiodcentered": "·", "checkmark": "✓", "ie": "i.e.", "eg": "e.g.",
}  # fmt: skip
ACCENTS = {
    "'": "\u0301", "`": "\u0300", "^": "\u0302", '"': "\u0308", "~": "\u0303", "=": "\u0304", ".": "\u0307",
    "c": "\u0327", "v": "\u030c", "u": "\u0306", "H": "\u030b", "k": "\u0328", "r": "\u030a", "d": "\u0323",
    "b": "\u0331", "t": "\u0361",
}  # fmt: skip
"""Each accent with the mark that follows its letter (Unicode)."""
FORMULAS = (
    "equation", "align", "gather", "multline", "eqnarray", "displaymath", "alignat", "flalign", "math", "dmath",
    "subequations", "cases",
)  # fmt: skip
VERBATIM = ("verbatim", "Verbatim", "lstlisting", "minted", "alltt", "BVerbatim", "code", "console")
LISTS = {
    "itemize": "ul", "enumerate": "ol", "description": "dl", "compactitem": "ul", "compactenum": "ol",
    "inparaenum": "ol", "tasks": "ul", "thebibliography": "ul", "list": "ul", "trivlist": "ul",
}  # fmt: skip
TABLES = {
    "tabular": 1, "tabularx": 2, "tabular*": 2, "longtable": 1, "tabulary": 2, "array": 1, "supertabular": 1, "tblr": 1,
}  # fmt: skip
"""The environments of tables, with how many arguments each takes."""
DROPPED = _names(
    "comment tikzpicture picture pspicture filecontents filecontents* pgfpicture CJK* axis titlingpage forest tikzcd "
    "tikzcd* asy"
)
"""Environments that are drawn, or left out."""
WITH_ARGUMENTS = {
    "minipage": 1, "multicols": 1, "wrapfigure": 2, "adjustbox": 1, "subfigure": 1, "spacing": 1, "otherlanguage": 1,
}  # fmt: skip
THEOREMS = {
    "theorem": "Theorem", "lemma": "Lemma", "proposition": "Proposition", "corollary": "Corollary",
    "definition": "Definition", "remark": "Remark", "example": "Example", "conjecture": "Conjecture", "claim": "Claim",
    "proof": "Proof", "exercise": "Exercise", "note": "Note",
}  # fmt: skip
CITES = _names("cite citep citet citeauthor citeyear parencite textcite autocite footcite citealp citealt Citet Citep")
REFERENCES = _names("ref eqref autoref cref Cref pageref nameref vref")
