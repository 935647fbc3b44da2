"""What is open, without a widget: the document and its generation, its notes, its index, its file.

In comes a source; out goes a ``Reading``, whose state is replaced as a whole, on the UI thread, by what background
tasks bring. Positions carry the generation of the document they belong to and are mapped to the present one here.
"""
