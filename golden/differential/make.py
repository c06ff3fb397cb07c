"""Makes the cases of this folder: random networks and plans with the numbers they are to give.

    apt-get install --no-install-recommends python3-torch python3-sklearn python3-numpy
    /usr/bin/python3 golden/differential/make.py

The same versions give the same files: each case has a seed made of its family and name. Inputs are
multiples of 1/64 or powers of two, exact in float32 too, so that both precisions compute the same
thing. A case whose float32 result would measure luck (a pre-activation on a kink, a sign optimizer
on a gradient of rounding noise) is drawn anew: roundings of its inputs may move no number by
more than a tenth of float32's tolerance, and PyTorch's own float32 must stay within a quarter of it.
"""

import json
import math
import pathlib
import warnings
import zlib

import numpy as np
import sklearn.metrics as scores
import torch
from reference import (
    ACTIVATIONS,
    Activation,
    ActivationLayer,
    BatchNorm,
    Concat,
    Dense,
    DropConnect,
    Dropout,
    Gated,
    LayerNorm,
    LOSSES,
    Maxout,
    Model,
    Part,
    Residual,
    RmsNorm,
    Sequential,
    gaussian,
    loss_of_rows,
    mixture,
    product,
)
from sklearn.impute import SimpleImputer
from sklearn.preprocessing import MinMaxScaler, StandardScaler
from sklearn.utils.class_weight import compute_class_weight

warnings.filterwarnings("ignore", category=UserWarning)
torch.set_num_threads(1)

FOLDER = pathlib.Path(__file__).parent
FLOAT32 = 1e-4  # the tolerance of the test, and how far below a tensor's greatest it is relative
FLOOR = 1e-2
families = {}


class Ill(Exception):
    """A case that float32 cannot be asked for."""


def add(family, name, make, **fields):
    """Makes a case by make(random) and adds it, drawing anew while it is ill-conditioned."""
    for attempt in range(20):
        seed = zlib.crc32(f"{family} {name} {attempt}".encode())
        try:
            case = make(np.random.default_rng(seed))
        except Ill:
            continue
        cases = families.setdefault(family, [])
        if any(c["name"] == name for c in cases):
            raise ValueError(f"{family} has two cases {name}")
        cases.append({"name": name, **fields, **case})
        return
    raise ValueError(f"{family} {name}: every draw is ill-conditioned")


# Numbers ----------------------------------------------------------------------------------------


def tensor(values):
    return torch.tensor(np.asarray(values, dtype=np.float64))


def grid(random, rows, columns, reach=2.0):
    """Multiples of 1/64 between −reach and reach."""
    bound = int(reach * 64)
    return tensor(random.integers(-bound, bound + 1, (rows, columns)) / 64)


def targets(random, kind, rows, columns):
    if kind in ("real", "wide"):
        return grid(random, rows, columns, 2.0 if kind == "real" else 6.0)
    if kind == "count":
        return tensor(random.integers(0, 6, (rows, columns)))
    if kind == "positive":
        return tensor(random.integers(1, 7, (rows, columns)))
    if kind == "sign":
        return tensor(random.integers(0, 2, (rows, columns)) * 2 - 1)
    if kind == "labels":
        return tensor(random.integers(0, 2, (rows, columns)))
    if kind == "soft_labels":
        return tensor(random.integers(0, 65, (rows, columns)) / 64)
    if kind == "indices":
        return tensor(random.integers(0, columns, (rows, 1)))
    if kind == "one_hot":
        return tensor(np.eye(columns)[random.integers(0, columns, rows)])
    if kind in ("soft", "partial"):  # distributions, and rows that do not sum to 1
        total = 64 if kind == "soft" else 40
        cuts = np.sort(random.integers(0, total + 1, (rows, columns - 1)), axis=1)
        ends = np.concatenate([np.zeros((rows, 1)), cuts, np.full((rows, 1), total)], axis=1)
        return tensor(np.diff(ends, axis=1) / 64)
    raise ValueError(kind)


def weights(random, rows):
    """Multiples of 1/8 from 0 to 3, at least one of them above 0 and one of them 0 if there are three."""
    w = random.integers(1, 25, (rows, 1)) / 8
    if rows > 2:
        w[random.integers(0, rows)] = 0
    return tensor(w)


def initial(random, model):
    parameters = {}
    for name, (kind, rows, columns) in model.declare().items():
        values = grid(random, rows, columns, 1.25 if kind == "weight" else 0.75)
        if kind == "slope":
            values = values / 2 + 0.25
        if kind == "scale":
            values = 1 + values / 2
        if kind == "variance":
            values = 0.25 + values.abs()
        parameters[name] = values
    return parameters


def jittered(random, value):
    return value * (1 + 2.0**-24 * tensor(random.uniform(-1, 1, tuple(value.shape))))


def flatten(expected, path=""):
    if isinstance(expected, dict):
        for key, value in expected.items():
            yield from flatten(value, f"{path}/{key}")
    else:
        yield path, np.atleast_1d(np.asarray(expected, dtype=np.float64))


def distance(expected, moved):
    """Returns the greatest difference as the test measures it in float32."""
    greatest = 0.0
    for (_, e), (_, m) in zip(flatten(expected), flatten(moved)):
        scale = np.maximum(np.abs(e), FLOOR * np.max(np.abs(e)))
        difference = np.abs(e - m)
        greatest = max(greatest, np.max(difference / np.where(scale > 0, scale, np.inf)))
    return greatest


def without_noise(gradients):
    """Sets to 0 what is 0 but for rounding: the gradient of a bias before a batch norm."""
    greatest = max(g.abs().max() for g in gradients.values())
    return {n: g * (g.abs().max() > 1e-13 * greatest) for n, g in gradients.items()}


def stable(random, compute, *inputs):
    """Returns compute(*inputs), which float32 must be able to tell: see the head of this file."""

    def mapped(change):
        return [
            {k: change(v) for k, v in i.items()} if isinstance(i, dict) else change(i)
            for i in inputs
        ]

    expected = compute(*inputs)
    for _, values in flatten(expected):
        if not np.all(np.isfinite(values)):
            raise ValueError("a number is not finite")
    moved = [compute(*mapped(lambda v: jittered(random, v))) for _ in range(3)]
    if max(distance(expected, m) for m in moved) > FLOAT32 / 10:
        raise Ill
    if distance(expected, compute(*mapped(torch.Tensor.float))) > FLOAT32 / 4:
        raise Ill
    return expected


def compact(value):
    """Returns a value for JSON: 15 digits, whole numbers without a point."""
    if isinstance(value, torch.Tensor):
        return compact(value.detach().tolist())
    if isinstance(value, dict):
        return {k: compact(v) for k, v in value.items()}
    if isinstance(value, (list, tuple)):
        return [compact(v) for v in value]
    if isinstance(value, Part) or type(value).__module__ == "reference":
        return str(value)
    if isinstance(value, (bool, str)) or value is None:
        return value
    number = float(f"{float(value):.15g}")
    if not math.isfinite(number):
        return None  # a missing cell
    return int(number) if number == int(number) and abs(number) < 1e15 else number


