"""What every test shares: no network, no screen, no deadline for hypothesis."""

from __future__ import annotations

import socket

import matplotlib as mpl
import pytest
from hypothesis import settings

mpl.use("agg")
settings.register_profile("framing", deadline=None, max_examples=25)
settings.register_profile("thorough", deadline=None, max_examples=500)
settings.load_profile("framing")  # pytest --hypothesis-profile=thorough asks for more


@pytest.fixture(autouse=True)
def _no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Fail whatever tries to reach another machine."""
    real = socket.socket.connect

    def refuse(self: socket.socket, address: object) -> None:
        host = address[0] if isinstance(address, tuple) else ""
        if host in {"127.0.0.1", "localhost", "::1", ""}:
            return real(self, address)  # type: ignore[arg-type]
        msg = f"a test tried to reach {address!r}"
        raise AssertionError(msg)

    monkeypatch.setattr(socket.socket, "connect", refuse)


@pytest.fixture(autouse=True)
def _close_figures():
    """Close figures that a test or an example left open."""
    yield
    from matplotlib import pyplot as plt

    plt.close("all")
