"""The command ``gloss``: everything is imported inside its ``try``, so that ctrl+c ends even a start-up in silence."""

from __future__ import annotations

from glossator.tui.cli import INTERRUPTED


def main(argv: list[str] | None = None) -> int:
    """Run the ``gloss`` command.

    Args:
        argv: The arguments, unless they are the process's own.

    Returns:
        The exit status; see ``dispatch``.
    """
    try:
        from glossator.tui.cli.dispatch import dispatch

        return dispatch(argv)
    except KeyboardInterrupt:
        return INTERRUPTED


if __name__ == "__main__":
    raise SystemExit(main())
