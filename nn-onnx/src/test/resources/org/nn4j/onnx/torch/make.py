#!/usr/bin/python3
"""Perceptrons as PyTorch 1.13 (Debian's python3-torch) exports them, and what they answer to some rows.

Writes NAME.onnx and NAME.json, {"x": rows, "y": rows}, into this folder.
"""
import json
import os

import torch
from torch import nn

HERE = os.path.dirname(os.path.abspath(__file__))


class View(nn.Module):
    """A network that makes a row of an image by the size of the batch, as tutorials do."""

    def __init__(self):
        super().__init__()
        self.first = nn.Linear(12, 8)
        self.last = nn.Linear(8, 3)

    def forward(self, x):
        x = torch.relu(self.first(x.view(x.size(0), -1)))
        return nn.functional.log_softmax(self.last(x), dim=1)


def save(name, network, shape=(6, 5), dynamic=True, fold=True, double=False, opset=17):
    torch.manual_seed(len(name))
    kind = torch.float64 if double else torch.float32
    network = network().to(kind)
    for module in network.modules():
        if isinstance(module, nn.BatchNorm1d):
            module.running_mean.normal_()
            module.running_var.uniform_(0.5, 2)
        if isinstance(module, (nn.BatchNorm1d, nn.LayerNorm)) and module.weight is not None:
            nn.init.normal_(module.weight)
            nn.init.normal_(module.bias)
        if isinstance(module, nn.PReLU):
            nn.init.uniform_(module.weight, -0.5, 0.5)
    network.eval()
    x = torch.randn(*shape, dtype=kind)
    torch.onnx.export(
        network, x, os.path.join(HERE, name + ".onnx"), opset_version=opset, do_constant_folding=fold,
        input_names=["x"], output_names=["y"],
        dynamic_axes={"x": {0: "batch"}, "y": {0: "batch"}} if dynamic else None)
    with torch.no_grad():
        y = network(x)
    with open(os.path.join(HERE, name + ".json"), "w", encoding="utf-8") as file:
        json.dump({"x": x.reshape(shape[0], -1).tolist(), "y": y.tolist()}, file)


def mlp(*activations, end=None):
    layers, width = [], 5
    for activation in activations:
        layers += [nn.Linear(width, 7), activation]
        width = 7
    layers.append(nn.Linear(width, 3))
    return nn.Sequential(*layers, *([end] if end else []))


save("relu", lambda: mlp(nn.ReLU(), nn.ReLU(), end=nn.Softmax(dim=1)))
save("unfolded", lambda: mlp(nn.ReLU(), nn.Tanh()), fold=False, dynamic=False)
save("old", lambda: mlp(nn.ReLU(), nn.GELU(), end=nn.Sigmoid()), opset=9)
save("float64", lambda: mlp(nn.Tanh(), nn.SiLU()), double=True)
save("gelus", lambda: mlp(nn.GELU(), nn.GELU(approximate="tanh"), nn.SiLU(), nn.Mish()))
save("units", lambda: mlp(nn.LeakyReLU(0.2), nn.ELU(0.7), nn.SELU(), nn.CELU(1.3), nn.PReLU(7), nn.PReLU()))
save("hard", lambda: mlp(nn.Hardtanh(), nn.Hardsigmoid(), nn.Hardswish(), nn.ReLU6(), nn.Hardtanh(-0.3, 0.8)))
save("soft", lambda: mlp(nn.Softplus(), nn.Softsign(), nn.Tanhshrink(), nn.Sigmoid(), nn.Tanh()))
save("normalized", lambda: nn.Sequential(
    nn.BatchNorm1d(5), nn.Linear(5, 7), nn.BatchNorm1d(7), nn.ReLU(), nn.Dropout(0.5), nn.Linear(7, 6, bias=False),
    nn.LayerNorm(6), nn.GELU(), nn.Linear(6, 2)))
save("view", View, shape=(6, 1, 3, 4))
save("flat", lambda: nn.Sequential(nn.Flatten(), nn.Linear(12, 4), nn.ReLU(), nn.Linear(4, 1), nn.Flatten(0)), shape=(6, 3, 4))
save("residual", lambda: type("Skip", (nn.Module,), {
    "__init__": lambda self: (nn.Module.__init__(self), setattr(self, "a", nn.Linear(5, 5)))[0],
    "forward": lambda self, x: x + torch.relu(self.a(x))})())