# Parts on their own -----------------------------------------------------------------------------

VARIANTS = {
    "celu": [{}, {"alpha": 0.5}, {"alpha": 3.0}],
    "elu": [{}, {"alpha": 0.25}, {"alpha": 2.5}],
    "entmax": [{}, {"alpha": 1.25}, {"alpha": 2.0}],
    "hard_shrink": [{}, {"threshold": 1.25}],
    "leaky_relu": [{}, {"slope": 0.2}, {"slope": -0.5}],
    "rrelu": [{}, {"lower": 0.25, "upper": 0.5}],
    "soft_shrink": [{}, {"threshold": 1.25}],
    "squareplus": [{}, {"b": 0.25}],
    "threshold": [{}, {"threshold": -0.5, "value": 2.0}],
}


def activation_parts():
    for name in sorted(ACTIVATIONS):
        for arguments in VARIANTS.get(name, [{}]):
            yield Part(name, **arguments)


def activation_case(part, z, g):
    def compute(z):
        z = z.clone().requires_grad_()
        a = Activation(part).forward(z, {}, "")
        return {"a": a.detach(), "dz": torch.autograd.grad(a, z, g)[0]}

    return {"activation": part, "z": z, "g": g, **compute(z)}


def activations():
    for part in activation_parts():

        def drawn(random):
            z, g = grid(random, 5, 7, 6), grid(random, 5, 7)
            on_kink = (z == 0) | (z.abs() == 1) | (z.abs() == 3) | (z == 6)
            if part.name in ("hard_shrink", "soft_shrink", "threshold"):
                on_kink |= (z.abs() == 0.5) | (z.abs() == 1.25)
            return activation_case(part, torch.where(on_kink, 2.5, z), g)

        add("activations", str(part), drawn)
    reach = [50, 30, 17, 9, 0.5, 2.0**-10, 2.0**-20, 2.0**-30]
    ends = [700, 300, 100, 2.0**-60, 2.0**-200]
    for part in activation_parts():
        for family, points, only in (
            ("activations_extreme", reach, {}),
            ("activations_extreme", ends, {"float64_only": True}),
        ):
            points = [p * s for p in points for s in (1, -1)]
            if "softmax" in part.name:  # rows that are not decided, which would leave nothing but 0
                points = [points[0], points[0] - 1, points[0] - 1.5, *points[1:4]]
            if part.name in ("sparsemax", "entmax"):
                points = [points[0], points[0] - 0.25, points[0] - 0.5, *points[1:4]]
            if part.name == "softmin":
                points = [-points[0], 1 - points[0], 1.5 - points[0], *points[2:5]]
            if part.name == "exponential" and not only:
                points = [p for p in points if p <= 30]  # e^50 leaves nothing of the others
            z = tensor([points])
            name = f"{part}, {'far' if only else 'wide'}"
            add(family, name, lambda random: activation_case(part, z, grid(random, 1, len(points))), **only)
    for part in activation_parts():
        if part.name in ("elu", "selu", "celu"):
            z = tensor([[-6, -12, -17.5, -20, -30, -40]])
            add(
                "activations_far_below",
                str(part),
                lambda random: activation_case(part, z, torch.ones_like(z)),
                floor=0,
            )


LOSS_FORMS = [
    ("mse", {}, "real"),
    ("mae", {}, "real"),
    ("half_squared_error", {}, "real"),
    ("huber", {}, "real"),
    ("huber", {"delta": 0.25}, "real"),
    ("huber", {"delta": 3.0}, "wide"),
    ("log_cosh", {}, "wide"),
    ("poisson", {}, "count"),
    ("hinge", {}, "sign"),
    ("squared_hinge", {}, "sign"),
    ("binary_cross_entropy", {}, "labels"),
    ("binary_cross_entropy", {}, "soft_labels"),
    ("binary_cross_entropy_with_logits", {}, "labels"),
    ("binary_cross_entropy_with_logits", {}, "soft_labels"),
    *(
        (name, {}, kind)
        for name in ("categorical_cross_entropy", "kl_divergence", "softmax_cross_entropy", "nll")
        for kind in ("indices", "one_hot", "soft", "partial")
    ),
    ("mape", {}, "positive"),
    ("msle", {}, "count"),
    ("tweedie", {}, "count"),
    ("tweedie", {"power": 1.25}, "count"),
    ("gamma", {}, "positive"),
    *(
        ("binary_focal", arguments, kind)
        for arguments in ({}, {"gamma": 0.5})
        for kind in ("labels", "soft_labels")
    ),
    *(
        ("categorical_focal", arguments, kind)
        for arguments in ({}, {"gamma": 1.5})
        for kind in ("indices", "one_hot", "soft", "partial")
    ),
    ("tversky", {}, "labels"),
    ("tversky", {"alpha": 0.25, "beta": 0.75}, "soft_labels"),
    ("cosine_similarity", {}, "real"),
    ("categorical_hinge", {}, "one_hot"),
]
OVER_PROBABILITIES = ("categorical_cross_entropy", "kl_divergence", "categorical_focal")


def loss_output(random, name, rows, columns):
    """Outputs in the loss' domain, exact in float32 and off its kinks."""
    if name in ("binary_cross_entropy", "binary_focal", "tversky"):
        return tensor(random.integers(1, 128, (rows, columns)) / 128)
    if name in OVER_PROBABILITIES:
        return (targets(random, "soft", rows, columns) * 64 + 1) / 128
    if name in ("poisson", "mape", "msle", "tweedie", "gamma"):
        return grid(random, rows, columns).abs() + 2.0**-7
    if name == "nll":
        return -grid(random, rows, columns, 6).abs()
    return grid(random, rows, columns, 4) + 2.0**-8


def loss_case(part, output, target, w=None):
    """The loss as a direct call has it, Σ wᵢℓᵢ/N."""
    o = output.clone().requires_grad_()
    rows = loss_of_rows(part, o, None, target)
    value = (rows if w is None else w.flatten() * rows).mean()
    expected = {"value": value.detach(), "gradient": torch.autograd.grad(value, o)[0]}
    return {"loss": part, "output": output, "target": target, "weights": w, **expected}


def losses():
    for name, arguments, kind in LOSS_FORMS:
        part = Part(name, **arguments)
        wide = kind in ("indices", "one_hot", "soft", "partial")
        angles = name == "cosine_similarity"  # which takes two columns
        for rows, columns in ((6, 4), (1, 3), (1, 2 if wide or angles else 1)):

            def drawn(random, weighted=False):
                output = loss_output(random, name, rows, columns)
                w = weights(random, rows) if weighted else None
                return loss_case(part, output, targets(random, kind, rows, columns), w)

            title = f"{part}, {kind}, {rows}x{columns}"
            family = "log_likelihood" if name == "nll" else "losses"
            add(family, title, drawn)
            if (rows, columns) != (1, 3):
                add(f"weighted_{family}", title, lambda random: drawn(random, True))


