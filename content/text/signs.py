"""Signs that are one and the same to a reader: quotation marks, apostrophes and dashes, however they are set."""

ALIKE = {
    **dict.fromkeys("‘’‚‛′`´ʼʻ＇", "'"), **dict.fromkeys("“”„‟″«»＂「」『』", '"'),
    **dict.fromkeys("‐‑‒–—―−﹘－", "-"),
}  # fmt: skip
"""Each sign with the one it stands for."""
