"""Makes tables.json: layers for tables, which PyTorch has not, by their formulas in numpy.

    apt-get install --no-install-recommends python3-numpy
    /usr/bin/python3 golden/differential/tables.py

Values are computed in complex numbers and gradients by the complex step, Im f(x + 1e-30·i)/1e-30,
which is exact to rounding and knows nothing of back-propagation. Inputs are multiples of 1/64.
"""

import json
import pathlib
import zlib

import numpy as np

LAMBDA, ALPHA = 1.0507009873554805, 1.6732632423543772

SIGMAS = {
    "identity": lambda z: z,
    "tanh": np.tanh,
    "selu": lambda z: LAMBDA * np.where(z.real > 0, z, ALPHA * (np.exp(z) - 1)),
    "mish": lambda z: z * np.tanh(np.log(1 + np.exp(z))),
    "softmax": lambda z: np.exp(z) / np.exp(z).sum(1, keepdims=True),
}


class Layer:
    """A layer: its expression, its parameters by name, and what it computes with them."""

    def __init__(self, text, parameters, forward, statistics=()):
        self.text, self.parameters, self.forward = text, parameters, forward
        self.statistics = statistics


def activate(sigma, mixed, z, alpha):
    value = SIGMAS[sigma](z)
    return z + alpha * (value - z) if mixed else value


def dense(draw, inputs, units, sigma="identity", mixed=False, **more):
    parameters = {"weight": draw(inputs, units), "bias": draw(1, units)}
    if mixed:
        parameters["activation.alpha"] = draw(1, units)
    name = f"parametric(activation={sigma})" if mixed else sigma
    extra = "".join(f", {k}={v}" for k, v in more.items())
    return Layer(
        f"dense(units={units}, activation={name}{extra})",
        parameters,
        lambda x, p: activate(
            sigma, mixed, x @ p["weight"] + p["bias"], p.get("activation.alpha")
        ),
    )


def activation(sigma):
    return Layer(f"activation(function={sigma})", {}, lambda x, p: SIGMAS[sigma](x))


def scale(draw, inputs):
    return Layer("scale(rate=6)", {"weight": draw(1, inputs)}, lambda x, p: x * p["weight"])


def pbld(draw, inputs, columns, frequencies, size):
    embedded = columns or inputs

    def forward(x, p):
        parts = []
        for c in range(embedded):
            column = x[:, c : c + 1]
            waves = np.cos(2 * np.pi * column @ p["frequency"][c : c + 1] + p["phase"][c])
            rows = slice(c * frequencies, (c + 1) * frequencies)
            parts += [waves @ p["weight"][rows] + p["bias"][c], column]
        return np.hstack(parts + [x[:, embedded:]])

    parameters = {
        "frequency": draw(embedded, frequencies),
        "phase": draw(embedded, frequencies),
        "weight": draw(embedded * frequencies, size - 1),
        "bias": draw(embedded, size - 1),
    }
    return Layer(
        f"pbld(columns={columns}, frequencies={frequencies}, size={size})", parameters, forward
    )


def embedding(draw, categories, size):
    def forward(x, p):
        plain = x.shape[1] - len(categories)
        parts = [x[:, :plain]]
        for i, count in enumerate(categories):
            code = x[:, plain + i].real
            known = (code == np.floor(code)) & (code >= 1) & (code <= count)
            parts.append(p[f"{i}.weight"][np.where(known, code, 0).astype(int)])
        return np.hstack(parts)

    parameters = {f"{i}.weight": draw(n + 1, size) for i, n in enumerate(categories)}
    return Layer(f"embedding(categories={categories}, size={size})", parameters, forward)