def extreme_losses():
    def both(name, output, target, **fields):
        part = Part(name)
        output, target = tensor(output), tensor(target)
        title = f"{name}, case {sum(1 for c in families.get('losses_extreme', []) if c['loss'].name == name)}"
        add("losses_extreme", title, lambda random: loss_case(part, output, target), **fields)

    for reach in (50, 88, 700):
        only = {"float64_only": True} if reach > 88 else {}
        z = [[reach, -reach, 0], [-reach, reach, reach / 2], [-reach, -reach, -reach]]
        both("softmax_cross_entropy", z, [[0], [0], [2]], **only)
        both("softmax_cross_entropy", z, [[0.5, 0.25, 0.25], [0, 1, 0], [0, 0, 1]], **only)
        both("binary_cross_entropy_with_logits", z, [[1, 0, 1], [1, 1, 0], [0, 1, 0.5]], **only)
        signs = [[1, -1, 1], [1, 1, -1], [-1, 1, -1]]
        both("hinge", z, signs, **only)
        both("squared_hinge", z, signs, **only)
        for name in ("log_cosh", "mse", "mae", "huber", "half_squared_error"):
            both(name, z, [[1, 2, 3], [-1, 0.5, 0.25], [7, 8, 9]], **only)
    tiny = [[2.0**-10, 2.0**-20, 2.0**-30]]
    both("log_cosh", tiny, [[0, 0, 0]])
    both("poisson", [[2.0**-10, 2.0**-20, 4096.0]], [[3, 0, 5000]])
    both("binary_cross_entropy", [[2.0**-10, 2.0**-20, 1 - 2.0**-10]], [[1, 0.5, 0]])
    both("binary_cross_entropy", [[0.0, 1.0, 0.5]], [[0, 1, 0.5]])
    both("categorical_cross_entropy", [[2.0**-10, 2.0**-20, 1 - 2.0**-10]], [[1, 0, 0]])
    both("kl_divergence", [[2.0**-10, 2.0**-20, 1 - 2.0**-10]], [[0.25, 0.75, 0]])
    both("mse", [[2.0**300, -(2.0**200)]], [[1, 2]], float64_only=True)
    both("huber", [[2.0**900, -(2.0**200)]], [[1, 2]], float64_only=True)
    both("mse", [[2.0**40, -(2.0**30)]], [[1, 2]])


# Networks ---------------------------------------------------------------------------------------


def network_case(random, model, loss, kind, rows, plan=None, weighted=False, predict_only=False,
                 reach=2.0, unit=1.0, smoothing=0.0):
    x = grid(random, rows, model.inputs, reach) * unit
    outputs = model.chain.width(model.inputs)
    y = targets(random, kind, rows, outputs)
    w = weights(random, rows) if weighted else None
    parameters = initial(random, model)
    given = y
    if smoothing:
        # As PyTorch's CrossEntropyLoss(label_smoothing) has it, and binary labels likewise.
        floor = smoothing / (2 if kind == "labels" else outputs)
        spread = y if kind == "labels" else tensor(np.eye(outputs)[y.flatten().int().numpy()])
        given = spread * (1 - smoothing) + floor

    def compute(parameters, x):
        expected = {"output": model.predict(parameters, x)}
        if predict_only:
            return expected
        flat = None if w is None else w.flatten().to(x.dtype)
        value, gradients = model.gradient(parameters, x, y.to(x.dtype), flat, loss)
        expected.update(value=value, gradients=without_noise(gradients))
        if plan:
            expected["train"] = model.train(parameters, x, given.to(x.dtype), flat, loss, plan)
        return expected

    expected = stable(random, compute, parameters, x)
    case = {
        "inputs": model.inputs,
        "layers": list(model.chain.layers),
        "loss": loss,
        "parameters": parameters,
        "x": x,
        "y": y,
    }
    if w is not None:
        case["weights"] = w
    if smoothing:
        case["label_smoothing"] = smoothing
    if plan:
        case["plan"] = plan
    return {**case, "expected": expected}


def plan_of(optimizer, epochs=3, batch=3, schedule=None, **clipping):
    return {
        "optimizer": optimizer,
        "schedule": schedule or Part("constant"),
        "epochs": epochs,
        "batch": batch,
        **clipping,
    }


SGD = Part("sgd", lr=0.125)
MSE = Part("mse")

# The last activation, the loss and its targets; those that nn4j fuses are taken apart by a layer
# that does nothing behind the activation.
HEADS = [
    ("identity", "mse", "real"),
    ("identity", "mae", "real"),
    ("identity", "half_squared_error", "real"),
    ("identity", "huber", "wide"),
    ("identity", "log_cosh", "wide"),
    ("identity", "hinge", "sign"),
    ("tanh", "squared_hinge", "sign"),
    ("softplus", "poisson", "count"),
    ("identity", "binary_cross_entropy_with_logits", "labels"),
    ("identity", "binary_cross_entropy_with_logits", "soft_labels"),
    ("sigmoid", "binary_cross_entropy", "labels"),
    ("sigmoid", "binary_cross_entropy", "soft_labels"),
    ("sigmoid", "mse", "labels"),
    ("softmax", "mse", "one_hot"),
    ("softmax", "binary_cross_entropy", "one_hot"),
    ("log_softmax", "huber", "wide"),
    *(
        (activation, loss, kind)
        for activation, loss in (
            ("softmax", "categorical_cross_entropy"),
            ("softmax", "kl_divergence"),
            ("identity", "softmax_cross_entropy"),
            ("log_softmax", "nll"),
        )
        for kind in ("indices", "one_hot", "soft", "partial")
    ),
]

# Not among those that random networks choose from, which would all change.
MORE_HEADS = [
    ("softplus", "mape", "positive"),
    ("softplus", "msle", "count"),
    ("softplus", "tweedie", "count"),
    ("squareplus", "gamma", "positive"),
    ("sigmoid", "binary_focal", "labels"),
    ("softmax", "categorical_focal", "indices"),
    ("entmax", "mse", "one_hot"),
    ("identity", "cosine_similarity", "real"),
    ("identity", "categorical_hinge", "one_hot"),
    ("sigmoid", "tversky", "labels"),
]


def head_model(activation, apart=False, hidden="tanh", units=3):
    last = [Dense(units, Part(activation))]
    if apart:
        last = [Dense(units), ActivationLayer(Part(activation)), Dropout(0.0)]
    return Model(3, Dense(4, Part(hidden)), *last)


