"""The command line: one file a command, each with ``configure(parser)`` and ``run(options)``.

In come arguments; out go text or JSON on standard output, one line on standard error, and an exit status.
"""

INTERRUPTED = 130
"""The exit status of a program that ctrl+c ended: 128 and the number of SIGINT."""
