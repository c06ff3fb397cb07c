"""Makes steps.json: schedules and an activation that PyTorch has not, by their formulas in numpy.

    apt-get install --no-install-recommends python3-numpy
    /usr/bin/python3 golden/differential/steps.py
"""

import json
import math
import pathlib

import numpy as np

ROWS, BATCH, EPOCHS, RATE = 7, 4, 6, 0.0625


def coslog(cycles):
    return lambda t: (1 - math.cos(2 * math.pi * math.log2(1 + (2**cycles - 1) * t))) / 2


def flat_cosine(flat):
    return lambda t: (
        1 if t < flat else (1 + math.cos(math.pi * (t - flat) / (1 - flat))) / 2
    )


def forward(p, x):
    hidden = np.tanh(x @ p["layers.0.weight"] + p["layers.0.bias"])
    return hidden, hidden @ p["layers.1.weight"] + p["layers.1.bias"]


def loss_and_gradients(p, x, y):
    """The mean squared error and its gradients, written out for these two layers."""
    hidden, output = forward(p, x)
    delta = 2 * (output - y) / output.size
    inner = delta @ p["layers.1.weight"].T * (1 - hidden**2)
    return float(((output - y) ** 2).mean()), {
        "layers.0.weight": x.T @ inner,
        "layers.0.bias": inner.sum(0, keepdims=True),
        "layers.1.weight": hidden.T @ delta,
        "layers.1.bias": delta.sum(0, keepdims=True),
    }


def lists(values):
    return {name: value.tolist() for name, value in values.items()}


def case(random, name, schedule):
    def draw(*shape):
        return np.round(random.normal(size=shape) * 64) / 64

    start = {
        "layers.0.weight": draw(2, 3),
        "layers.0.bias": draw(1, 3),
        "layers.1.weight": draw(3, 1),
        "layers.1.bias": draw(1, 1),
    }
    x, y = draw(ROWS, 2), draw(ROWS, 1)
    value, gradients = loss_and_gradients(start, x, y)
    p = {key: start[key].copy() for key in start}
    batches = [(b, min(b + BATCH, ROWS)) for b in range(0, ROWS, BATCH)]
    losses, rates, epoch_losses = [], [], []
    for _ in range(EPOCHS):
        total = 0
        for begin, end in batches:
            rate = RATE * schedule(len(rates) / (EPOCHS * len(batches)))
            loss, steps = loss_and_gradients(p, x[begin:end], y[begin:end])
            for key in p:
                p[key] = p[key] - rate * steps[key]
            losses.append(loss)
            rates.append(rate)
            total += loss * (end - begin)
        epoch_losses.append(total / ROWS)
    return {
        "name": name,
        "inputs": 2,
        "layers": ["dense(units=3, activation=tanh)", "dense(units=1, activation=identity)"],
        "loss": "mse",
        "parameters": lists(start),
        "x": x.tolist(),
        "y": y.tolist(),
        "plan": {
            "optimizer": f"sgd(lr={RATE})",
            "schedule": name,
            "epochs": EPOCHS,
            "batch": BATCH,
        },
        "expected": {
            "output": forward(start, x)[1].tolist(),
            "value": value,
            "gradients": lists(gradients),
            "train": {
                "losses": losses,
                "rates": rates,
                "epoch_losses": epoch_losses,
                "parameters": lists(p),
                "predictions": forward(p, x)[1].tolist(),
                "evaluation": loss_and_gradients(p, x, y)[0],
            },
        },
    }


def clamp(random, least, greatest):
    z = np.round(random.normal(size=(5, 7)) * 3 * 64) / 64
    g = np.round(random.normal(size=(5, 7)) * 64) / 64
    return {
        "name": f"clamp(least={least}, greatest={greatest})",
        "activation": f"clamp(least={least}, greatest={greatest})",
        "z": z.tolist(),
        "g": g.tolist(),
        "a": np.minimum(np.maximum(z, least), greatest).tolist(),
        "dz": np.where((z > least) & (z < greatest), g, 0).tolist(),
    }


def main():
    random = np.random.default_rng(15)
    cases = [case(random, f"coslog(cycles={n})", coslog(n)) for n in (1, 4, 6)]
    cases += [
        case(random, f"flat_cosine(flat={flat})", flat_cosine(flat)) for flat in (0.0, 0.25, 0.5)
    ]
    cases += [clamp(random, 0.0, 1.0), clamp(random, -2.5, 0.75)]
    lines = ",\n".join(json.dumps(c) for c in cases)
    pathlib.Path(__file__).with_name("steps.json").write_text(f"[\n{lines}\n]\n")


if __name__ == "__main__":
    main()