def heads():
    for activation, loss, kind in (*HEADS, *MORE_HEADS):
        for apart in (False, True):
            if apart and activation == "identity":
                continue
            title = f"{activation} {loss} {kind}" + (", unfused" if apart else "")
            add(
                "log_likelihood" if loss == "nll" else "heads",
                title,
                lambda random: network_case(
                    random,
                    head_model(activation, apart),
                    Part(loss),
                    kind,
                    rows=7,
                    plan=plan_of(SGD, epochs=2),
                ),
            )
    for activation, loss, kind in HEADS:
        for batch in (1, 3, 0):
            title = f"{activation} {loss} {kind}, batch {batch}"
            add(
                "weighted_log_likelihood" if loss == "nll" else "weighted_training",
                title,
                lambda random: network_case(
                    random,
                    head_model(activation),
                    Part(loss),
                    kind,
                    rows=7,
                    plan=plan_of(SGD, epochs=2, batch=batch),
                    weighted=True,
                ),
            )
    for activation, loss, kind in (
        ("softmax", "categorical_cross_entropy", "indices"),
        ("identity", "softmax_cross_entropy", "indices"),
        ("sigmoid", "binary_cross_entropy", "labels"),
        ("identity", "binary_cross_entropy_with_logits", "labels"),
        ("softmax", "kl_divergence", "indices"),
    ):
        for smoothing in (0.125, 0.5):
            add(
                "label_smoothing",
                f"{activation} {loss} {smoothing}",
                lambda random: network_case(
                    random,
                    head_model(activation),
                    Part(loss),
                    kind,
                    rows=7,
                    plan=plan_of(SGD),
                    smoothing=smoothing,
                ),
            )
    for loss, activation, kind in (
        ("categorical_cross_entropy", "softmax", "indices"),
        ("kl_divergence", "softmax", "soft"),
        ("softmax_cross_entropy", "identity", "indices"),
        ("binary_cross_entropy", "sigmoid", "labels"),
        ("binary_cross_entropy_with_logits", "identity", "labels"),
        ("mse", "identity", "real"),
        ("log_cosh", "identity", "real"),
        ("squared_hinge", "identity", "sign"),
    ):
        for reach in (30, 400):

            def saturated(random):
                # The features are large and the hidden layer is linear, so that logits are.
                return network_case(
                    random,
                    head_model(activation, hidden="relu"),
                    Part(loss),
                    kind,
                    rows=5,
                    reach=reach,
                )

            add(
                "heads_extreme",
                f"{activation} {loss} {kind}, features to {reach}",
                saturated,
                **({"float64_only": True} if reach > 30 else {}),
            )


def layer_models():
    relu, tanh, silu = Part("relu"), Part("tanh"), Part("silu")
    yield "batch_norm first", [BatchNorm(), Dense(3, tanh), Dense(2)]
    yield "batch_norm between", [Dense(4), BatchNorm(), ActivationLayer(relu), Dense(2)]
    yield "batch_norm last", [Dense(4, tanh), BatchNorm()]
    yield "batch_norm eps", [Dense(4, silu), BatchNorm(momentum=0.25, eps=0.125), Dense(2)]
    yield "batch_norm momentum 0", [Dense(3, tanh), BatchNorm(momentum=0.0), Dense(2)]
    yield "batch_norm twice", [BatchNorm(), Dense(4, tanh), BatchNorm(), Dense(2)]
    yield "layer_norm first", [LayerNorm(), Dense(3, tanh), Dense(2)]
    yield "layer_norm between", [Dense(4), LayerNorm(), ActivationLayer(relu), Dense(2)]
    yield "layer_norm last", [Dense(4, tanh), LayerNorm()]
    yield "layer_norm eps", [Dense(4, silu), LayerNorm(eps=0.125), Dense(2)]
    yield "dropout of nothing", [Dense(4, tanh), Dropout(0.0), Dense(2)]
    yield "alpha_dropout of nothing", [
        Dense(4, Part("selu")),
        Dropout(0.0, "alpha_dropout"),
        Dense(2),
    ]
    yield "residual first", [Residual(Dense(3, tanh)), Dense(2)]
    yield "residual between", [Dense(4, tanh), Residual(Dense(5, relu), Dense(4)), Dense(2)]
    yield "residual last", [Dense(4, tanh), Residual(Dense(4, silu))]
    yield "residual of nothing", [Dense(4, tanh), Residual(), Dense(2)]
    yield "residual of residual", [
        Dense(3, tanh),
        Residual(Dense(3, tanh), Residual(Dense(3, silu)), LayerNorm()),
        Dense(2),
    ]
    yield "residual with norm", [Dense(4, tanh), Residual(LayerNorm(), Dense(4, relu)), Dense(2)]
    yield "concat first", [Concat(Dense(2, tanh), Sequential()), Dense(2)]
    yield "concat between", [Dense(4, tanh), Concat(Dense(2, relu), Dense(3, silu)), Dense(2)]
    yield "concat last", [Dense(4, tanh), Concat(Dense(1), Dense(2, tanh))]
    yield "concat of chains", [
        Concat(Sequential(Dense(3, tanh), Dense(2, silu)), Residual(Dense(3, tanh)), LayerNorm()),
        Dense(2),
    ]
    yield "concat with batch_norm", [
        Dense(4, tanh),
        Concat(Sequential(Dense(2, tanh), BatchNorm()), Dense(2)),
        Dense(2),
    ]
    yield "sequential", [Sequential(Dense(4, tanh), Sequential(Dense(3, silu))), Dense(2)]
    yield "prelu shared", [Dense(5, Part("prelu")), Dense(2)]
    yield "prelu by column", [Dense(5, Part("prelu", shared=False)), Dense(2)]
    yield "prelu layer", [Dense(4), ActivationLayer(Part("prelu", shared=False)), Dense(2)]
    yield "prelu first", [ActivationLayer(Part("prelu", shared=False)), Dense(2)]
    yield "prelu last", [Dense(4, tanh), Dense(2, Part("prelu"))]
    yield "activation layers", [Dense(4), ActivationLayer(silu), ActivationLayer(tanh), Dense(2)]
    yield "softmax inside", [Dense(4, Part("softmax")), Dense(3, Part("log_softmax")), Dense(2)]
    yield "one unit", [Dense(1, tanh), Dense(1, tanh), Dense(1)]
    yield "dense alone", [Dense(2)]
    yield "rms_norm first", [RmsNorm(), Dense(3, tanh), Dense(2)]
    yield "rms_norm between", [Dense(4), RmsNorm(eps=0.125), ActivationLayer(relu), Dense(2)]
    yield "rms_norm last", [Dense(4, tanh), RmsNorm()]
    yield "glu", [Dense(6, tanh), Gated("glu"), Dense(2)]
    yield "glu of tanh", [Dense(6), Gated("glu", tanh), Dense(2)]
    yield "geglu", [Dense(6), Gated("geglu"), Dense(2)]
    yield "swiglu last", [Dense(5, tanh), Dense(4), Gated("swiglu")]
    yield "maxout", [Dense(6), Maxout(), Dense(6), Maxout(3)]
    yield "dropconnect of nothing", [DropConnect(4, tanh), Dense(2)]
    yield "gaussian_noise of nothing", [Dense(4, tanh), Dropout(0.0, "gaussian_noise"), Dense(2)]
    yield "deep", [Dense(3, Part(a)) for a in ("tanh", "silu", "gelu", "mish", "elu", "softsign")]