def piecewise_linear(draw, inputs, columns, bins, size):
    embedded = columns or inputs

    def encoding(x, bounds):
        widths = np.diff(bounds)
        wide = np.flatnonzero(widths)
        elements = np.zeros((len(x), bins), complex)
        for t in wide:
            e = (x - bounds[t]) / widths[t]
            if t != wide[0]:
                e = np.where(e.real < 0, 0, e)
            if t != wide[-1]:
                e = np.where(e.real > 1, 1, e)
            elements[:, t] = e
        return elements

    def forward(x, p):
        parts = []
        for c in range(embedded):
            rows = slice(c * bins, (c + 1) * bins)
            e = encoding(x[:, c], p["bounds"][c].real)
            parts.append(e @ p["weight"][rows] + p["bias"][c])
        return np.hstack(parts + [x[:, embedded:]])

    steps = np.abs(draw(embedded, bins + 1)) / 2 + 0.25
    steps[0, bins // 2] = 0  # a bin without width
    bounds = np.cumsum(steps, 1) - 1.5
    parameters = {
        "weight": draw(embedded * bins, size),
        "bias": draw(embedded, size),
        "bounds": bounds,
    }
    return Layer(
        f"piecewise_linear(columns={columns}, bins={bins}, size={size})",
        parameters,
        forward,
        ["bounds"],
    )


def chained(layers, x, p):
    for i, layer in enumerate(layers):
        start = f"{i}."
        own = {k[len(start) :]: v for k, v in p.items() if k.startswith(start)}
        x = layer.forward(x, own)
    return x


def nested(layers):
    return {f"{i}.{k}": v for i, layer in enumerate(layers) for k, v in layer.parameters.items()}


def sequential(layers):
    return Layer(
        f"sequential(layers=[{', '.join(layer.text for layer in layers)}])",
        nested(layers),
        lambda x, p: chained(layers, x, p),
    )


def ensemble(members, weights):
    def forward(x, p):
        total = 0
        for i, (member, weight) in enumerate(zip(members, weights)):
            start = f"{i}."
            own = {k[len(start) :]: v for k, v in p.items() if k.startswith(start)}
            total = total + weight * member.forward(x, own)
        return total

    return Layer(
        f"ensemble(members=[{', '.join(m.text for m in members)}], weights={list(weights)})",
        nested(members),
        forward,
    )


LOSSES = {
    "mse": lambda a, y: ((a - y) ** 2).mean(),
    "categorical_cross_entropy": lambda a, y: -(y * np.log(a)).sum() / len(y),
}


def gradients(value, parameters, statistics):
    result = {}
    for name, matrix in parameters.items():
        if name.rsplit(".", 1)[-1] in statistics:
            continue
        gradient = np.zeros(matrix.shape)
        for index in np.ndindex(matrix.shape):
            moved = {k: v.astype(complex) for k, v in parameters.items()}
            moved[name][index] += 1e-30j
            gradient[index] = value(moved).imag / 1e-30
        result[name] = gradient
    return result


def case(name, inputs, make, loss="mse", codes=()):
    random = np.random.RandomState(zlib.crc32(name.encode()))

    def draw(rows, columns):
        return random.randint(-64, 65, (rows, columns)) / 64

    layers = make(draw)
    parameters = {"layers." + k: v for k, v in nested(layers).items()}
    x = random.randint(-128, 129, (7, inputs)) / 64
    for i, count in enumerate(codes):
        x[:, inputs - len(codes) + i] = random.randint(0, count + 1, 7)
        x[i, inputs - len(codes) + i] = [count + 1, -1, 0.5][i % 3]

    def output(p):
        stripped = {k[len("layers.") :]: v for k, v in p.items()}
        return chained(layers, x.astype(complex), stripped)

    width = output(parameters).shape[1]
    if loss == "mse":
        y = random.randint(-128, 129, (7, width)) / 64
    else:
        y = np.eye(width)[random.randint(0, width, 7)]
    statistics = {s for layer in layers for s in layer.statistics}
    value = lambda p: LOSSES[loss](output(p), y)
    return {
        "name": name,
        "inputs": inputs,
        "layers": [layer.text for layer in layers],
        "loss": loss,
        "parameters": parameters,
        "x": x,
        "y": y,
        "expected": {
            "output": output(parameters).real,
            "value": value(parameters).real,
            "gradients": gradients(value, parameters, statistics),
        },
    }


def compact(value):
    if isinstance(value, dict):
        return {k: compact(v) for k, v in value.items()}
    if isinstance(value, (list, np.ndarray)):
        return [compact(v) for v in value]
    if isinstance(value, (float, np.floating)):
        number = float(f"{float(value):.15g}")
        return int(number) if number.is_integer() else number
    return value


CASES = [
    case("scale", 5, lambda d: [scale(d, 5), dense(d, 5, 3, "tanh")]),
    case("scale behind", 4, lambda d: [dense(d, 4, 3, "tanh"), scale(d, 3), dense(d, 3, 2)]),
    *(
        case(
            f"parametric {sigma}",
            4,
            lambda d, sigma=sigma: [dense(d, 4, 6, sigma, True), dense(d, 6, 2)],
        )
        for sigma in ("selu", "mish", "tanh", "identity")
    ),
    case(
        "ntk",
        3,
        lambda d: [dense(d, 3, 4, "selu", True, ntk="true"), dense(d, 4, 1)],
    ),
    case("pbld", 3, lambda d: [pbld(d, 3, 0, 5, 4), dense(d, 12, 2)]),
    case("pbld of two columns", 5, lambda d: [pbld(d, 5, 2, 16, 3), dense(d, 9, 2)]),
    case(
        "pbld behind",
        3,
        lambda d: [dense(d, 3, 4, "tanh"), pbld(d, 4, 3, 3, 2), dense(d, 7, 2, "tanh")],
    ),
    case(
        "piecewise linear", 3, lambda d: [piecewise_linear(d, 3, 0, 6, 2), dense(d, 6, 2, "tanh")]
    ),
    case(
        "piecewise linear behind",
        4,
        lambda d: [
            dense(d, 4, 4, "tanh"),
            piecewise_linear(d, 4, 3, 4, 3),
            dense(d, 10, 2, "tanh"),
        ],
    ),
    case(
        "embedding",
        4,
        lambda d: [embedding(d, [3, 5], 2), dense(d, 6, 3)],
        codes=[3, 5],
    ),
    case(
        "embedding of all columns",
        3,
        lambda d: [embedding(d, [2, 9, 4], 3), scale(d, 9), dense(d, 9, 2, "tanh")],
        codes=[2, 9, 4],
    ),
    case(
        "ensemble",
        4,
        lambda d: [
            ensemble(
                [sequential([dense(d, 4, 5, "tanh"), dense(d, 5, 3)]), dense(d, 4, 3)],
                [0.25, 0.75],
            ),
            activation("softmax"),
        ],
        loss="categorical_cross_entropy",
    ),
    case(
        "ensemble behind",
        3,
        lambda d: [
            dense(d, 3, 4, "tanh"),
            ensemble([dense(d, 4, 2), dense(d, 4, 2, "mish"), dense(d, 4, 2)], [1.5, -0.5, 2.0]),
            dense(d, 2, 2),
        ],
    ),
    case(
        "all",
        6,
        lambda d: [
            embedding(d, [4, 3], 2),
            pbld(d, 8, 3, 4, 4),
            scale(d, 17),
            dense(d, 17, 8, "selu", True),
            dense(d, 8, 3, "softmax"),
        ],
        loss="categorical_cross_entropy",
        codes=[4, 3],
    ),
]

lines = (json.dumps(compact(c), separators=(",", ":")) for c in CASES)
path = pathlib.Path(__file__).parent / "tables.json"
path.write_text("[\n" + ",\n".join(lines) + "\n]\n")
