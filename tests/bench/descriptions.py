"""Passages described in words that do not stand in them: how often the passage is among the first five.

``python -m tests.bench.descriptions FOLDER``. The folder holds Project Gutenberg's texts 1342, 1661 and 2600 as ``1342.txt``,
``1661.txt`` and ``2600.txt``. A line for each book: by words alone, and with the extra ``meaning``.
"""

from __future__ import annotations

import sys
from pathlib import Path

from glossator.content import open_document
from glossator.content.document import Document
from glossator.content.search.index import SearchIndex

DESCRIPTIONS: dict[str, list[tuple[str, str]]] = {
    "1342": [
        ("every wealthy unmarried gentleman is assumed to be looking for someone to wed", "single man in possession of a good fortune"),
        ("he refuses to ask her onto the floor because she isn't pretty enough", "not handsome enough to tempt"),
        ("a pompous clergyman asks for her hand and lists why it suits him", "My reasons for marrying are, first"),
        ("father tells daughter that whichever choice she makes one parent will never speak with her", "An unhappy alternative is before you"),
        ("the proud suitor confesses his passion against his better judgement", "In vain I have struggled"),
        ("she turns him away and says nobody on earth could be a worse husband", "the last man in the world whom I could ever be prevailed on to marry"),
        ("the youngest girl runs away with an officer", "gone off to Scotland with one of his officers"),
        ("a mother frets constantly over her health and that nobody pities it", "nobody feels for my poor nerves"),
        ("muddy petticoat after a long walk through the fields to a sick sister", "six inches deep in mud"),
        ("an aristocratic aunt demands a promise that there will be no wedding", "never to enter into such an engagement"),
        ("her first sight of the splendid country seat across the valley", "the eye was instantly caught by Pemberley House"),
        ("friend explains that happiness between spouses depends on luck", "Happiness in marriage is entirely a matter of chance"),
        ("the man she once hated pays off debts in secret to save the family", "He had been some days in town, before he was able to discover them"),
        ("our neighbours exist to mock us and we to mock them back", "make sport for our neighbours"),
        ("her best friend marries only in order to have a roof over her head", "I ask only a comfortable home"),
        ("housekeeper praises her employer's sweet temper since he was a child", "I have never known a cross word from him"),
        ("she reads the explanation he wrote and grows ashamed of having misjudged everyone", "How despicably I have acted"),
        ("what a lady must be able to do: instruments, drawing, dances, foreign tongues", "A woman must have a thorough knowledge of music"),
        ("when exactly did your affection begin, he cannot tell", "I cannot fix on the hour, or the spot"),
        ("the wealthy guest leaves the district abruptly and the eldest girl is heartbroken", "The whole party have left Netherfield by this time"),
    ],
    "1661": [
        ("to the detective one lady outshone all others of her sex", "To Sherlock Holmes she is always"),
        ("people look at things and still do not notice them, like how many stairs there are", "You see, but you do not observe"),
        ("a club pays redheads a salary to copy an encyclopaedia", "would pay such a sum for doing anything so simple"),
        ("thief hid the stolen gem inside poultry", "a brilliantly scintillating blue stone"),
        ("a serpent crawled down a fake cord onto the bed", "It is a swamp adder"),
        ("an engineer loses a digit in a struggle at the window", "hacked or torn right out from the roots"),
        ("respectable journalist makes more money begging in disguise on the street", "I could earn as much in a day"),
        ("the groom vanished from the cab before the ceremony", "when the cabman got down from the box and looked there was no one there"),
        ("the step-father pretended to be his own ward's sweetheart to keep her income", "The man married a woman very much older than himself for her money"),
        ("five dried fruit pips in an envelope announce death", "there jumped five little dried orange pips"),
        ("governess asked to cut off her locks before taking the job", "cut your hair quite short before you come"),
        ("rural cottages hide more cruelty than slums in the capital", "the lowest and vilest alleys in London do not present a more dreadful record of sin"),
        ("masked royal visitor with a fur-trimmed cloak and a heavy brooch", "deep blue cloak which was thrown over his shoulders"),
        ("piece of royal headgear broken and three jewels are gone", "three of the beryls in it"),
        ("bride fled because her first husband whom she thought dead appeared in the pew", "I saw Frank here again"),
        ("a drug house near the docks full of dreamers lying in bunks", "bodies lying in strange fantastic poses"),
        ("deducing an unknown person's decline, drinking and wife troubles from an old felt cap", "pointing to a moral retrogression"),
        ("remove everything that cannot be and whatever is left is true", "when you have excluded the impossible"),
        ("smoking several pipes all night sitting on cushions to think over the puzzle", "constructed a sort of Eastern divan"),
        ("the dying man's last word about a rodent was really an Australian town", "BALLARAT"),
    ],
    "2600": [
        ("wounded officer lies on his back gazing upward at the heavens and finds everything else meaningless", "How quiet, peaceful, and solemn; not at all as I ran"),
        ("an old tree with new leaves gives him back the will to live", "Yes, here in this forest was that oak with which I agreed"),
        ("a teenage girl's first grand dance, hoping that someone will invite her", "Is it possible no one will ask me"),
        ("the emperor of the French mistakes a still-living man for a fine corpse", "That's a fine death!"),
        ("policemen tied to a wild animal and thrown in the river", "tied a policeman and the bear back to back"),
        ("losing forty-three thousand at cards to a false friend", "You owe forty-three thousand, Count"),
        ("the clumsy husband hits his experienced opponent with a pistol in the snow", "Pierre had hardly"),
        ("the peasant soldier who eats a potato with salt and calms the prisoner", "sprinkled some salt on it from the rag"),
        ("his wife dies giving birth, with a reproachful look on her face", "I love you all, and have done no harm to anyone"),
        ("teenage boy gallops into musket fire and is shot through the head", "Petya fell heavily on to the wet ground"),
        ("townspeople lynch a traitor handed over by the governor", "At the moment when Vereshchagin fell"),
        ("the commander in chief decides to give up the ancient capital without another fight", "Gentlemen, I have heard your views"),
        ("hunters chase the grey predator and the dogs pin it down", "That instant, when Nicholas saw the wolf struggling in the gully"),
        ("countess dances a folk dance in an uncle's house though raised by a French governess", "Where, how, and when had this young countess"),
        ("the tall fur-coat comet over the city brings him tears of joy", "the enormous and brilliant comet of 1812"),
        ("he wants to murder the invader with a dagger and save Europe", "meet Napoleon and kill him"),
        ("elderly general sleeps during the meeting about the battle plan", "really was asleep"),
        ("being blindfolded and led into the secret brotherhood", "bound Pierre's eyes"),
        ("the small princess has a slightly downy mouth that makes her more charming", "Her pretty little upper lip"),
        ("power of historians: crowds move rulers, not rulers crowds, kings are history's servants", "A king is history's slave"),
    ],
}  # fmt: skip
"""By the number of the book: a description, and words by which its passage is known."""