def layers():
    for name, chain in layer_models():
        model = Model(3, *chain)
        add(
            "layers",
            name,
            lambda random: network_case(random, model, MSE, "real", 7, plan_of(SGD)),
        )
    for name, chain in (
        ("dropout", [Dense(4, Part("tanh")), Dropout(0.5), Dense(2)]),
        ("alpha_dropout", [Dense(4, Part("selu")), Dropout(0.25, "alpha_dropout"), Dense(2)]),
        ("gaussian_noise", [Dense(4, Part("tanh")), Dropout(0.5, "gaussian_noise"), Dense(2)]),
        ("dropout first", [Dropout(0.1), Dense(2)]),
        ("dropout last", [Dense(2), Dropout(0.9)]),
    ):
        model = Model(3, *chain)
        add(
            "layers",
            f"{name} in prediction",
            lambda random: network_case(random, model, MSE, "real", 5, predict_only=True),
        )
    for name, chain in (
        ("batch_norm", [BatchNorm(), Dense(3, Part("tanh")), Dense(2)]),
        ("batch_norm behind dense", [Dense(3), BatchNorm(), Dense(2)]),
        ("layer_norm", [LayerNorm(), Dense(3, Part("tanh")), Dense(2)]),
        ("layer_norm behind dense", [Dense(3), LayerNorm(), Dense(2)]),
        ("dense", [Dense(3, Part("relu")), Dense(2)]),
    ):
        # Behind a bias float32 cannot see features that are far smaller.
        for unit in (2.0**20, 2.0**8) if "behind" in name else (2.0**20, 2.0**-8, 2.0**-20):
            model = Model(3, *chain)
            add(
                "layers_extreme",
                f"{name}, features times {unit:g}",
                lambda random: network_case(random, model, MSE, "real", 7, unit=unit),
            )
    for rows, batch in ((1, 0), (1, 1), (4, 3), (7, 3), (8, 3), (5, 1), (6, 32)):
        for kind, chain in (
            ("dense", [Dense(4, Part("tanh")), Dense(2)]),
            ("layer_norm", [Dense(4, Part("tanh")), LayerNorm(), Dense(2)]),
            ("batch_norm", [Dense(4, Part("tanh")), BatchNorm(momentum=0.25), Dense(2)]),
        ):
            # A batch of two rows is normalized to ±1 whatever they are: gradients of noise.
            if kind == "batch_norm" and (rows, batch) == (8, 3):
                continue
            model = Model(3, *chain)
            add(
                "batches",
                f"{kind}, {rows} rows in batches of {batch}",
                lambda random: network_case(
                    random, model, MSE, "real", rows, plan_of(SGD, 4, batch)
                ),
            )


HIDDEN = ["tanh", "silu", "gelu", "softsign", "sigmoid", "mish", "elu", "relu", "leaky_relu",
          "gelu_tanh", "hard_swish", "softplus", "celu", "selu", "prelu", "tanh_shrink", "relu6"]


def random_layer(random, width, depth=0):
    """Returns a random layer or group of layers that may stand inside a network."""
    choice = random.integers(0, 9 if depth < 2 else 5)
    units = int(random.integers(2, 6))
    activation = Part(HIDDEN[random.integers(0, len(HIDDEN))])
    if choice <= 2:
        return Dense(units, activation)
    if choice == 3:
        return LayerNorm() if width > 2 else Dense(units, activation)
    if choice == 4:
        return ActivationLayer(activation)
    if choice == 5:
        return Residual(random_layer(random, width, depth + 1), Dense(width, activation))
    if choice == 6:
        return Concat(*(random_layer(random, width, depth + 1) for _ in range(2)))
    if choice == 7:
        return BatchNorm()
    return Sequential(Dense(units, activation), random_layer(random, units, depth + 1))


def random_networks(family, count, weighted):
    optimizers = [o for o in optimizer_parts() if o.name not in ("lion", "rprop")]
    schedules = list(schedule_parts())
    heads = [head for head in HEADS if head[1] != "nll"]
    for i in range(count):

        def drawn(random):
            inputs = int(random.integers(1, 6))
            chain, width = [], inputs
            for _ in range(random.integers(1, 4)):
                layer = random_layer(random, width)
                chain.append(layer)
                width = layer.width(width)
            activation, loss, kind = heads[random.integers(0, len(heads))]
            outputs = int(random.integers(2, 5))
            l2 = 0.0 if weighted else random.choice([0, 0, 0.125])
            chain.append(Dense(outputs, Part(activation), l2=l2))
            model = Model(inputs, *chain)
            batch = int(random.integers(2, 6))
            plan = plan_of(
                optimizers[random.integers(0, len(optimizers))],
                epochs=3,
                batch=batch,
                schedule=schedules[random.integers(0, len(schedules))],
                clip_norm=float(random.choice([0, 0, 0.5])),
            )
            rows = 2 * batch + int(random.integers(0, batch))
            return network_case(random, model, Part(loss), kind, rows, plan, weighted)

        add(family, f"network {i}", drawn)


# Training ---------------------------------------------------------------------------------------


def optimizer_parts():
    yield Part("sgd", lr=0.125)
    yield Part("sgd", lr=0.125, weight_decay=0.25)
    yield Part("sgd", lr=0.0625, momentum=0.75)
    yield Part("sgd", lr=0.0625, momentum=0.75, dampening=0.5, weight_decay=0.125)
    yield Part("sgd", lr=0.0625, momentum=0.75, nesterov=True)
    yield Part("sgd", lr=0.0625, momentum=0.75, weight_decay=0.125, nesterov=True)
    for name in ("adam", "adamw"):
        yield Part(name, lr=0.0625)
        yield Part(name, lr=0.0625, weight_decay=0.25)
        yield Part(name, lr=0.0625, amsgrad=True)
        yield Part(name, lr=0.0625, beta1=0.5, beta2=0.75, eps=0.125, weight_decay=0.125)
        yield Part(name, lr=0.0625, beta1=0.5, beta2=0.75, amsgrad=True, weight_decay=0.125)
    for name in ("adamax", "nadam", "radam"):
        yield Part(name, lr=0.0625)
        yield Part(name, lr=0.0625, weight_decay=0.25)
        yield Part(name, lr=0.0625, beta1=0.5, beta2=0.75, eps=0.125)
    yield Part("nadam", lr=0.0625, momentum_decay=0.25)
    yield Part("rmsprop", lr=0.0625)
    yield Part("rmsprop", lr=0.0625, alpha=0.75, weight_decay=0.25)
    yield Part("rmsprop", lr=0.0625, momentum=0.5)
    yield Part("rmsprop", lr=0.0625, alpha=0.5, eps=0.125, centered=True)
    yield Part("rmsprop", lr=0.0625, alpha=0.5, eps=0.125, momentum=0.5, centered=True)
    yield Part("rprop", lr=0.0625)
    yield Part("rprop", lr=0.0625, eta_minus=0.25, eta_plus=1.5, step_min=0.03125, step_max=0.125)
    yield Part("adadelta", lr=1.0)
    yield Part("adadelta", lr=0.5, rho=0.75, eps=0.0625, weight_decay=0.125)
    yield Part("adagrad", lr=0.125)
    yield Part("adagrad", lr=0.125, lr_decay=0.25, weight_decay=0.125)
    yield Part("adagrad", lr=0.125, initial_accumulator=0.5, eps=0.0625)
    yield Part("lion", lr=0.0625)
    yield Part("lion", lr=0.0625, beta1=0.5, beta2=0.75, weight_decay=0.25)


