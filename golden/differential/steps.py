"""Makes steps.json: schedules, optimizers and an activation that PyTorch has not, by their formulas.

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


def knee(explore):
    return lambda t: 1 if t < explore else (1 - t) / (1 - explore)


def wsd(warmup, decay, fall):
    steps = EPOCHS * -(-ROWS // BATCH)
    return lambda t: (
        min(1, (round(t * steps) + 1) / (warmup * steps))
        if t <= 1 - decay
        else fall((t - 1 + decay) / decay)
    )


def by_epoch(factor):
    return lambda t: factor(int(t * EPOCHS + 1e-9))


def sigmoid(gamma, middle):
    return by_epoch(lambda e: 1 / (1 + math.exp(-gamma * (e - middle))))


def linear_then_cosine(milestone):
    return by_epoch(
        lambda e: (
            1 / 3 + 2 / 3 * min(e, 5) / 5
            if e < milestone
            else (1 + math.cos(math.pi * (e - milestone) / (EPOCHS - milestone))) / 2
        )
    )


# Optimizers: each returns p after a step from p, the gradient, the rate, its state and the step.


def sgd(p, g, rate, state, t):
    return p - rate * g


def adam(p, g, rate, state, t, b1=0.9, b2=0.999, eps=1e-8):
    state["m"] = b1 * state.get("m", 0) + (1 - b1) * g
    state["v"] = b2 * state.get("v", 0) + (1 - b2) * g * g
    return p - rate * state["m"] / (1 - b1**t) / (np.sqrt(state["v"] / (1 - b2**t)) + eps)


def adabelief(b1, b2, eps, decay):
    def step(p, g, rate, state, t):
        state["m"] = b1 * state.get("m", 0) + (1 - b1) * g
        state["s"] = b2 * state.get("s", 0) + (1 - b2) * (g - state["m"]) ** 2 + eps
        root = np.sqrt(state["s"] / (1 - b2**t)) + eps
        return p - rate * (state["m"] / (1 - b1**t) / root + decay * p)

    return step


def ftrl(beta, l1, l2, n):
    """Of Σ g·θ and the proximal terms Σ σ/2·(θ − θ(t))² kept apart, as the paper derives it."""

    def step(p, g, rate, state, t):
        before = (beta + np.sqrt(state.get("n", n))) / state.get("rate", rate)
        if t == 1:
            state["g"] = -before * p - l2 * p - l1 * np.sign(p)
            state["pulled"] = np.zeros_like(p)
        state["n"] = state.get("n", n) + g * g
        state["rate"] = rate
        now = (beta + np.sqrt(state["n"])) / rate
        state["g"] = state["g"] + g
        state["pulled"] = state["pulled"] + (now - before) * p
        z = state["g"] - state["pulled"]
        return np.where(np.abs(z) <= l1, 0, -(z - np.sign(z) * l1) / (now + l2))

    return step


def lookahead(k, alpha):
    def step(p, g, rate, state, t):
        state.setdefault("slow", p)
        fast = adam(p, g, rate, state, t)
        if t % k:
            return fast
        state["slow"] = state["slow"] + alpha * (fast - state["slow"])
        return state["slow"]

    return step


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


def case(random, name, schedule, optimizer=(f"sgd(lr={RATE})", sgd)):
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
    states = {key: {} for key in start}
    batches = [(b, min(b + BATCH, ROWS)) for b in range(0, ROWS, BATCH)]
    losses, rates, epoch_losses = [], [], []
    for _ in range(EPOCHS):
        total = 0
        for begin, end in batches:
            rate = RATE * schedule(len(rates) / (EPOCHS * len(batches)))
            loss, steps = loss_and_gradients(p, x[begin:end], y[begin:end])
            for key in p:
                p[key] = optimizer[1](p[key], steps[key], rate, states[key], len(rates) + 1)
            losses.append(loss)
            rates.append(rate)
            total += loss * (end - begin)
        epoch_losses.append(total / ROWS)
    return {
        "name": f"{name} {optimizer[0]}" if optimizer[1] is not sgd else name,
        "inputs": 2,
        "layers": ["dense(units=3, activation=tanh)", "dense(units=1, activation=identity)"],
        "loss": "mse",
        "parameters": lists(start),
        "x": x.tolist(),
        "y": y.tolist(),
        "plan": {
            "optimizer": optimizer[0],
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
    cases += [case(random, f"knee(explore={part})", knee(part)) for part in (0.0, 0.5)]
    falls = {
        "sqrt": lambda x: 1 - math.sqrt(x),
        "linear": lambda x: 1 - x,
        "cosine": lambda x: (1 + math.cos(math.pi * x)) / 2,
    }
    cases += [
        case(random, f"wsd(warmup=0.25, decay=0.5, shape={shape})", wsd(0.25, 0.5, fall))
        for shape, fall in falls.items()
    ]
    cases.append(case(random, "sigmoid(gamma=-0.75)", sigmoid(-0.75, 3)))
    cases.append(case(random, "sigmoid(gamma=0.5, step_size=2)", sigmoid(0.5, 2)))
    cases.append(case(random, "sequential(milestones=[2])", linear_then_cosine(2)))
    optimizers = {
        f"adabelief(lr={RATE})": adabelief(0.9, 0.999, 1e-16, 0),
        f"adabelief(lr={RATE}, beta1=0.5, beta2=0.75, eps=0.125, weight_decay=0.25)": adabelief(
            0.5, 0.75, 0.125, 0.25
        ),
        f"ftrl(lr={RATE})": ftrl(0, 0, 0, 0.1),
        f"ftrl(lr={RATE}, beta=0.5, l1=0.25, l2=0.125, initial_accumulator=0.25)": ftrl(
            0.5, 0.25, 0.125, 0.25
        ),
        f"lookahead(optimizer=adam(lr={RATE}))": lookahead(5, 0.5),
        f"lookahead(optimizer=adam(lr={RATE}), k=2, alpha=0.75)": lookahead(2, 0.75),
    }
    for name, step in optimizers.items():
        for schedule, factor in {"constant": lambda t: 1, "knee(explore=0.25)": knee(0.25)}.items():
            cases.append(case(random, schedule, factor, (name, step)))
    lines = ",\n".join(json.dumps(c) for c in cases)
    pathlib.Path(__file__).with_name("steps.json").write_text(f"[\n{lines}\n]\n")


if __name__ == "__main__":
    main()
