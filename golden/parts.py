"""Makes loss-*.json and activation-*.json of the parts that PyTorch has in another form or not at all.

    /usr/bin/python3 golden/parts.py

Formulas and versions are those of differential/reference.py; a file that is there already is left alone.
"""

import json
import pathlib
import sys

import numpy as np
import torch

FOLDER = pathlib.Path(__file__).parent
sys.path.insert(0, str(FOLDER / "differential"))
from reference import ACTIVATIONS, Part, loss_of_rows  # noqa: E402


def targets(random, kind, shape):
    if kind == "real":
        return random.normal(size=shape)
    if kind == "one_hot":
        return np.eye(shape[1])[random.integers(0, shape[1], shape[0])]
    least = {"count": 0, "positive": 1, "labels": 0}[kind]
    return random.integers(least, 2 if kind == "labels" else 6, shape)


def make(name, hidden, head, loss, kind, parameters_of_target=1):
    path = FOLDER / f"{name}.json"
    if path.exists():
        return
    random = np.random.default_rng(sum(name.encode()))
    sizes = [3, 5, 4, 3 * parameters_of_target]
    x = random.normal(size=(6, sizes[0]))
    y = targets(random, kind, (6, 3))
    weights = [random.normal(size=(m, n)) * 0.7 for m, n in zip(sizes, sizes[1:])]
    biases = [random.normal(size=n) * 0.1 for n in sizes[1:]]
    activations = [hidden, hidden, head]
    parameters = [torch.tensor(p, requires_grad=True) for p in (*weights, *biases)]
    a = torch.tensor(x)
    for activation, w, b in zip(activations, parameters[:3], parameters[3:]):
        a = ACTIVATIONS[activation](a @ w + b)
    value = loss_of_rows(Part(loss), a, None, torch.tensor(y, dtype=torch.float64)).mean()
    gradients = [g.tolist() for g in torch.autograd.grad(value, parameters)]
    case = {
        "name": name,
        "precision": "float64",
        "sizes": sizes,
        "activations": activations,
        "loss_function": loss,
        "x": x.tolist(),
        "y": y.tolist(),
        "weights": [w.tolist() for w in weights],
        "biases": [b.tolist() for b in biases],
        "output": a.tolist(),
        "loss": value.item(),
        "weight_gradients": gradients[:3],
        "bias_gradients": gradients[3:],
    }
    path.write_text(json.dumps(case) + "\n")


for loss, head, kind in (
    ("binary_focal", "sigmoid", "labels"),
    ("categorical_focal", "softmax", "one_hot"),
    ("categorical_hinge", "identity", "one_hot"),
    ("cosine_similarity", "identity", "real"),
    ("gamma", "softplus", "positive"),
    ("mape", "softplus", "positive"),
    ("msle", "softplus", "count"),
    ("tversky", "sigmoid", "labels"),
    ("tweedie", "softplus", "count"),
):
    make(f"loss-{loss}", "tanh", head, loss, kind)
make("loss-gaussian_nll", "tanh", "identity", "gaussian_nll", "real", 2)
make("loss-mixture_density", "tanh", "identity", "mixture_density", "real", 9)
for activation in sorted(set(ACTIVATIONS) - {"rrelu"}):  # random in training
    # those that are there have their parameters in the name
    if not list(FOLDER.glob(f"activation-{activation}.json")) and not list(
        FOLDER.glob(f"activation-{activation}-*.json")
    ):
        make(f"activation-{activation}", activation, "identity", "mse", "real")
