"""Tokens: by which a service knows who asks; from the environment, a file that nobody else reads, or the keyring."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from glossator.content.errors import GlossatorError, reason
from glossator.content.text.sanitize import shown_name

_LONGEST = 4_000


def token_of(service: str) -> str:
    """Give the token for a service.

    Args:
        service: Its name, such as ``hypothesis``.

    Returns:
        What ``GLOSS_HYPOTHESIS_TOKEN`` holds; else what is in the file that ``GLOSS_HYPOTHESIS_TOKEN_FILE`` names; else
        what the keyring keeps for ``glossator`` under the service's name.

    Raises:
        GlossatorError: There is none, others can read its file, or it is no token.
    """
    name = f"GLOSS_{service.upper()}_TOKEN"
    token = os.environ.get(name, "").strip()
    if not token and (path := os.environ.get(f"{name}_FILE", "")):
        token = _in_file(Path(os.path.expanduser(path)))
    token = token or _in_keyring(service)
    if not token:
        raise GlossatorError(f"{service}: no token; set {name}, or keep it: keyring set glossator {service}")
    if len(token) > _LONGEST or not (token.isascii() and token.isprintable()) or " " in token:
        raise GlossatorError(f"{service}: {name} holds no token")
    return token


def _in_file(path: Path) -> str:
    shown = shown_name(str(path))
    try:
        if path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO):
            raise GlossatorError(f"{shown}: others can read the token in it; chmod 600 first")
        return path.read_text("utf-8").strip()
    except (OSError, ValueError) as error:
        raise GlossatorError(f"{shown}: {reason(error, 'unreadable')}") from None


def _in_keyring(service: str) -> str:
    try:
        import keyring
        from keyring.errors import KeyringError
    except ImportError:
        return ""
    try:
        return (keyring.get_password("glossator", service) or "").strip()
    except KeyringError:
        return ""