def _plain(text: str) -> str:
    return " ".join(text.translate(str.maketrans("\u2018\u2019\u201c\u201d", "\'\'\"\"")).replace("_", "").split())


def _passage(document: Document, words: str) -> tuple[int, int]:
    """The range of the block that has some words."""
    block = next(block for block in document.blocks if words in _plain(document.text[block.start : block.end]))
    return block.start, block.end


def ranks(document: Document, index: SearchIndex, described: list[tuple[str, str]]) -> list[int | None]:
    """Where the passage of each description comes among the first hundred hits, from 0; None for not at all."""
    found = []
    for description, words in described:
        start, end = _passage(document, words)
        hits = index.search(description, 100)
        found.append(next((n for n, hit in enumerate(hits) if start <= hit.start < end), None))
    return found


def main() -> int:
    """Print the lines, and a last one for all."""
    folder = Path(sys.argv[1])
    sums = [0, 0]
    for number, described in DESCRIPTIONS.items():
        document = open_document(folder / f"{number}.txt")
        index = SearchIndex(document)
        for way in range(2):
            if way:
                index.add_meaning()
            found = ranks(document, index, described)
            among = sum(rank is not None and rank < 5 for rank in found)
            sums[way] += among
            print(f"{number}  {('words', 'with meaning')[way]:<12}  r@5 {among / len(described):.3f}  {found}")
    count = sum(map(len, DESCRIPTIONS.values()))
    print(f"all   words r@5 {sums[0] / count:.3f}  with meaning r@5 {sums[1] / count:.3f}  ({count} descriptions)")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
