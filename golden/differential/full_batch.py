"""Makes full_batch.json: optimizers over all rows, by PyTorch in float64.

    apt-get install --no-install-recommends python3-torch python3-numpy
    /usr/bin/python3 golden/differential/full_batch.py

A step is one iteration of PyTorch's L-BFGS. It leaves pairs out whose product is below 1e-10, nn4j
those that are small relative to the gradients; no case has one. Levenberg-Marquardt is written out.
"""

import json
import pathlib

import numpy as np
import torch

ROWS, STEPS = 9, 14
ACTIVATIONS = {"tanh": torch.tanh, "sigmoid": torch.sigmoid, "softplus": torch.nn.functional.softplus}


def forward(p, x, activation):
    hidden = ACTIVATIONS[activation](x @ p["layers.0.weight"] + p["layers.0.bias"])
    return hidden @ p["layers.1.weight"] + p["layers.1.bias"]


def lists(values):
    return {name: value.detach().tolist() for name, value in values.items()}


class Lbfgs:
    def __init__(self, parameters, **given):
        self.optimizer = torch.optim.LBFGS(
            parameters, max_iter=1, max_eval=1000, line_search_fn="strong_wolfe", **given
        )
        self.first = parameters[0]
        self.most = given["history_size"]

    def step(self, closure, residuals):
        return self.optimizer.step(closure).item()

    def check(self):
        pairs = self.optimizer.state[self.first]["ro"]
        assert len(pairs) == min(STEPS - 1, self.most) and max(pairs) < 1e9, pairs


class LevenbergMarquardt:
    def __init__(self, parameters, mu=0.001, mu_dec=0.1, mu_inc=10.0):
        self.parameters = parameters
        self.mu, self.down, self.up = mu, mu_dec, mu_inc

    def step(self, closure, residuals):
        errors = residuals()
        rows = []
        for error in errors.reshape(-1):
            parts = torch.autograd.grad(error, self.parameters, retain_graph=True)
            rows.append(torch.cat([part.reshape(-1) for part in parts]))
        j = torch.stack(rows)
        r = errors.detach().reshape(-1)
        before = (r * r).mean().item()
        starts = [p.detach().clone() for p in self.parameters]
        while True:
            # 2/N·(JᵀJ + N/2·μI)·δ = −2/N·Jᵀr
            h = 2 / len(r) * j.T @ j + self.mu * torch.eye(j.shape[1], dtype=torch.float64)
            delta = torch.linalg.solve(h, -2 / len(r) * j.T @ r)
            at = 0
            with torch.no_grad():
                for p, start in zip(self.parameters, starts):
                    p.copy_(start + delta[at : at + p.numel()].reshape(p.shape))
                    at += p.numel()
            if closure().item() < before:
                self.mu *= self.down
                return before
            self.mu *= self.up

    def check(self):
        pass


def case(random, activation, expression, kind, **given):
    def draw(*shape):
        return torch.tensor(np.round(random.normal(size=shape) * 64) / 64, dtype=torch.float64)

    shapes = {
        "layers.0.weight": (2, 4),
        "layers.0.bias": (1, 4),
        "layers.1.weight": (4, 2),
        "layers.1.bias": (1, 2),
    }
    start = {name: draw(*shape) for name, shape in shapes.items()}
    x, y = draw(ROWS, 2), draw(ROWS, 2)
    p = {name: value.clone().requires_grad_() for name, value in start.items()}

    def loss():
        return ((forward(p, x, activation) - y) ** 2).mean()

    stepper = kind(list(p.values()), **given)

    def closure():
        for tensor in p.values():
            tensor.grad = None
        value = loss()
        value.backward()
        return value

    value = closure()
    gradients = {name: tensor.grad.clone() for name, tensor in p.items()}
    output = forward(p, x, activation).detach().tolist()
    residuals = lambda: forward(p, x, activation) - y
    losses = [stepper.step(closure, residuals) for _ in range(STEPS)]
    stepper.check()
    rate = given.get("lr", 1.0)
    return {
        "name": f"{expression}, {activation}",
        "float64_only": True,
        "inputs": 2,
        "layers": [
            f"dense(units=4, activation={activation})",
            "dense(units=2, activation=identity)",
        ],
        "loss": "mse",
        "parameters": lists(start),
        "x": x.tolist(),
        "y": y.tolist(),
        "plan": {
            "optimizer": expression,
            "schedule": "constant",
            "epochs": STEPS,
            "batch": 0,
        },
        "expected": {
            "output": output,
            "value": value.item(),
            "gradients": lists(gradients),
            "train": {
                "losses": losses,
                "rates": [rate] * STEPS,
                "epoch_losses": losses,
                "parameters": lists(p),
                "predictions": forward(p, x, activation).detach().tolist(),
                "evaluation": loss().item(),
            },
        },
    }


def main():
    random = np.random.default_rng(16)
    cases = []
    for activation in ACTIVATIONS:
        cases.append(case(random, activation, "lbfgs(history=10)", Lbfgs, history_size=10))
        cases.append(case(random, activation, "lbfgs(history=3)", Lbfgs, history_size=3))
        cases.append(
            case(random, activation, "lbfgs(lr=0.5, history=5)", Lbfgs, lr=0.5, history_size=5)
        )
    for activation in ACTIVATIONS:
        cases.append(case(random, activation, "levenberg_marquardt", LevenbergMarquardt))
        cases.append(
            case(
                random,
                activation,
                "levenberg_marquardt(mu=0.5, mu_dec=0.25, mu_inc=4)",
                LevenbergMarquardt,
                mu=0.5,
                mu_dec=0.25,
                mu_inc=4.0,
            )
        )
    lines = ",\n".join(json.dumps(c) for c in cases)
    pathlib.Path(__file__).with_name("full_batch.json").write_text(f"[\n{lines}\n]\n")


if __name__ == "__main__":
    main()
