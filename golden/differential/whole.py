"""Makes whole.json: optimizers of whole matrices, and optimizers that are evaluated at an average.

    apt-get install --no-install-recommends python3-torch python3-numpy
    /usr/bin/python3 golden/differential/whole.py

ASGD is PyTorch 1.13's; the others, which came later or never, are written out by their papers and,
where those leave something open, PyTorch 2.9's. Weights are in nn4j's form, inputs by outputs.
"""

import json
import pathlib

import numpy as np
import torch

from steps import forward, knee, lists, loss_and_gradients

ROWS, BATCH, EPOCHS = 7, 4, 6

# Each returns p after a step from p, the gradient, the rate, its state and the step. What the
# network is evaluated at is state["x"], if it is there.


def adamw(p, g, rate, state, t, decay, b1=0.9, b2=0.999, eps=1e-8):
    state["m"] = b1 * state.get("m", 0) + (1 - b1) * g
    state["v"] = b2 * state.get("v", 0) + (1 - b2) * g * g
    root = np.sqrt(state["v"] / (1 - b2**t)) + eps
    return p * (1 - rate * decay) - rate * state["m"] / (1 - b1**t) / root


def is_matrix(p):
    return min(p.shape) > 1


def muon(decay=0.1, momentum=0.95, nesterov=True, steps=5, adjust="match_rms_adamw"):
    def orthogonal(x):
        """As PyTorch has it: of a matrix of outputs by inputs, which is transposed if it is tall."""
        x = x.T
        tall = x.shape[0] > x.shape[1]
        x = x.T if tall else x
        x = x / max(np.linalg.norm(x), 1e-7)
        for _ in range(steps):
            gram = x @ x.T
            x = 3.4445 * x + (-4.7750 * gram + 2.0315 * gram @ gram) @ x
        return (x.T if tall else x).T

    def step(p, g, rate, state, t):
        if not is_matrix(p):
            return adamw(p, g, rate, state, t, decay)
        state["m"] = state.get("m", 0) * momentum + g * (1 - momentum)
        u = g * (1 - momentum) + state["m"] * momentum if nesterov else state["m"]
        inputs, outputs = p.shape
        factor = {
            "original": max(1, outputs / inputs) ** 0.5,
            "match_rms_adamw": 0.2 * max(inputs, outputs) ** 0.5,
        }[adjust]
        return p * (1 - rate * decay) - rate * factor * orthogonal(u)

    return step


def lamb(b1=0.9, b2=0.999, eps=1e-6, decay=0.01):
    def step(p, g, rate, state, t):
        state["m"] = b1 * state.get("m", 0) + (1 - b1) * g
        state["v"] = b2 * state.get("v", 0) + (1 - b2) * g * g
        u = state["m"] / (1 - b1**t) / (np.sqrt(state["v"] / (1 - b2**t)) + eps) + decay * p
        lengths = np.linalg.norm(p), np.linalg.norm(u)
        trust = lengths[0] / lengths[1] if is_matrix(p) and min(lengths) > 0 else 1
        return p - rate * trust * u

    return step


def adafactor(beta2_decay=-0.8, eps2=1e-3, d=1.0, decay=0.0):
    eps1 = float(np.finfo(np.float64).eps)

    def rms(x):
        return np.linalg.norm(x) / x.size**0.5

    def step(p, g, rate, state, t):
        share = t**beta2_decay
        rho = min(rate, 1 / t**0.5)
        alpha = max(eps2, rms(p)) * rho
        p = p * (1 - rate * decay)
        if is_matrix(p):
            for axis in (0, 1):
                mean = (g * g).mean(axis, keepdims=True)
                state[axis] = state.get(axis, 0) * (1 - share) + mean * share
            square = state[1] @ state[0] / max(state[1].mean(), eps1)
        else:
            state["v"] = state.get("v", 0) * (1 - share) + g * g * share
            square = state["v"]
        u = g / np.sqrt(np.maximum(square, eps1 * eps1))
        return p - alpha * u / max(1, rms(u) / d)

    return step


def schedule_free(beta, decay, direction):
    def step(p, g, rate, state, t):
        z, x = state.get("z", p), state.get("x", p)
        rate, change = direction(g, rate, state, t)
        state["z"] = z - rate * (change + decay * p)
        state["squares"] = state.get("squares", 0) + rate**2
        c = rate**2 / state["squares"] if rate else 0
        state["x"] = (1 - c) * x + c * state["z"]
        return (1 - beta) * state["z"] + beta * state["x"]

    return step


def schedule_free_sgd(beta=0.9, decay=0.0):
    return schedule_free(beta, decay, lambda g, rate, state, t: (rate, g))