def schedule_parts():
    yield Part("constant")
    yield Part("cosine")
    yield Part("cosine", t_max=4, eta_min=0.015625)
    yield Part("cosine_warm_restarts", t_0=2)
    yield Part("cosine_warm_restarts", t_0=1, t_mult=2, eta_min=0.015625)
    yield Part("cyclic", step_size_up=3)
    yield Part("cyclic", max_factor=2.0, step_size_up=2, step_size_down=3, mode="triangular2")
    yield Part("cyclic", step_size_up=3, mode="exp_range", gamma=0.75)
    yield Part("exponential", gamma=0.75)
    yield Part("inverse_time", decay=0.5)
    yield Part("linear")
    yield Part("linear", start_factor=1.0, end_factor=0.25, total_iters=0)
    yield Part("multi_step", milestones=[1, 3], gamma=0.5)
    yield Part("one_cycle")
    yield Part("one_cycle", pct_start=0.4, anneal="linear", div_factor=4.0, final_div_factor=8.0)
    yield Part("one_cycle", pct_start=0.4, div_factor=4.0, final_div_factor=8.0, three_phase=True)
    yield Part("piecewise", rates=[0.125, 0.0625, 0.25], boundaries=[1, 4])
    yield Part("piecewise", rates=[0.125, 0.0625, 0.25])
    yield Part("polynomial")
    yield Part("polynomial", total_iters=4, power=1.5)
    yield Part("reduce_on_plateau", factor=0.5, patience=0, threshold=0.25)
    yield Part("reduce_on_plateau", factor=0.5, patience=1, threshold=0.5, cooldown=1, min_lr=0.03)
    yield Part("step", step_size=2, gamma=0.5)
    yield Part("warmup", steps=5, start_factor=0.125)
    yield Part("warmup", steps=4, start_factor=0.25, then=Part("cosine"))
    yield Part("warmup", steps=7, start_factor=0.0, then=Part("step", step_size=2, gamma=0.5))


def training():
    schedules = list(schedule_parts())
    for i, part in enumerate(optimizer_parts()):
        for schedule in (Part("constant"), schedules[1 + 5 * i % (len(schedules) - 1)]):
            plan = plan_of(part, 4, 3, schedule)
            add(
                "optimizers",
                f"{part} {schedule}, mini-batches",
                lambda random: network_case(random, head_model("identity"), MSE, "real", 7, plan),
            )
    for schedule in schedules:
        for part in (SGD, Part("adamw", lr=0.0625)):
            plan = plan_of(part, 6, 4, schedule)
            add(
                "schedules",
                f"{schedule} {part.name}",
                lambda random: network_case(
                    random, Model(2, Dense(3, Part("tanh")), Dense(1)), MSE, "real", 7, plan
                ),
            )
    for bounds in product(clip_value=[0, 0.0625, 0.25], clip_norm=[0, 0.125, 0.5, 64.0]):
        if not any(bounds.values()):
            continue
        for part in (SGD, Part("adam", lr=0.0625, eps=0.125)):
            plan = plan_of(part, 2, 3, **bounds)
            add(
                "clipping",
                f"value {bounds['clip_value']}, norm {bounds['clip_norm']}, {part.name}",
                lambda random: network_case(random, head_model("identity"), MSE, "real", 7, plan),
            )
    for rules in product(l1=[0.0, 0.0625], l2=[0.0, 0.25], max_norm=[0.0, 1.0]):
        if not any(rules.values()):
            continue
        for part in (SGD, Part("adam", lr=0.0625, eps=0.125)):
            model = Model(3, Dense(4, Part("tanh"), **rules), Dense(2, **rules))
            title = ", ".join(f"{k} {v}" for k, v in rules.items() if v)
            add(
                "regularizers",
                f"{title}, {part.name}",
                lambda random: network_case(random, model, MSE, "real", 7, plan_of(part)),
            )


# Metrics and preprocessing ----------------------------------------------------------------------


def probabilities(random, rows, classes):
    """Rows of different multiples of 1/1024 that sum to 1."""
    while True:
        cuts = np.sort(random.choice(np.arange(1, 1024), (rows, classes - 1)), axis=1)
        ends = np.concatenate([np.zeros((rows, 1)), cuts, np.full((rows, 1), 1024)], axis=1)
        p = np.diff(ends, axis=1) / 1024
        if all(len(set(row)) == classes and min(row) > 0 for row in p.tolist()):
            return p


def averaged(function, *averages):
    return {
        f"(average={average})": lambda t, d, p, w, a=average: function(
            t, d, average=a, sample_weight=w, zero_division=0
        )
        for average in averages or ("macro", "micro", "weighted")
    }


def area(t, d, p, w):
    if p.shape[1] <= 2:
        return scores.roc_auc_score(t, p[:, -1], sample_weight=w)
    return scores.roc_auc_score(t, p, multi_class="ovr", sample_weight=w)


def brier(t, d, p, w):
    """Brier 1950, of which scikit-learn has the half for two classes."""
    if p.shape[1] <= 2:
        return scores.brier_score_loss(t, p[:, -1], sample_weight=w)
    return np.average(((p - np.eye(p.shape[1])[t]) ** 2).sum(1), weights=w)


def average_precision(t, d, p, w):
    if p.shape[1] <= 2:
        return scores.average_precision_score(t, p[:, -1], sample_weight=w)
    return scores.average_precision_score(np.eye(p.shape[1])[t], p, sample_weight=w)


def kappa(weighting):
    return lambda t, d, p, w: scores.cohen_kappa_score(t, d, weights=weighting, sample_weight=w)


def log_loss(t, d, p, w):
    full = p if p.shape[1] > 1 else np.hstack([1 - p, p])
    return scores.log_loss(t, full, sample_weight=w, labels=np.arange(full.shape[1]))


def variants(name, functions):
    return {name + suffix: function for suffix, function in functions.items()}


