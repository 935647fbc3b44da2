"""Texts of our own that show how each element of a document is set; for the gallery and for the snapshots."""

from __future__ import annotations

PROSE = """# The clock that kept two times

For most of its working life the station clock of a small town on the border showed two times at once. One pair of hands
was black and followed the capital of the country the town belonged to; the other was red and followed the capital across
the river, twenty-six minutes behind. Travellers were expected to know which of the two concerned them, and the
stationmaster, who was paid by both railways, kept a drawer of apologies for those who did not.

## Why nobody took the red hands away

The treaty that made the two railways share a platform said nothing about clocks. It said a great deal about coal, about the
height of carriage steps and about who was to sweep the snow; and since each side had signed it in the belief that it had won,
neither wished to open it again. So the red hands stayed, were oiled every spring, and outlived three governments, two
currencies and the river port itself.

Children learned to read them before they learned to read. A boy who later became an astronomer wrote that he had never found
anything strange in the idea that an event has more than one time: he had grown up, he said, under a counterexample.

## What became of it

When the lines were electrified the clock was replaced by one with a single pair of hands. The old one went to a school, where
it is still wound, and where the red hands are said to be right more often than the bell.
"""

TABLES = """# Sleeping cars in service

| Route | Operator | Cars | Berths | Since | What passengers say of it |
| :--- | :---: | ---: | ---: | :---: | --- |
| Vienna – Paris | night & day | 11 | 396 | 2021 | *Quiet* after Strasbourg; breakfast is brought before Châlons. |
| 東京 – 出雲市 | 日の出 | 14 | 158 | 1998 | 個室が広い。 |
| Oslo – Bergen | fjord line | 6 | 132 | 1972 | The heating is **either** on or off. |
| Praha – Košice | vlak | | 210 | 2019 | 🚂 the window opens |

A narrow one:

| key | does |
| --- | --- |
| `j` | a line down |
| `Space` | a page down |
"""

CODE = '''# Counting berths

```python
@dataclass(frozen=True)
class Car:
    """A sleeping car: how many compartments it has, and how many berths are in each."""

    compartments: int
    berths: int = 3

    def capacity(self, *, is_summer: bool = False) -> int:
        return self.compartments * (self.berths - is_summer)  # the middle berth is folded away in summer, for the view of the lakes
```

```diff
- berths = 36
+ berths = 33  # without the middle ones
```

```console
$ gloss report.md --section berths
```
'''

FORMULAS = r"""# Formulas

The roots of $ax^2 + bx + c$ are $x = \frac{-b \pm \sqrt{b^2 - 4ac}}{2a}$, and \(e^{i\pi} + 1 = 0\) is true as well.

$$
\int_{-\infty}^{\infty} e^{-x^2}\,dx = \sqrt{\pi}
$$

$$
\sum_{k=1}^{n} k^2 = \frac{n(n+1)(2n+1)}{6}, \qquad A = \begin{pmatrix} a & b \\ c & d \end{pmatrix}
$$

Water is H~2~O, an electron weighs 9.1 · 10^-31^ kg, and the ³√8 is what $\sqrt[3]{8}$ says.
"""

ELEMENTS = """# Elements

> [!note]
> Callouts stand in the colour of their kind.

> [!warning] Mind the gap
> It is wider than it looks, and *not* the same on every platform.

Berth
: A place to lie in a sleeping car.

Couchette
: A berth in a car in which the seats are turned into berths.

- [x] compartments counted
- [ ] blankets counted
  1. the thin ones
  2. the warm ones

> Whoever sleeps well on a train has paid for it in some other way.[^1]

Words can be ==marked==, <u>underlined</u>, ~~struck out~~, *set* in **other** ways, or be keys: <kbd>Ctrl</kbd>+<kbd>C</kbd>.

---

[^1]: An inspector of the line, in his memoirs.
"""

POEM = """# Night mail

The signals drop, the windows shine,\\
the kettle sings along the line,\\
and nobody who is awake\\
will say which turn the train will take.

<pre>
    a lamp
        a bridge
            a lamp
</pre>

> A timetable is a promise made by somebody else.
"""

RIGHT_TO_LEFT = """# השעון של התחנה

הרכבת עוצרת כאן בשעה 23:40, כך כתוב בלוח (timetable) שעל הקיר. "הזמן שלנו", אמר מנהל התחנה, "הוא תמיד הזמן של מישהו אחר".

كان للمحطة ساعة واحدة بأربعة عقارب، وكان المسافرون يعرفون أيها يعنيهم (Vienna 1905)، أما المدير فكان يعتذر للآخرين.

- פריט ראשון
- פריט שני

An English paragraph with one word of it: שלום.
"""

JAPANESE = """# 駅の時計

国境の小さな町の駅の時計は、長いあいだ二つの時刻を同時に示していた。黒い針は町が属する国の首都に従い、赤い針は川の向こうの首都に従って、二十六分遅れていた。旅人は、どちらが自分にかかわるのかを知っているものとされた。


子どもたちは、文字を読むより先に針を読むことを覚えた。「出来事に時刻が一つ以上あるということを、私は不思議に思ったことがない」と、のちに天文学者になった少年は書いている。
"""

PICTURES = """# The valley road

The road leaves the river at the last mill and climbs for an hour through orchards. From the chapel one sees what the maps
never show: that the valley is not one but five, laid behind each other like pages.

![The valley from the chapel, an hour before dark](valley.png)

Carters used to stop here, not for the view but for the wind, which told them what the pass would be like. Those who went on
when it blew from the north are remembered by the crosses beside the road.
"""
SAMPLES = {
    "prose": PROSE, "tables": TABLES, "code": CODE, "formulas": FORMULAS, "elements": ELEMENTS, "poem": POEM,
    "right-to-left": RIGHT_TO_LEFT, "japanese": JAPANESE, "pictures": PICTURES,
}  # fmt: skip
"""The texts by name."""
