"""Leave out the heads and inner units of an encoder that matter least."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import torch
from torch.nn import functional

from training.encoder import HEAD, Encoder
from training.fitting import collate

if TYPE_CHECKING:
    from torch import Tensor, nn

    from training.base import Base
    from training.encoder import Size
    from training.fitting import Encoded

__all__ = ["thin"]

N_ROWS = 32


class Weight(NamedTuple):
    """How much each head and each inner unit of a layer matters."""

    heads: Tensor
    inner: Tensor


def thin(
    model: Encoder, base: Base, size: Size, encoded: Encoded, wanted: Tensor
) -> Encoder:
    """Give an encoder of what matters most for some sentences."""
    thinned = Encoder(base, size)
    state = model.state_dict()
    for number, weight in enumerate(weigh(model, encoded, wanted)):
        at = f"layers.{number}."
        heads = weight.heads.argsort(descending=True)[: size.heads].sort()[0]
        inner = weight.inner.argsort(descending=True)[: size.inner].sort()[0]
        part = {
            name.removeprefix(at): state.pop(name)
            for name in [*state]
            if name.startswith(at)
        }
        state |= {
            f"{at}{name}": value for name, value in cut(part, heads, inner).items()
        }
    thinned.load_state_dict(state)
    return thinned.eval()


def cut(layer: dict[str, Tensor], heads: Tensor, inner: Tensor) -> dict[str, Tensor]:
    """Keep some heads and inner units of a layer."""
    units = (heads[:, None] * HEAD + torch.arange(HEAD)).flatten()
    both = torch.cat([units, units + len(layer["query.bias"])])
    rows = {"query": units, "memory": both, "widen": inner}
    columns = {"out": units, "narrow": inner}
    kept = dict(layer)
    for name, order in rows.items():
        for kind in ("weight", "bias"):
            kept[f"{name}.{kind}"] = layer[f"{name}.{kind}"][order]
    for name, order in columns.items():
        kept[f"{name}.weight"] = layer[f"{name}.weight"][:, order]
    kept["kept"] = layer["kept"][heads]
    return kept


def weigh(model: Encoder, encoded: Encoded, wanted: Tensor) -> list[Weight]:
    """Weigh heads and inner units by how far the loss would move without them.

    The change is estimated from the gradient, as in Michel et al. (2019).
    """
    model.eval()
    model.requires_grad_(True)
    sums = [
        Weight(torch.zeros(layer.heads), torch.zeros(layer.narrow.in_features))
        for layer in model.layers
    ]
    caught: list[Tensor] = []

    def catch(_: nn.Module, arguments: tuple[Tensor, ...]) -> None:
        arguments[0].retain_grad()
        caught.append(arguments[0])

    hooks = [
        module.register_forward_pre_hook(catch)
        for layer in model.layers
        for module in (layer.out, layer.narrow)
    ]
    for first in range(0, len(encoded), N_ROWS):
        caught.clear()
        logits = model(*collate(encoded[first : first + N_ROWS]))
        loss = functional.cross_entropy(
            logits, wanted[first : first + N_ROWS], reduction="sum"
        )
        model.zero_grad()
        loss.backward()
        for sum_, seen, inner in zip(sums, caught[::2], caught[1::2], strict=True):
            sum_.heads.add_(by_head(seen))
            sum_.inner.add_((inner * inner.grad).abs().flatten(0, 1).sum(0).detach())
    for hook in hooks:
        hook.remove()
    return sums


def by_head(seen: Tensor) -> Tensor:
    """Add up what removing each head would change, place by place."""
    moved = (seen * seen.grad).detach().flatten(0, 1)
    return moved.unflatten(1, (-1, HEAD)).sum(2).abs().sum(0)
