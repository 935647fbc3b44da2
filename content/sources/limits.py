"""Limits: how much is read, unpacked, waited for and looked through, whatever a file or a server says."""

MAX_BYTES = 200_000_000
"""Bytes read from a path or standard input, and bytes that come out of anything packed."""
MAX_FETCHED = 50_000_000
"""Bytes read from a URL."""
MAX_RATIO = 200
"""How many times larger than packed something may become, once it is larger than FREE_BYTES."""
FREE_BYTES = 10_000_000
"""Bytes that anything may unpack to."""
MAX_MEMBER = 50_000_000
"""Bytes of one file in an archive."""
MAX_ENTRIES = 20_000
"""Files in an archive."""
MAX_NESTING = 3
"""How often something packed may be packed again."""
MAX_DEPTH = 200
"""How deep elements of an office document may stand in one another; libxml2 has its own bound, of 256."""
FREE_ELEMENTS = 50_000
MAX_ELEMENTS = 1_000_000
ELEMENTS_PER_BYTE = 4
"""Elements in an archive's files, for each of its own bytes; FREE_ELEMENTS in any, and MAX_ELEMENTS at the most."""
MAX_ATTRIBUTES = 2_000
"""Attributes of one element: libxml2 compares each with all before it."""
MAX_PAGES = 5_000
"""Pages of a PDF."""
FREE_LOOKUPS = 100_000_000
LOOKUPS_PER_BYTE = 500
"""How often a PDF's letters may be looked through: once for each piece of text on their page. Pages may share what
is on them, so that a small file has any number of them; past FREE_LOOKUPS their number is bounded by the file's size.
"""
MAX_SECONDS = 120.0
"""How long a URL may take altogether."""
PATIENCE = 4.0
"""Seconds a server may be silent; and after which it must have sent SLOWEST bytes a second on the whole."""
SLOWEST = 1_000
"""Bytes a second."""
MAX_REDIRECTS = 10
"""Addresses that lead on to another one, in a row."""
HEAD_BYTES = 128_000
"""Enough of a large document for its first page."""
