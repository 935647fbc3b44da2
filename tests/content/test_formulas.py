"""Formulas: TeX and MathML as text that says what they mean."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree, html

from glossator.content.document import Builder, Document
from glossator.content.exchange.copied import copied
from glossator.content.formats import docx as docx_format
from glossator.content.formats import odt as odt_format
from glossator.content.html.mathml import formula_in
from glossator.content.html.reader import MarkupReader
from glossator.content.search.index import SearchIndex
from glossator.content.sources.source import Source
from glossator.content.text.tex import formula_of
from tests.data.hostile import docx, odt
from tests.reading import markdown

CASES = {
    r"x = \frac{-b \pm \sqrt{b^2 - 4ac}}{2a}": "x = (−b ± √(b² − 4ac)) / 2a",
    r"\sqrt[3]{8}": "³√8",
    r"\int_0^\infty e^{-x^2}\,dx": "∫₀^∞ e^(−x²) dx",
    r"\sum_{i=1}^{n} x_i^2": "∑ᵢ₌₁ⁿ xᵢ²",
    r"\frac12 + \frac{a}{b}c": "1/2 + a/b c",
    r"\frac{a+b}{c} d": "((a + b) / c) d",
    r"\frac{1}{(1-q)(1-p)}": "1 / ((1 − q)(1 − p))",
    r"\begin{pmatrix} a & b \\ c & d \end{pmatrix}": "(a b; c d)",
    r"f(x) = \begin{cases} 1 & \text{if } x > 0 \\ 0 & \text{else} \end{cases}": "f(x) = {1 if x > 0; 0 else",
    r"\lim_{x \to 0} \frac{\sin x}{x} = 1": "lim_(x → 0) ((sin x) / x) = 1",
    r"\mathbb{R}^n \to \mathbb{C}": "ℝⁿ → ℂ",
    r"\hat{x} + \vec v": "x̂ + v⃗",
    r"\left( \frac{1}{2} \right)^n": "(1/2)ⁿ",
    r"P(A \mid B) \neq 0": "P(A ∣ B) ≠ 0",
    r"\begin{aligned} a &= b + c \\ &= d \end{aligned}": "a = b + c\n= d",
    r"x^12 + x^{12}": "x¹2 + x¹²",
    r"f''(x)": "f′′(x)",
    r"\ce{SO4^2- + H2O}": "SO₄²⁻ + H₂O",
    r"-x \cdot (-y)": "−x · (−y)", r"\frac{n! + 1}{k!}": "(n! + 1) / k!",
    r"\frac{a}{\frac{b}{c}}": "a / (b/c)", r"\frac{\frac{a}{b}}{c}": "(a/b) / c", r"{x^a}^b": "(xᵃ)ᵇ", r"{n \choose k}": "(n choose k)",
    r"{-b \over 2a}": "−b / 2a", r"{}^{14}C": "¹⁴C", r"1{,}000": "1,000", r"x^{Q}y": "x^Q y", r"\mathrm{\alpha}": "α",
    r"\textcolor{red}{x}": "x", r"\ref{eq}": "eq",
    r"\sqrt{x}y": "√x y", r"a/\frac{b}{c}": "a/(b/c)", r"\overline{AB}": "A\u0305B\u0305", r"90^\circ": "90°",
    r"5\,\mu\text{m}": "5 μm", r"\sum_{\substack{i<n\\j}} x": "∑_(i < n, j) x", r"\begin{matrix}": r"\begin{matrix}",
    r"\begin{vmatrix} i & \frac{a+b}{c} \\ 0 & 1 \end{vmatrix}": "|i, (a + b) / c; 0, 1|",
    r"\unknown{x}": r"\unknown x",
    r"\left[\begin{matrix}1&2\\3&4\end{matrix}\right]": "[1 2; 3 4]",
}


@pytest.mark.parametrize("tex", CASES)
def test_tex_says_what_it_means(tex: str) -> None:
    assert formula_of(tex) == CASES[tex]


@given(st.text(r"\{}[]^_&$%'ab12 frac sqrt left begin end", max_size=60) | st.text(max_size=40))
def test_no_tex_fails(tex: str) -> None:
    assert formula_of(tex) == formula_of(tex).strip(" ") or not tex.strip()


@pytest.mark.parametrize("tex", ["{" * 5000, r"\frac" * 3000, "x^" * 4000, r"\sqrt{" * 900, r"\left(" * 800, "a" * 20_000])
def test_what_is_too_deep_or_too_long_stays_tex(tex: str) -> None:
    assert formula_of(tex) == tex.strip()


MATHML = {
    "<mfrac><mrow><mi>a</mi><mo>+</mo><mi>b</mi></mrow><mn>2</mn></mfrac>": "(a + b) / 2",
    "<msup><mi>x</mi><mn>2</mn></msup>": "x²",
    "<mroot><mn>8</mn><mn>3</mn></mroot>": "³√8",
    "<munderover><mo>∑</mo><mrow><mi>i</mi><mo>=</mo><mn>1</mn></mrow><mi>n</mi></munderover><msub><mi>x</mi><mi>i</mi></msub>":
        "∑ᵢ₌₁ⁿ xᵢ",
    "<mfenced><mi>a</mi><mi>b</mi></mfenced>": "(a, b)",
    "<mrow><mo>(</mo><mtable><mtr><mtd><mn>1</mn></mtd><mtd><mn>0</mn></mtd></mtr><mtr><mtd><mn>0</mn></mtd>"
    "<mtd><mn>1</mn></mtd></mtr></mtable><mo>)</mo></mrow>": "(1 0; 0 1)",
    '<mo>(</mo><mfrac linethickness="0"><mi>n</mi><mi>k</mi></mfrac><mo>)</mo>': "(n choose k)",
    "x + y": "x + y",
    "<mi>sin</mi><mo>&#x2061;</mo><mi>x</mi>": "sin x",
    "<mover><mi>x</mi><mo>¯</mo></mover>": "x̄",
}  # fmt: skip


@pytest.mark.parametrize("markup", MATHML)
def test_mathml_says_what_it_means(markup: str) -> None:
    assert formula_in(etree.fromstring(f"<math>{markup}</math>")).text == MATHML[markup]


def test_a_formula_as_deep_as_it_likes_is_read() -> None:
    deep = "<mrow>" * 200 + "<mi>x</mi>" + "</mrow>" * 200
    assert formula_in(etree.fromstring(f"<math>{deep}</math>", etree.XMLParser(huge_tree=True))).text == "x"


def test_a_formula_in_markdown_is_found_by_what_is_read_and_copied_as_tex() -> None:
    document = markdown("The root $\\frac{-b}{2a}$ costs $5 or $6, and \\(a_i\\) too.\n\n$$\nE = mc^2\n$$\n\nText \\[1\\].")
    assert document.text == "The root −b / 2a costs $5 or $6, and aᵢ too.\nE = mc²\nText [1]."
    assert [block.info for block in document.blocks] == ["", "formula", ""]
    at = document.text.index("E = mc²")
    assert copied(document, at, at + 7) == "E = mc^2"
    assert copied(document, 0, 16) == "The root $\\frac{-b}{2a}$"
    assert copied(document, 0, 12) == document.text[:12]  # half of a formula is what is seen
    assert SearchIndex(document).search("E = mc2")


@pytest.mark.parametrize(
    "text",
    [
        "Price $20-$30 and so on.", "From US$5 to US$10.", "It costs $5 and $10, or $5-$6.", "a $b$c and $d$e of them",
        "$ 5 and 6 $", "from $5-$10, or $1,000 and x$", "Salary: $100k-$200k", "a $20/$30 split", "cost ($5) and ($6)",
        "US$5 and C$6", "echo $a$b", "between $1.5M and 2$", "price $$5 and $$6", "[1] A. Author, some_title, a_b [in press]",
    ],
)
def test_what_something_costs_is_no_formula(text: str) -> None:
    assert markdown(text.replace("[", "\\[").replace("]", "\\]")).text == text


def test_a_formula_ends_with_its_paragraph_and_none_is_in_code() -> None:
    text = "\\[Note\\] x^2\n\n# Heading\n\n- item\n\nsee \\[3\\]\n"
    assert markdown(text).text == "[Note] x^2\nHeading\nitem\nsee [3]"
    assert markdown("\\[\n  x^2\n  + 1\n\\]").text == "x² + 1"
    for code in ("    \\(a=b\\)", "<pre>\n\\(a=b\\)\n!!! note\n    x\n</pre>", "`` \\(a=b\\) ` `` and `\\(c=d\\)`", "<code>\\(a=b\\)</code>"):
        assert "$" not in markdown(f"Text.\n\n{code}").text and "(a=b" in markdown(f"Text.\n\n{code}").text


@pytest.mark.parametrize("part", [r"\frac", "a^", r"\sqrt", r"\hat", r"\not", r"\overset", r"\pmod", r"\binom{a}", "x_", r"\over", "{a "])
def test_no_formula_is_too_deep_for_the_program(part: str) -> None:
    for times in (30, 300, 1200):
        assert formula_of(part * times) is not None
    assert "Hello" in markdown(f"Hello ${part * 600}$").text


def test_formulas_of_a_page_are_read_once() -> None:
    body = (
        "<p>Katex <span class='katex'><span class='katex-mathml'><math><semantics><mrow><mi>E</mi><mo>=</mo><mi>m</mi>"
        "</mrow><annotation encoding='application/x-tex'>E=m</annotation></semantics></math></span>"
        "<span class='katex-html' aria-hidden='true'>E=m</span></span> and \\(a^2\\) and <code>\\(b^2\\)</code>, sed \\(words here\\) and \\[1\\].</p>"
    )
    out = Builder()
    MarkupReader(out).read(html.fragment_fromstring(body, create_parent="div"))
    text = out.document().text
    assert text == "Katex E = m and a² and \\(b^2\\), sed \\(words here\\) and \\[1\\]."


# -- formulas of word processors


def omml(inside: str, *, displayed: bool = False) -> str:
    """A DOCX's paragraph with a formula between two words; ``e`` and the like stand for OMML's elements."""
    math = f"<m:oMath>{inside}</m:oMath>"
    return f"<w:p><w:r><w:t xml:space='preserve'>Before </w:t></w:r>{f'<m:oMathPara>{math}</m:oMathPara>' if displayed else math}<w:r><w:t xml:space='preserve'> after.</w:t></w:r></w:p>"


def run(text: str) -> str:
    return f"<m:r><m:t>{text}</m:t></m:r>"


def office_text(body: str) -> Document:
    document = f'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"><w:body>{body}</w:body></w:document>'
    return docx_format.read(Source("a.docx", docx(document)))


@pytest.mark.parametrize(
    ("inside", "text"),
    [
        (f"{run('x=')}<m:f><m:num>{run('-b±')}<m:rad><m:radPr><m:degHide m:val='1'/></m:radPr><m:deg/><m:e><m:sSup><m:e>{run('b')}</m:e><m:sup>{run('2')}</m:sup></m:sSup>{run('-4ac')}</m:e></m:rad></m:num><m:den>{run('2a')}</m:den></m:f>", "x = (−b ± √(b² − 4ac)) / 2a"),
        (f"<m:rad><m:deg>{run('3')}</m:deg><m:e>{run('8')}</m:e></m:rad>", "³√8"),
        (f"<m:nary><m:naryPr><m:chr m:val='∫'/></m:naryPr><m:sub>{run('0')}</m:sub><m:sup>{run('∞')}</m:sup><m:e>{run('f')}</m:e></m:nary>", "∫₀^∞ f"),
        (f"<m:nary><m:naryPr><m:chr m:val='∑'/></m:naryPr><m:sub>{run('i=1')}</m:sub><m:sup>{run('n')}</m:sup><m:e><m:sSub><m:e>{run('x')}</m:e><m:sub>{run('i')}</m:sub></m:sSub></m:e></m:nary>", "∑ᵢ₌₁ⁿ xᵢ"),
        (f"<m:d><m:dPr><m:begChr m:val='['/><m:endChr m:val=']'/></m:dPr><m:e>{run('a,b')}</m:e></m:d>", "[a, b]"),
        (f"<m:func><m:fName>{run('sin')}</m:fName><m:e>{run('x')}</m:e></m:func>", "sin x"),
        (f"<m:sPre><m:sub>{run('6')}</m:sub><m:sup>{run('14')}</m:sup><m:e>{run('C')}</m:e></m:sPre>", "₆¹⁴C"),
        (f"<m:eqArr><m:e>{run('x&amp;=1')}</m:e><m:e>{run('y&amp;=2')}</m:e></m:eqArr>", "x = 1; y = 2"),
        (f"<m:func><m:fName><m:limLow><m:e>{run('lim')}</m:e><m:lim>{run('n→∞')}</m:lim></m:limLow></m:fName><m:e>{run('a')}</m:e></m:func>", "lim_(n → ∞) a"),
        (f"<m:func><m:fName><m:sSup><m:e>{run('sin')}</m:e><m:sup>{run('2')}</m:sup></m:sSup></m:fName><m:e>{run('θ')}</m:e></m:func>", "sin² θ"),
        (f"<m:bar><m:barPr><m:pos m:val='top'/></m:barPr><m:e>{run('ab')}</m:e></m:bar>", "a̅b̅"),
        (f"<m:acc><m:accPr><m:chr m:val='̇'/></m:accPr><m:e>{run('y')}</m:e></m:acc>", "y\u0307"),
        ("<m:r><m:rPr><m:scr m:val='double-struck'/></m:rPr><m:t>R</m:t></m:r>", "ℝ"),
        (f"<m:d><m:e>{run('a')}</m:e><m:e>{run('b')}</m:e></m:d>", "(a|b)"),
        (f"<m:acc><m:accPr><m:chr m:val='⃗'/></m:accPr><m:e>{run('v')}</m:e></m:acc>", "v⃗"),
    ],
)  # fmt: skip
def test_formulas_of_word_processors(inside: str, text: str) -> None:
    document = office_text(omml(inside))
    assert document.text == f"Before {text} after."
    (span,) = (span for block in document.blocks for span in block.spans if span.kind == "formula")
    assert document.text[span.start : span.end] == text
    assert text.replace("; ", "\n") in office_text(omml(inside, displayed=True)).text


def test_a_document_cannot_name_the_words_that_stand_for_formulas() -> None:
    document = office_text(omml(run("x")) + "<w:p><w:r><w:t>0123456789abcdefx0x and x0x</w:t></w:r></w:p>")
    assert document.text == "Before x after.\n0123456789abcdefx0x and x0x"


def test_formulas_nested_deeply_end_in_bounds() -> None:
    inside = run("x")
    for _ in range(70):
        inside = f"<m:sSup><m:e>{inside}</m:e><m:sup>{run('2')}</m:sup></m:sSup>"
    text = office_text(omml(inside)).text
    assert text.startswith("Before") and "x" in text and text.endswith("after.")


def test_the_formula_of_an_odt_is_an_object_of_its_own() -> None:
    math = '<math xmlns="http://www.w3.org/1998/Math/MathML"><mfrac><mi>a</mi><mi>b</mi></mfrac></math>'
    frame = '<draw:frame xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"><draw:object xlink:href="./Object 1"/><draw:image xlink:href="./ObjectReplacements/Object 1"/></draw:frame>'
    data = odt(f"<text:p>Before {frame} after.</text:p>", files={"Object 1/content.xml": math, "ObjectReplacements/Object 1": b"x"})
    assert odt_format.read(Source("a.odt", data)).text == "Before a/b after."


@pytest.mark.parametrize(("tex", "expected"), [
    (r"\neg p", "¬p"), (r"a \xrightarrow{f} b", "a →ᶠ b"), (r"\begin{array}{c|cc} & 1 & 2 \\ \hline 3 & 4 & 5\end{array}", "[· 1 2; 3 4 5]"),
    (r"\begin{pmatrix} & 1 \\ 2 & \end{pmatrix}", "(· 1; 2 ·)"), (r"\begin{pmatrix} a & b \\ c & d \\ \end{pmatrix}", "(a b; c d)"),
    (r"\SI{5}{\kilo\meter\per\hour}", "5 km/h"), (r"\begin{cases} x & y \\ & z\end{cases}", "{x y; z"),
])  # fmt: skip
def test_signs_that_were_left_as_they_are_written(tex: str, expected: str) -> None:
    assert formula_of(tex) == expected