# Each is given the targets, the decisions, the scores and the weights.
CLASS_METRICS = {
    "accuracy": lambda t, d, p, w: scores.accuracy_score(t, d, sample_weight=w),
    "error_rate": lambda t, d, p, w: scores.zero_one_loss(t, d, sample_weight=w),
    "balanced_accuracy": lambda t, d, p, w: scores.balanced_accuracy_score(t, d, sample_weight=w),
    "mcc": lambda t, d, p, w: scores.matthews_corrcoef(t, d, sample_weight=w),
    "roc_auc": area,
    "gini": lambda t, d, p, w: 2 * area(t, d, p, w) - 1,
    "pr_auc": average_precision,
    "brier": brier,
    "kappa": kappa(None),
    "kappa(weighting=linear)": kappa("linear"),
    "kappa(weighting=quadratic)": kappa("quadratic"),
    "log_loss": log_loss,
    **variants("f1", averaged(scores.f1_score)),
    **variants("precision", averaged(scores.precision_score)),
    **variants("recall", averaged(scores.recall_score)),
}
BINARY_METRICS = {
    **variants("f1", averaged(scores.f1_score, "binary")),
    **variants("precision", averaged(scores.precision_score, "binary")),
    **variants("recall", averaged(scores.recall_score, "binary")),
}
LABEL_METRICS = {
    "hamming_loss": lambda t, d, p, w: scores.hamming_loss(t, d, sample_weight=w),
    "subset_accuracy": lambda t, d, p, w: scores.accuracy_score(t, d, sample_weight=w),
    "label_roc_auc": lambda t, d, p, w: scores.roc_auc_score(t, p, sample_weight=w),
    **variants("label_f1", averaged(scores.f1_score)),
}
VALUE_METRICS = {
    "mse": lambda t, p, w: scores.mean_squared_error(t, p, sample_weight=w),
    "mae": lambda t, p, w: scores.mean_absolute_error(t, p, sample_weight=w),
    "mape": lambda t, p, w: scores.mean_absolute_percentage_error(t, p, sample_weight=w),
    "explained_variance": lambda t, p, w: scores.explained_variance_score(t, p, sample_weight=w),
    "r2": lambda t, p, w: scores.r2_score(t, p, sample_weight=w),
    # Of several columns scikit-learn averages the roots; nn4j takes the root of the average.
    "rmse": lambda t, p, w: math.sqrt(scores.mean_squared_error(t, p, sample_weight=w)),
}


def d2(power):
    """Of several columns the mean, where scikit-learn takes one."""

    def score(t, p, w):
        t, p = t.reshape(len(p), -1), p.reshape(len(p), -1)
        return np.mean(
            [
                scores.d2_tweedie_score(a, b, sample_weight=w, power=power)
                for a, b in zip(t.T, p.T)
            ]
        )

    return score


RATE_METRICS = {
    "msle": lambda t, p, w: scores.mean_squared_log_error(t, p, sample_weight=w),
    "d2": d2(1),
    "d2(power=0)": d2(0),
    "d2(power=1.5)": d2(1.5),
    "d2(power=2)": d2(2),
    "d2(power=3)": d2(3),
}


def metric_cases(metric, title, function, draw, family="metrics"):
    for weighted in (False, True):

        def drawn(random):
            target, output, decisions = draw(random)
            w = weights(random, len(target)) if weighted else None
            flat = None if w is None else w.numpy().flatten()
            arguments = [target if target.shape[1] > 1 else target.flatten()]
            arguments += [] if decisions is None else [decisions]
            return {
                "metric": metric,
                "output": tensor(output),
                "target": tensor(target),
                "weights": w,
                "value": function(*arguments, output, flat),
            }

        add(family, f"{metric}, {title}" + (", weighted" if weighted else ""), drawn)


def metrics():
    def classes(count, columns):
        def draw(random):
            # Every class occurs thrice, so that none is left by a weight of 0.
            t = random.permutation(np.repeat(np.arange(count), 3).tolist() + [0, 1, 1, 0, 1])
            p = probabilities(random, len(t), count)
            for i in range(len(t)):
                if i % 5 < 3:  # more often right than by chance
                    p[i] = np.roll(np.sort(p[i]), t[i] + 1 - count)
            if columns == 1:
                p = p[:, 1:]
                return t[:, None], p, (p[:, 0] > 0.5).astype(int)
            return t[:, None], p, p.argmax(1)

        return draw

    def labels(random):
        t = np.vstack([np.eye(3), 1 - np.eye(3), random.integers(0, 2, (6, 3))])
        t = np.vstack([t, t[:4]]).astype(int)
        p = random.permutation(np.arange(1, 1024))[: t.size].reshape(t.shape) / 1024
        return t, p, (p > 0.5).astype(int)

    def values(columns):
        def draw(random):
            t = grid(random, 11, columns).numpy()
            return t, t + grid(random, 11, columns, 1).numpy(), None

        return draw

    def rates(columns):
        def draw(random):
            t = grid(random, 11, columns).abs().numpy() + 0.125
            return t, t + grid(random, 11, columns, 1).abs().numpy(), None

        return draw

    for metric, function in RATE_METRICS.items():
        for columns in (1, 3):
            metric_cases(metric, f"{columns} columns", function, rates(columns))
    for metric, function in CLASS_METRICS.items():
        for count, columns in ((2, 1), (2, 2), (4, 4)):
            title = f"{count} classes in {columns} columns"
            metric_cases(metric, title, function, classes(count, columns))
    for name, function in BINARY_METRICS.items():
        for columns in (1, 2):
            title = f"2 classes in {columns} columns"
            metric_cases(name, title, function, classes(2, columns), "binary_average")
    for k in (1, 2, 3):

        def best(t, d, p, w):
            return scores.top_k_accuracy_score(t, p, k=k, sample_weight=w, labels=np.arange(4))

        metric_cases(f"top_k(k={k})", "4 classes in 4 columns", best, classes(4, 4))
    for metric, function in LABEL_METRICS.items():
        metric_cases(metric, "3 labels", function, labels)
    for metric, function in VALUE_METRICS.items():
        for columns in (1, 3):
            metric_cases(metric, f"{columns} columns", function, values(columns))


def preprocessing():
    """Scalers are fitted on the cells that are there, as scikit-learn's are on columns with NaN."""
    for choice in product(
        scaling=["standardize", "min_max", "none"],
        imputation=["mean", "median", "constant"],
        missing=[False, True],
    ):
        scaling, imputation, missing = choice.values()
        if not missing and imputation != "mean":
            continue

        def drawn(random):
            rows = np.hstack(
                [
                    grid(random, 9, 1).numpy(),
                    grid(random, 9, 1).numpy() * 1000 + 5000,
                    grid(random, 9, 1).numpy() / 4096,
                ]
            )
            if missing:
                rows[random.integers(0, 6), 0] = np.nan
                rows[random.permutation(6)[:3], 1] = np.nan
                rows[7] = np.nan
            train = rows[:6]
            fill = {"strategy": imputation}
            if imputation == "constant":
                fill["fill_value"] = 1.5
            filled = SimpleImputer(**fill).fit(train).transform(rows)
            scaler = {"standardize": StandardScaler(), "min_max": MinMaxScaler()}.get(scaling)
            encoded = filled if scaler is None else scaler.fit(train).transform(filled)
            return {
                "scaling": scaling,
                "imputation": imputation,
                "constant": 1.5,
                "train": 6,
                "table": rows.tolist(),
                "encoded": tensor(encoded),
            }

        add("preprocessing", f"{scaling}, {imputation}" + (", missing" if missing else ""), drawn)
    for counts in ([5, 5], [1, 9], [3, 4, 5], [1, 2, 30, 7], [1, 1, 1, 1, 50]):

        def balanced(random):
            classes = random.permutation(np.repeat(np.arange(len(counts)), counts))
            return {
                "classes": classes.tolist(),
                "class_weights": compute_class_weight(
                    "balanced", classes=np.arange(len(counts)), y=classes
                ).tolist(),
            }

        add("preprocessing", f"balanced weights of {counts}", balanced)


