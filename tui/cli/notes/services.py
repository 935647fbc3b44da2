"""What the commands that speak with a service have in common."""

from __future__ import annotations

import argparse
import os
from collections.abc import Iterator
from contextlib import contextmanager

from glossator.content.exchange.sharing.client import Client
from glossator.content.exchange.sharing.remembered import Remembered
from glossator.content.exchange.sharing.services import Hypothesis, Readwise, Service
from glossator.content.exchange.sharing.tokens import token_of
from glossator.tui.cli.arguments import one_of

_ADDRESSES = {"hypothesis": "https://api.hypothes.is/api/", "readwise": "https://readwise.io/api/v2/"}
_SIGNS = {"hypothesis": "Bearer", "readwise": "Token"}


def add_service(parser: argparse.ArgumentParser) -> None:
    """Add the options that both commands take."""
    parser.set_defaults(needs_notes=True)
    parser.add_argument("--with", dest="service", required=True, type=one_of(tuple(_ADDRESSES), "service"),
                        metavar="SERVICE", help=f"{' or '.join(_ADDRESSES)} (required)")  # fmt: skip
    parser.add_argument("--dry-run", action="store_true", help="report what would happen to each, and change nothing")


@contextmanager
def service_of(options: argparse.Namespace) -> Iterator[tuple[Service, Remembered]]:
    """Give the service that the options name, and what is remembered of the account.

    Args:
        options: Those that ``add_service`` added.

    Yields:
        The service, whose token was accepted.

    Raises:
        GlossatorError: There is no token, it is not accepted, or the service does not answer.
    """
    name = options.service
    address = os.environ.get(f"GLOSS_{name.upper()}_URL", "") or _ADDRESSES[name]
    address = address.rstrip("/") + "/"
    with Client(name, address, f"{_SIGNS[name]} {token_of(name)}") as client:
        service: Service = Hypothesis(client) if name == "hypothesis" else Readwise(client)
        yield service, Remembered(f"{name} {address}", service.account())