def schedule_free_adamw(b1=0.9, b2=0.999, eps=1e-8, decay=0.0):
    def direction(g, rate, state, t):
        state["v"] = b2 * state.get("v", 0) + (1 - b2) * g * g
        return rate * (1 - b2**t) ** 0.5, g / (np.sqrt(state["v"]) + eps)

    return schedule_free(b1, decay, direction)


def asgd(**given):
    def step(p, g, rate, state, t):
        if t == 1:
            state["p"] = torch.tensor(p, requires_grad=True)
            state["optimizer"] = torch.optim.ASGD([state["p"]], lr=rate, **given)
        state["p"].grad = torch.tensor(g)
        state["optimizer"].step()
        state["x"] = state["optimizer"].state[state["p"]]["ax"].numpy().copy()
        return state["p"].detach().numpy().copy()

    return step


def case(random, name, rate, rule, schedule="constant", factor=lambda t: 1):
    def draw(*shape):
        return np.round(random.normal(size=shape) * 64) / 64

    start = {
        "layers.0.weight": draw(4, 3),
        "layers.0.bias": draw(1, 3),
        "layers.1.weight": draw(3, 5),
        "layers.1.bias": np.zeros((1, 5)),
    }
    x, y = draw(ROWS, 4), draw(ROWS, 5)
    value, gradients = loss_and_gradients(start, x, y)
    p = {key: start[key].copy() for key in start}
    states = {key: {} for key in start}
    losses, rates, epoch_losses = [], [], []
    for _ in range(EPOCHS):
        total = 0
        for begin in range(0, ROWS, BATCH):
            end = min(begin + BATCH, ROWS)
            now = rate * factor(len(rates) / (EPOCHS * -(-ROWS // BATCH)))
            loss, slopes = loss_and_gradients(p, x[begin:end], y[begin:end])
            for key in p:
                p[key] = rule(p[key], slopes[key], now, states[key], len(rates) + 1)
            losses.append(loss)
            rates.append(now)
            total += loss * (end - begin)
        epoch_losses.append(total / ROWS)
    p = {key: states[key].get("x", p[key]) for key in p}
    return {
        "name": f"{name} {schedule}",
        "inputs": 4,
        "layers": ["dense(units=3, activation=tanh)", "dense(units=5, activation=identity)"],
        "loss": "mse",
        "parameters": lists(start),
        "x": x.tolist(),
        "y": y.tolist(),
        "plan": {"optimizer": name, "schedule": schedule, "epochs": EPOCHS, "batch": BATCH},
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


def main():
    torch.set_default_dtype(torch.float64)  # of the rates, which ASGD has as tensors
    random = np.random.default_rng(35)
    cases = []
    scheduled = {
        "muon(lr=0.0625)": muon(),
        "muon(lr=0.0625, weight_decay=0, momentum=0.5, nesterov=false, ns_steps=3,"
        " adjust_lr_fn=original)": muon(0, 0.5, False, 3, "original"),
        "lamb(lr=0.0625)": lamb(),
        "lamb(lr=0.0625, beta1=0.5, beta2=0.75, eps=0.125, weight_decay=0.25)": lamb(
            0.5, 0.75, 0.125, 0.25
        ),
        "adafactor(lr=0.0625)": adafactor(),
        "adafactor(lr=0.5, beta2_decay=-0.5, eps2=0.125, d=0.5, weight_decay=0.25)": adafactor(
            -0.5, 0.125, 0.5, 0.25
        ),
        "schedule_free_sgd(lr=0.25)": schedule_free_sgd(),
        "schedule_free_sgd(lr=0.25, momentum=0.5, weight_decay=0.125)": schedule_free_sgd(
            0.5, 0.125
        ),
        "schedule_free_adamw(lr=0.0625)": schedule_free_adamw(),
        "schedule_free_adamw(lr=0.0625, beta1=0.5, beta2=0.75, eps=0.125, weight_decay=0.25)":
            schedule_free_adamw(0.5, 0.75, 0.125, 0.25),
    }
    for name, rule in scheduled.items():
        rate = float(name.split("lr=")[1].split(",")[0].rstrip(")"))
        cases.append(case(random, name, rate, rule))
        cases.append(case(random, name, rate, rule, "knee(explore=0.25)", knee(0.25)))
    for given in (
        {},
        {"lambd": 0.25, "alpha": 0.5, "t0": 3.0, "weight_decay": 0.125},
        {"lambd": 0.125, "alpha": 2.0, "t0": 0.0},
    ):
        name = ", ".join(["lr=0.125"] + [f"{key}={value}" for key, value in given.items()])
        cases.append(case(random, f"asgd({name})", 0.125, asgd(**given)))
    lines = ",\n".join(json.dumps(c) for c in cases)
    pathlib.Path(__file__).with_name("whole.json").write_text(f"[\n{lines}\n]\n")


if __name__ == "__main__":
    main()