# Quantiles and calibration ----------------------------------------------------------------------


def ordered(z):
    """Sums of the first number and of softplus of the others: see the comment at softplus."""
    steps = torch.logaddexp(z[:, 1:], torch.zeros_like(z[:, 1:]))
    return torch.cumsum(torch.cat([z[:, :1], steps], 1), 1)


def pinball(levels, output, target, w):
    """By scikit-learn, level by level; several levels are of one target or of one each."""
    columns = [
        scores.mean_pinball_loss(t, q, alpha=level, sample_weight=w)
        for t, q, level in zip(target.T, output.T, levels)
    ]
    return float(np.mean(columns))


def calibration_error(bins, output, target, w):
    """Guo et al. 2017, over the bins (i/bins, (i+1)/bins] of the greatest probability."""
    p = output if output.shape[1] > 1 else np.hstack([1 - output, output])
    w = np.ones(len(p)) if w is None else w
    confidence, right = p.max(1), p.argmax(1) == target[:, 0]
    bin = np.ceil(confidence * bins)
    parts = [abs((w * (right - confidence))[bin == b].sum()) for b in range(1, bins + 1)]
    return sum(parts) / w.sum()


def quantiles():
    def activation(random, z):
        g = grid(random, *z.shape)
        z = z.clone().requires_grad_()
        a = ordered(z)
        slopes = torch.autograd.grad(a, z, g)[0]
        return {"activation": Part("ordered"), "z": z, "g": g, "a": a, "dz": slopes}

    for columns in (1, 2, 5):
        add("quantiles", f"ordered, {columns} columns",
            lambda random: activation(random, grid(random, 5, columns, 6)))
    wide = tensor([[30, -30, 50, 2.0**-20], [-50, 17, -9, 0.5]])
    add("quantiles", "ordered, wide", lambda random: activation(random, wide))
    for levels in ([0.5], [0.9], [0.25, 0.75], [0.1, 0.5, 0.9]):
        for of_one in (False, True):
            columns = len(levels) if len(levels) > 1 else 1 if of_one else 4
            for weighted in (False, True):

                def batch(random):
                    output = loss_output(random, "pinball", 6, columns)
                    target = targets(random, "real", 6, 1 if of_one else columns)
                    return output, target, weights(random, 6) if weighted else None

                def loss(random):
                    output, target, w = batch(random)
                    o = output.clone().requires_grad_()
                    below, tau = target - o, tensor(levels)
                    rows = torch.maximum(tau * below, (tau - 1) * below).mean(1)
                    value = (rows if w is None else w.flatten() * rows).mean()
                    return {
                        "loss": Part("pinball", quantiles=levels),
                        "output": output,
                        "target": target,
                        "weights": w,
                        "value": value,
                        "gradient": torch.autograd.grad(value, o)[0],
                    }

                def metric(random):
                    output, target, w = batch(random)
                    flat = None if w is None else w.numpy().flatten()
                    wide = np.broadcast_to(target.numpy(), output.shape)
                    each = levels * columns if len(levels) == 1 else levels
                    return {
                        "metric": Part("pinball", quantiles=levels),
                        "output": output,
                        "target": target,
                        "weights": w,
                        "value": pinball(each, output.numpy(), wide, flat),
                    }

                title = f"{levels} of {'one' if of_one else columns}" + ", weighted" * weighted
                add("quantiles", "loss " + title, loss)
                add("quantiles", "metric " + title, metric)
    for bins in (15, 4):
        for classes, columns in ((2, 1), (2, 2), (4, 4)):
            for weighted in (False, True):

                def error(random):
                    p = probabilities(random, 40, classes)[:, -columns:]
                    t = random.integers(0, classes, (40, 1))
                    w = weights(random, 40) if weighted else None
                    flat = None if w is None else w.numpy().flatten()
                    return {
                        "metric": Part("ece", bins=bins),
                        "output": tensor(p),
                        "target": tensor(t),
                        "weights": w,
                        "value": calibration_error(bins, p, t, flat),
                    }

                title = f"{bins} bins, {classes} classes in {columns}" + ", weighted" * weighted
                add("quantiles", "ece " + title, error)


def densities():
    """Losses over densities, with the means and deviations of PyTorch's distributions."""

    def case(random, part, rows, count, parameters, reach, weighted):
        output = grid(random, rows, count * parameters, reach)
        made = loss_case(
            part,
            output,
            targets(random, "real", rows, count),
            weights(random, rows) if weighted else None,
        )
        if part.name == "gaussian_nll":
            means, variances = gaussian(output, part.arguments.get("eps", 1e-6))
        else:
            of = {"components": 3, "eps": 1e-6, **part.arguments}
            density = mixture(output, **of)
            means, variances = density.mean, density.variance
        return {**made, "means": means, "deviations": torch.sqrt(variances)}

    for part, parameters in (
        (Part("gaussian_nll"), 2),
        (Part("gaussian_nll", eps=0.01, full=True), 2),
        (Part("mixture_density"), 9),
        (Part("mixture_density", components=1), 3),
        (Part("mixture_density", components=5, eps=0.01), 15),
    ):
        for rows, count in ((6, 3), (5, 1), (1, 2)):
            for weighted in (False, True):
                title = f"{part}, {rows}x{count}" + ", weighted" * weighted
                add("densities", title,
                    lambda random: case(random, part, rows, count, parameters, 3.0, weighted))
        add("densities", f"{part}, wide",
            lambda random: case(random, part, 8, 2, parameters, 24.0, False))


def main():
    activations()
    losses()
    extreme_losses()
    heads()
    layers()
    training()
    random_networks("random", 60, False)
    random_networks("weighted_random", 20, True)
    metrics()
    preprocessing()
    quantiles()
    densities()
    for path in FOLDER.glob("*.json"):
        path.unlink()
    size = 0
    for family, cases in families.items():
        lines = (json.dumps(compact(c), separators=(",", ":")) for c in cases)
        content = "[\n" + ",\n".join(lines) + "\n]\n"
        (FOLDER / f"{family}.json").write_text(content)
        size += len(content)
        print(f"{family:22} {len(cases):4} cases {len(content) // 1024:5} KB")
    print(f"{sum(map(len, families.values()))} cases, {size // 1024} KB")


if __name__ == "__main__":
    main()
