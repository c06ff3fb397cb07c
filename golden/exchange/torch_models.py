"""Makes the models of PyTorch in this folder, with predictions: python3 torch_models.py (1.13).

Writes NAME.safetensors, each the state_dict of a network, and torch.json, what nn4j is told of each and what the
network predicts. The safetensors package is not needed: the format is a few lines.
"""
import json
import struct
from pathlib import Path

import numpy
import torch
from torch import nn

HERE = Path(__file__).parent
DTYPES = {torch.float64: "F64", torch.float32: "F32", torch.float16: "F16", torch.int64: "I64"}


def save(state, path):
    """Writes tensors in the order of safetensors' own save_file: wide types first, then by name."""
    names = sorted(state, key=lambda name: (-state[name].element_size(), name))
    header, data = {"__metadata__": {"format": "pt"}}, b""
    for name in names:
        tensor = state[name].contiguous()
        raw = tensor.numpy().tobytes()
        header[name] = {
            "dtype": DTYPES[tensor.dtype],
            "shape": list(tensor.shape),
            "data_offsets": [len(data), len(data) + len(raw)],
        }
        data += raw
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    path.write_bytes(struct.pack("<Q", len(text)) + text + data)


def train(model, outputs, dtype=torch.float32):
    """Moves parameters and running statistics away from what they begin with."""
    optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
    for _ in range(20):
        x = torch.randn(16, 4, dtype=dtype)
        loss = ((model(x) - torch.randn(16, outputs, dtype=dtype)) ** 2).mean()
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return model.eval()


class Named(nn.Module):
    """The names of its modules are not in the order in which it uses them."""

    def __init__(self):
        super().__init__()
        self.encoder = nn.Linear(4, 7)
        self.scale = nn.LayerNorm(7, eps=1e-4)
        self.decoder = nn.Linear(7, 2)

    def forward(self, x):
        return self.decoder(nn.functional.silu(self.scale(self.encoder(x))))


def deep():
    layers = [nn.Linear(4, 4), nn.ELU(0.5)]
    for _ in range(11):
        layers += [nn.Linear(4, 4), nn.ELU(0.5)]
    return nn.Sequential(*layers, nn.Linear(4, 1))


torch.manual_seed(16)
half = train(nn.Sequential(nn.Linear(4, 6), nn.Tanh(), nn.Linear(6, 2)), 2).half()
MODELS = {
    "classifier": (
        train(
            nn.Sequential(
                nn.Linear(4, 16), nn.ReLU(), nn.Linear(16, 8), nn.Tanh(), nn.Linear(8, 3), nn.Softmax(dim=1)
            ),
            3,
        ),
        "16:relu,8:tanh,3:softmax",
    ),
    "batch_norm": (
        train(
            nn.Sequential(
                nn.Linear(4, 12, bias=False),
                nn.BatchNorm1d(12, eps=1e-3),
                nn.ReLU(),
                nn.Dropout(0.2),
                nn.Linear(12, 1),
                nn.Sigmoid(),
            ),
            1,
        ),
        "12:identity,batch_norm(eps=0.001),activation(function=relu),dropout(rate=0.2),1:sigmoid",
    ),
    "named": (train(Named(), 2), "7:identity,layer_norm(eps=1e-4),activation(function=silu),2:identity"),
    "float64": (
        train(
            nn.Sequential(nn.Linear(4, 8), nn.PReLU(8), nn.Linear(8, 8), nn.GELU(), nn.Linear(8, 1)).double(),
            1,
            torch.float64,
        ),
        "8:identity,activation(function=prelu(shared=false)),8:gelu,1:identity",
    ),
    "float16": (half.float(), "6:tanh,2:identity"),
    "deep": (train(deep(), 1), ",".join(["4:elu(alpha=0.5)"] * 12 + ["1:identity"])),
}

if __name__ == "__main__":
    expected = {}
    rng = numpy.random.default_rng(16)
    for name, (model, layers) in MODELS.items():
        x = numpy.round(rng.normal(size=(8, 4)), 4)
        state = model.state_dict()
        with torch.no_grad():
            y = model(torch.tensor(x, dtype=next(iter(state.values())).dtype))
        if name == "float16":
            state = {key: value.half() for key, value in state.items()}
        save(state, HERE / f"{name}.safetensors")
        expected[name] = {"layers": layers, "x": x.tolist(), "y": y.double().tolist()}
    (HERE / "torch.json").write_text(json.dumps(expected, indent=1) + "\n")
