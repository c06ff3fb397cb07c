"""Makes loss-pinball.json with NumPy alone: quantiles that cannot cross, and back-propagation by hand.

    python3 golden/pinball.py

PyTorch has neither the loss nor the activation `ordered`, so nothing of it is used here.
"""

import json
import pathlib

import numpy as np

LEVELS = np.array([0.1, 0.5, 0.9])
SIZES = [2, 5, 4, 3]

random = np.random.default_rng(20260)
x = random.normal(size=(6, SIZES[0]))
y = random.normal(size=(6, 1))
weights = [random.normal(size=(m, n)) * 0.7 for m, n in zip(SIZES, SIZES[1:])]
biases = [random.normal(size=n) * 0.1 for n in SIZES[1:]]


def forward(weights, biases):
    activations = [x]
    for w, b in zip(weights[:-1], biases[:-1]):
        activations.append(np.tanh(activations[-1] @ w + b))
    z = activations[-1] @ weights[-1] + biases[-1]
    steps = np.concatenate([z[:, :1], np.logaddexp(0, z[:, 1:])], axis=1)
    return activations, z, np.cumsum(steps, axis=1)


def loss_of(output):
    below = y - output
    return np.mean(np.maximum(LEVELS * below, (LEVELS - 1) * below))


activations, z, output = forward(weights, biases)
gradient = np.where(y > output, -LEVELS, 1 - LEVELS) / output.size
sums = np.cumsum(gradient[:, ::-1], axis=1)[:, ::-1]
delta = np.concatenate([sums[:, :1], sums[:, 1:] / (1 + np.exp(-z[:, 1:]))], axis=1)
weight_gradients, bias_gradients = [], []
for layer in reversed(range(len(weights))):
    weight_gradients.insert(0, activations[layer].T @ delta)
    bias_gradients.insert(0, delta.sum(0))
    delta = (delta @ weights[layer].T) * (1 - activations[layer] ** 2)

# Back-propagation against differences, so that the file is not wrong as the program may be.
for layer in range(len(weights)):
    for at in np.ndindex(weights[layer].shape):
        sides = []
        for step in (1e-6, -1e-6):
            moved = [w.copy() for w in weights]
            moved[layer][at] += step
            sides.append(loss_of(forward(moved, biases)[2]))
        assert abs((sides[0] - sides[1]) / 2e-6 - weight_gradients[layer][at]) < 1e-8

case = {
    "name": "loss-pinball",
    "precision": "float64",
    "sizes": SIZES,
    "activations": ["tanh", "tanh", "ordered"],
    "loss_function": "pinball(quantiles=[0.1, 0.5, 0.9])",
    "x": x.tolist(),
    "y": y.tolist(),
    "weights": [w.tolist() for w in weights],
    "biases": [b.tolist() for b in biases],
    "output": output.tolist(),
    "loss": float(loss_of(output)),
    "weight_gradients": [g.tolist() for g in weight_gradients],
    "bias_gradients": [g.tolist() for g in bias_gradients],
}
pathlib.Path(__file__).with_name("loss-pinball.json").write_text(json.dumps(case) + "\n")
