"""What nn4j's parts are to compute, by PyTorch's autograd in float64.

Modules, functions, optimizers and schedules are PyTorch's wherever it has the thing. Formulas of
our own stand, with the reason beside them, where PyTorch lacks it or cuts a corner.
"""

import itertools
import math

import torch
import torch.nn.functional as F

torch.set_default_dtype(torch.float64)


def text(value):
    """Returns a value as nn4j's expressions write it."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(text(v) for v in value) + "]"
    return str(value)


def expression(name, arguments):
    """Returns name(key=value, …), or the name alone without arguments."""
    inner = ", ".join(f"{k}={text(v)}" for k, v in arguments.items())
    return f"{name}({inner})" if inner else name


class Part:
    """A part by its name and arguments; its text is nn4j's expression."""

    def __init__(self, name, **arguments):
        self.name = name
        self.arguments = arguments

    def __str__(self):
        return expression(self.name, self.arguments)


# Activations ------------------------------------------------------------------------------------

SQRT_HALF = math.sqrt(0.5)
LAMBDA, ALPHA = 1.0507009873554805, 1.6732632423543772


def exponential(z, alpha, scale=1.0):
    """z for z > 0, else alpha·(e^(z/scale) − 1).

    PyTorch's slope of expm1 is its value + 1, which far below zero has no digit left: it is taken
    of exp instead, whose value cancels exactly.
    """
    u = torch.clamp(z, max=0) / scale
    power = torch.exp(u)
    return torch.where(z > 0, z, alpha * (torch.expm1(u).detach() + (power - power.detach())))


def entmax(z, alpha=1.5):
    """By sorting, as in section 2 of Martins & Astudillo 2016 and B.1 of Peters et al. 2019.

    Other α by bisection, and one step of Newton's that carries the gradient of the root.
    """
    x, _ = torch.sort(z, dim=1, descending=True)
    if alpha == 2:
        counts = torch.arange(1, z.shape[1] + 1).to(z.dtype)
        inside = 1 + counts * x > torch.cumsum(x, 1)
        size = inside.sum(1, keepdim=True)
        tau = (torch.where(inside, x, torch.zeros_like(x)).sum(1, keepdim=True) - 1) / size
        return torch.clamp(z - tau, min=0)
    if alpha == 1.5:
        x = x / 2
        counts = torch.arange(1, z.shape[1] + 1).to(z.dtype)
        mean = torch.cumsum(x, 1) / counts
        rest = 1 - (torch.cumsum(x * x, 1) - counts * mean * mean)
        taus = mean - torch.sqrt(torch.clamp(rest / counts, min=0))
        size = (taus <= x).sum(1, keepdim=True)
        return torch.clamp(z / 2 - taus.gather(1, size - 1), min=0) ** 2
    power = 1 / (alpha - 1)
    x = (alpha - 1) * z
    low, high = x.detach().max(1, keepdim=True)[0] - 1, x.detach().max(1, keepdim=True)[0]
    for _ in range(100):
        middle = (low + high) / 2
        over = (torch.clamp(x.detach() - middle, min=0) ** power).sum(1, keepdim=True) > 1
        low, high = torch.where(over, middle, low), torch.where(over, high, middle)
    rest = x - low
    inside = rest > 0
    safe = torch.where(inside, rest, torch.ones_like(rest))
    slope = torch.where(inside, power * safe ** (power - 1), torch.zeros_like(rest)).sum(1, keepdim=True)
    total = torch.where(inside, safe**power, torch.zeros_like(rest)).sum(1, keepdim=True)
    tau = low + (total - 1) / slope.detach()
    safe = torch.where(inside, x - tau, torch.ones_like(rest))
    return torch.where(inside, safe**power, torch.zeros_like(rest))


def rational_tanh(z):
    y = 2 * z / 3
    size = y.abs()
    return 1.7159 * torch.sign(y) * (1 - 1 / (1 + size + y**2 + 1.41645 * y**4))


def sparse_plus(z):
    return torch.where(z >= 1, z, (torch.clamp(z, min=-1) + 1) ** 2 / 4)


ACTIVATIONS = {
    "clamp": lambda z, least=0.0, greatest=1.0: F.hardtanh(z, least, greatest),
    "cube": lambda z: z**3,
    "elliott": lambda z: (1 + F.softsign(z)) / 2,
    "entmax": entmax,
    "exponential": torch.exp,
    "gaussian": lambda z: torch.exp(-z * z),
    "hard_shrink": lambda z, threshold=0.5: F.hardshrink(z, threshold),
    "log_sigmoid": F.logsigmoid,
    "rational_tanh": rational_tanh,
    "rectified_tanh": lambda z: F.relu(torch.tanh(z)),
    "rrelu": lambda z, lower=1 / 8, upper=1 / 3: F.rrelu(z, lower, upper, training=False),
    "sin": torch.sin,
    "soft_shrink": lambda z, threshold=0.5: F.softshrink(z, threshold),
    "softmin": lambda z: F.softmin(z, 1),
    "sparse_plus": sparse_plus,
    "sparse_sigmoid": lambda z: torch.clamp((z + 1) / 2, 0, 1),
    "sparsemax": lambda z: entmax(z, 2),
    "squareplus": lambda z, b=4.0: (z + torch.sqrt(z * z + b)) / 2,
    "symlog": lambda z: torch.sign(z) * torch.log1p(z.abs()),
    "threshold": lambda z, threshold=1.0, value=0.0: F.threshold(z, threshold, value),
    "celu": lambda z, alpha=1.0: exponential(z, alpha, alpha),
    "elu": lambda z, alpha=1.0: exponential(z, alpha),
    "selu": lambda z: LAMBDA * exponential(z, ALPHA),
    # erfc keeps the digits far below zero that 1 + erf loses.
    "gelu": lambda z: z * 0.5 * torch.special.erfc(-z * SQRT_HALF),
    # (1 + tanh u)/2 is sigmoid(2u), which keeps the digits far below zero.
    "gelu_tanh": lambda z: z * torch.sigmoid(2 * math.sqrt(2 / math.pi) * (z + 0.044715 * z**3)),
    "hard_sigmoid": F.hardsigmoid,
    "hard_swish": F.hardswish,
    "hard_tanh": F.hardtanh,
    "identity": lambda z: z * 1.0,
    "leaky_relu": lambda z, slope=0.01: F.leaky_relu(z, slope),
    "log_softmax": lambda z: F.log_softmax(z, 1),
    "mish": F.mish,
    "relu": F.relu,
    "relu6": F.relu6,
    "sigmoid": torch.sigmoid,
    "silu": F.silu,
    "softmax": lambda z: F.softmax(z, 1),
    # F.softplus turns into a line at 20, where it still differs from one by 2e-9.
    "softplus": lambda z: torch.logaddexp(z, torch.zeros_like(z)),
    "softsign": F.softsign,
    "tanh": torch.tanh,
    "tanh_shrink": F.tanhshrink,
}


# Layers -----------------------------------------------------------------------------------------


class Activation:
    """An activation with the parameters it may train."""

    def __init__(self, part):
        self.part = part

    def declare(self, prefix, width):
        if self.part.name != "prelu":
            return {}
        shared = self.part.arguments.get("shared", True)
        return {prefix + "activation.slope": ("slope", 1, 1 if shared else width)}

    def forward(self, z, parameters, prefix):
        if self.part.name == "prelu":
            return F.prelu(z, parameters[prefix + "activation.slope"].flatten())
        return ACTIVATIONS[self.part.name](z, **self.part.arguments)


class Layer:
    """A layer; forward returns the output, and what the last activation read or None."""

    def declare(self, prefix, width):
        """Returns (kind, rows, columns) of every parameter by name."""
        return {}

    def width(self, width):
        return width

    def penalty(self, parameters, prefix):
        return 0.0

    def constrain(self, parameters, prefix):
        pass


class Dense(Layer):
    def __init__(self, units, activation=None, l1=0.0, l2=0.0, max_norm=0.0):
        self.units = units
        self.activation = Activation(activation or Part("identity"))
        self.l1, self.l2, self.max_norm = l1, l2, max_norm

    def __str__(self):
        rules = {"l1": self.l1, "l2": self.l2, "max_norm": self.max_norm}
        given = {k: v for k, v in rules.items() if v}
        return expression(
            "dense", {"units": self.units, "activation": str(self.activation.part), **given}
        )

    def declare(self, prefix, width):
        return {
            prefix + "weight": ("weight", width, self.units),
            prefix + "bias": ("bias", 1, self.units),
            **self.activation.declare(prefix, self.units),
        }

    def width(self, width):
        return self.units

    def forward(self, x, parameters, prefix, training):
        z = F.linear(x, parameters[prefix + "weight"].T, parameters[prefix + "bias"].flatten())
        return self.activation.forward(z, parameters, prefix), (self.activation.part.name, z)

    def penalty(self, parameters, prefix):
        w = parameters[prefix + "weight"]
        return self.l1 * w.abs().sum() + self.l2 / 2 * (w * w).sum()

    def constrain(self, parameters, prefix):
        """Shortens columns to max_norm; torch.renorm divides by length + 1e-7 instead."""
        if self.max_norm:
            w = parameters[prefix + "weight"]
            lengths = (w * w).sum(0, keepdim=True).sqrt()
            w.mul_(torch.where(lengths > self.max_norm, self.max_norm / lengths, 1.0))


class ActivationLayer(Layer):
    def __init__(self, activation):
        self.activation = Activation(activation)

    def __str__(self):
        return f"activation(function={self.activation.part})"

    def declare(self, prefix, width):
        return self.activation.declare(prefix, width)

    def forward(self, x, parameters, prefix, training):
        a = self.activation.forward(x, parameters, prefix)
        return a, (self.activation.part.name, x)


class BatchNorm(Layer):
    def __init__(self, **arguments):
        self.arguments = arguments

    def __str__(self):
        return expression("batch_norm", self.arguments)

    def declare(self, prefix, width):
        return {
            prefix + "weight": ("scale", 1, width),
            prefix + "bias": ("bias", 1, width),
            prefix + "running_mean": ("mean", 1, width),
            prefix + "running_var": ("variance", 1, width),
        }

    def forward(self, x, parameters, prefix, training):
        momentum = self.arguments.get("momentum", 0.1)
        eps = self.arguments.get("eps", 1e-5)
        gamma, beta, mean, variance = (
            parameters[prefix + name].flatten()
            for name in ("weight", "bias", "running_mean", "running_var")
        )
        if training and len(x) == 1:
            # PyTorch refuses one row. Nothing is known of its spread: the running variance stays.
            with torch.no_grad():
                mean.mul_(1 - momentum).add_(momentum * x[0])
            return gamma * (x - x.mean(0)) / math.sqrt(eps) + beta, None
        if training:
            return F.batch_norm(x, mean, variance, gamma, beta, True, momentum, eps), None
        return F.batch_norm(x, mean, variance, gamma, beta, False, momentum, eps), None


class LayerNorm(Layer):
    def __init__(self, **arguments):
        self.arguments = arguments

    def __str__(self):
        return expression("layer_norm", self.arguments)

    def declare(self, prefix, width):
        return {prefix + "weight": ("scale", 1, width), prefix + "bias": ("bias", 1, width)}

    def forward(self, x, parameters, prefix, training):
        gamma = parameters[prefix + "weight"].flatten()
        beta = parameters[prefix + "bias"].flatten()
        return F.layer_norm(x, x.shape[1:], gamma, beta, self.arguments.get("eps", 1e-5)), None


class RmsNorm(Layer):
    """PyTorch 1.13 has none; Zhang and Sennrich 2019."""

    def __init__(self, eps=1e-6):
        self.eps = eps

    def __str__(self):
        return f"rms_norm(eps={self.eps})"

    def declare(self, prefix, width):
        return {prefix + "weight": ("scale", 1, width)}

    def forward(self, x, parameters, prefix, training):
        root = torch.sqrt((x * x).mean(1, keepdim=True) + self.eps)
        return x / root * parameters[prefix + "weight"].flatten(), None


class Gated(Layer):
    """F.glu with other functions: the first half times a function of the second."""

    def __init__(self, name, activation=None):
        self.name = name
        self.activation = activation
        function = {"geglu": Part("gelu"), "swiglu": Part("silu")}.get(name, activation)
        self.function = Activation(function or Part("sigmoid"))

    def __str__(self):
        given = {"activation": self.activation} if self.activation else {}
        return expression(self.name, given)

    def width(self, width):
        return width // 2

    def forward(self, x, parameters, prefix, training):
        if str(self.function.part) == "sigmoid":
            return F.glu(x, 1), None
        value, gate = x.chunk(2, 1)
        return value * self.function.forward(gate, parameters, prefix), None


class Maxout(Layer):
    def __init__(self, pieces=2):
        self.pieces = pieces

    def __str__(self):
        return f"maxout(pieces={self.pieces})"

    def width(self, width):
        return width // self.pieces

    def forward(self, x, parameters, prefix, training):
        return x.reshape(len(x), -1, self.pieces).max(2)[0], None


class DropConnect(Dense):
    """dropconnect of nothing, which is the layer itself."""

    def __str__(self):
        return f"dropconnect(layer={super().__str__()}, rate=0)"


class Dropout(Layer):
    """dropout, alpha_dropout or gaussian_noise, which do nothing in prediction and at 0."""

    def __init__(self, rate, name="dropout"):
        self.rate, self.name = rate, name

    def __str__(self):
        return expression(self.name, {"std" if "noise" in self.name else "rate": self.rate})

    def forward(self, x, parameters, prefix, training):
        if training and self.rate:
            raise ValueError("what is dropped depends on a random stream")
        return x, None


class Sequential(Layer):
    def __init__(self, *layers):
        self.layers = layers

    def __str__(self):
        return "sequential(layers=[" + ", ".join(map(str, self.layers)) + "])"

    def declare(self, prefix, width):
        declared = {}
        for i, layer in enumerate(self.layers):
            declared.update(layer.declare(f"{prefix}{i}.", width))
            width = layer.width(width)
        return declared

    def width(self, width):
        for layer in self.layers:
            width = layer.width(width)
        return width

    def forward(self, x, parameters, prefix, training):
        link = None
        for i, layer in enumerate(self.layers):
            x, link = layer.forward(x, parameters, f"{prefix}{i}.", training)
        return x, link

    def penalty(self, parameters, prefix):
        return sum(
            layer.penalty(parameters, f"{prefix}{i}.") for i, layer in enumerate(self.layers)
        )

    def constrain(self, parameters, prefix):
        for i, layer in enumerate(self.layers):
            layer.constrain(parameters, f"{prefix}{i}.")


class Residual(Sequential):
    def __str__(self):
        return "residual(layers=[" + ", ".join(map(str, self.layers)) + "])"

    def forward(self, x, parameters, prefix, training):
        return x + super().forward(x, parameters, prefix, training)[0], None


class Concat(Sequential):
    def __str__(self):
        return "concat(branches=[" + ", ".join(map(str, self.layers)) + "])"

    def declare(self, prefix, width):
        declared = {}
        for i, branch in enumerate(self.layers):
            declared.update(branch.declare(f"{prefix}{i}.", width))
        return declared

    def width(self, width):
        return sum(branch.width(width) for branch in self.layers)

    def forward(self, x, parameters, prefix, training):
        parts = (
            branch.forward(x, parameters, f"{prefix}{i}.", training)[0]
            for i, branch in enumerate(self.layers)
        )
        return torch.cat(list(parts), 1), None


STATISTICS = ("mean", "variance")


# Losses -----------------------------------------------------------------------------------------


def one_hot(target, classes):
    """Returns distributions: the targets themselves, or those of a column of class indices."""
    if target.shape[1] == classes:
        return target
    return F.one_hot(target.flatten().long(), classes).to(target.dtype)


def log_cosh(d):
    """log cosh d without cancellation on either side; PyTorch has none."""
    near = torch.log1p(2 * torch.sinh(torch.clamp(d, -1, 1) / 2) ** 2)
    return torch.where(d.abs() < 1, near, torch.logaddexp(d, -d) - math.log(2))


def rows_of_softmax(z, target):
    if target.shape[1] == 1 and z.shape[1] > 1:
        return F.cross_entropy(z, target.flatten().long(), reduction="none")
    return F.cross_entropy(z, target, reduction="none")


def rows_of_divergence(log_output, target):
    distribution = one_hot(target, log_output.shape[1])
    return F.kl_div(log_output, distribution, reduction="none").sum(1)


def focal(p, target, gamma):
    """torchvision's sigmoid_focal_loss without its α, over probabilities."""
    miss = p + target - 2 * p * target
    return miss**gamma * F.binary_cross_entropy(p, target, reduction="none")


def tversky(y, t, alpha, beta):
    match = (t * y).sum(1) + 1e-7
    return 1 - match / (match + alpha * (y * (1 - t)).sum(1) + beta * (t * (1 - y)).sum(1))


def rival(y, t):
    """Keras' CategoricalHinge, which PyTorch's MultiMarginLoss averages over all rivals."""
    return torch.clamp(1 + ((1 - t) * y).max(1)[0] - (t * y).sum(1), min=0)


def gaussian(output, eps):
    """Means and variances of the outputs: all means, then all log-variances."""
    means, s = output.chunk(2, 1)
    return means, torch.exp(s) + eps


def mixture(output, components, eps):
    """PyTorch's mixture for each target; column p·T + t is parameter p of target t."""
    of_targets = output.reshape(len(output), 3 * components, -1).transpose(1, 2)
    logits, means, s = of_targets.chunk(3, 2)
    return torch.distributions.MixtureSameFamily(
        torch.distributions.Categorical(logits=logits),
        torch.distributions.Normal(means, torch.sqrt(torch.exp(s) + eps)),
    )


# Each gives the loss of every row. Those that nn4j fuses have a second form over pre-activations.
LOSSES = {
    "binary_cross_entropy": lambda y, t: F.binary_cross_entropy(y, t, reduction="none").mean(1),
    "binary_cross_entropy_with_logits": lambda z, t: F.binary_cross_entropy_with_logits(
        z, t, reduction="none"
    ).mean(1),
    "categorical_cross_entropy": lambda y, t: -torch.special.xlogy(one_hot(t, y.shape[1]), y).sum(
        1
    ),
    "half_squared_error": lambda y, t: 0.5 * F.mse_loss(y, t, reduction="none").sum(1),
    "hinge": lambda y, t: torch.clamp(1 - t * y, min=0).mean(1),
    "huber": lambda y, t, delta=1.0: F.huber_loss(y, t, reduction="none", delta=delta).mean(1),
    "kl_divergence": lambda y, t: rows_of_divergence(y.log(), t),
    "log_cosh": lambda y, t: log_cosh(y - t).mean(1),
    "mae": lambda y, t: F.l1_loss(y, t, reduction="none").mean(1),
    "mse": lambda y, t: F.mse_loss(y, t, reduction="none").mean(1),
    "nll": lambda y, t: -(one_hot(t, y.shape[1]) * y).sum(1),
    "poisson": lambda y, t: F.poisson_nll_loss(
        y, t, log_input=False, full=False, eps=0.0, reduction="none"
    ).mean(1),
    "softmax_cross_entropy": rows_of_softmax,
    "binary_focal": lambda y, t, gamma=2.0: focal(y, t, gamma).mean(1),
    "categorical_focal": lambda y, t, gamma=2.0: -(
        one_hot(t, y.shape[1]) * (1 - y) ** gamma * torch.log(y)
    ).sum(1),
    "categorical_hinge": rival,
    "cosine_similarity": lambda y, t: F.cosine_embedding_loss(
        y, t, torch.ones(len(y), dtype=y.dtype), reduction="none"
    ),
    # scikit-learn's HalfGammaLoss and HalfTweedieLoss without their constants
    "gamma": lambda y, t: (torch.log(y) + t / y).mean(1),
    "tweedie": lambda y, t, power=1.5: (
        y ** (2 - power) / (2 - power) - t * y ** (1 - power) / (1 - power)
    ).mean(1),
    "mape": lambda y, t: ((y - t).abs() / torch.clamp(t.abs(), min=1e-7)).mean(1),
    "msle": lambda y, t: ((torch.log1p(y) - torch.log1p(t)) ** 2).mean(1),
    "tversky": lambda y, t, alpha=0.5, beta=0.5: tversky(y, t, alpha, beta),
    "gaussian_nll": lambda y, t, eps=1e-6, full=False: F.gaussian_nll_loss(
        gaussian(y, eps)[0], t, gaussian(y, eps)[1], full=full, eps=eps, reduction="none"
    ).mean(1),
    "mixture_density": lambda y, t, components=3, eps=1e-6: -mixture(y, components, eps)
    .log_prob(t)
    .mean(1),
    "squared_hinge": lambda y, t: (torch.clamp(1 - t * y, min=0) ** 2).mean(1),
}

FUSED = {
    ("binary_cross_entropy", "sigmoid"): LOSSES["binary_cross_entropy_with_logits"],
    ("categorical_cross_entropy", "softmax"): rows_of_softmax,
    ("kl_divergence", "softmax"): lambda z, t: rows_of_divergence(F.log_softmax(z, 1), t),
}


def loss_of_rows(part, output, link, target):
    """Returns every row's loss, in the fused form where there is one."""
    if link is not None and (part.name, link[0]) in FUSED:
        return FUSED[part.name, link[0]](link[1], target)
    return LOSSES[part.name](output, target, **part.arguments)


# Optimizers -------------------------------------------------------------------------------------


class Lion(torch.optim.Optimizer):
    """Algorithm 2 of Chen et al. 2023, which PyTorch lacks."""

    def __init__(self, parameters, lr, beta1=0.9, beta2=0.99, weight_decay=0.0):
        super().__init__(parameters, dict(lr=lr, b1=beta1, b2=beta2, decay=weight_decay))

    @torch.no_grad()
    def step(self):
        for group in self.param_groups:
            for p in group["params"]:
                m = self.state[p].setdefault("m", torch.zeros_like(p))
                direction = torch.sign(group["b1"] * m + (1 - group["b1"]) * p.grad)
                p.sub_(group["lr"] * (direction + group["decay"] * p))
                m.mul_(group["b2"]).add_((1 - group["b2"]) * p.grad)


def optimizer(part, parameters):
    """Creates PyTorch's optimizer; arguments that are not given have PyTorch's defaults."""
    given = dict(part.arguments)
    if part.name == "lion":
        return Lion(parameters, **given)

    def pair(name, first, second, default):
        values = (given.pop(first, default[0]), given.pop(second, default[1]))
        if values != default:
            given[name] = values

    if part.name == "rprop":
        pair("etas", "eta_minus", "eta_plus", (0.5, 1.2))
        pair("step_sizes", "step_min", "step_max", (1e-6, 50))
    else:
        pair("betas", "beta1", "beta2", (0.9, 0.999))
    if "initial_accumulator" in given:
        given["initial_accumulator_value"] = given.pop("initial_accumulator")
    named = {
        "adadelta": torch.optim.Adadelta,
        "adagrad": torch.optim.Adagrad,
        "adam": torch.optim.Adam,
        "adamax": torch.optim.Adamax,
        "adamw": torch.optim.AdamW,
        "nadam": torch.optim.NAdam,
        "radam": torch.optim.RAdam,
        "rmsprop": torch.optim.RMSprop,
        "rprop": torch.optim.Rprop,
        "sgd": torch.optim.SGD,
    }
    return named[part.name](parameters, **given)


# Schedules --------------------------------------------------------------------------------------

PER_STEP = ("cyclic", "one_cycle")


class Schedule:
    """A learning rate over time, from PyTorch's scheduler on an optimizer that does nothing."""

    def __init__(self, part, base, epochs, steps_per_epoch):
        self.part = part
        self.base = base
        self.step = self.epoch = 0
        self.last = epochs * steps_per_epoch - 1
        self.idle = torch.optim.SGD([torch.zeros(1)], lr=base)
        given = dict(part.arguments)
        self.then = None
        if part.name == "warmup":
            self.then = Schedule(given.pop("then", Part("constant")), base, epochs, steps_per_epoch)
        self.scheduler = self.make(given, base, epochs, epochs * steps_per_epoch)

    def make(self, given, base, epochs, steps):
        schedulers = torch.optim.lr_scheduler
        name = self.part.name
        if name == "cosine":
            return schedulers.CosineAnnealingLR(
                self.idle, given.get("t_max") or epochs, given.get("eta_min", 0)
            )
        if name == "cosine_warm_restarts":
            return schedulers.CosineAnnealingWarmRestarts(
                self.idle, given["t_0"], given.get("t_mult", 1), given.get("eta_min", 0)
            )
        if name == "cyclic":
            return schedulers.CyclicLR(
                self.idle,
                base,
                base * given.get("max_factor", 4.0),
                given["step_size_up"],
                given.get("step_size_down") or None,
                given.get("mode", "triangular"),
                given.get("gamma", 1.0),
                cycle_momentum=False,
            )
        if name == "one_cycle":
            return schedulers.OneCycleLR(
                self.idle,
                base,
                steps,
                pct_start=given.get("pct_start", 0.3),
                anneal_strategy=given.get("anneal", "cos"),
                div_factor=given.get("div_factor", 25.0),
                final_div_factor=given.get("final_div_factor", 1e4),
                three_phase=given.get("three_phase", False),
                cycle_momentum=False,
            )
        if name == "exponential":
            return schedulers.ExponentialLR(self.idle, given.get("gamma", 0.95))
        if name == "linear":
            return schedulers.LinearLR(
                self.idle,
                given.get("start_factor", 1 / 3),
                given.get("end_factor", 1.0),
                given.get("total_iters", 5) or epochs,
            )
        if name == "multi_step":
            return schedulers.MultiStepLR(self.idle, given["milestones"], given.get("gamma", 0.1))
        if name == "polynomial":
            return schedulers.PolynomialLR(
                self.idle, given.get("total_iters") or epochs, given.get("power", 1.0)
            )
        if name == "reduce_on_plateau":
            return schedulers.ReduceLROnPlateau(self.idle, **given)
        if name == "step":
            return schedulers.StepLR(self.idle, given["step_size"], given.get("gamma", 0.1))
        return None

    def rate(self):
        """Returns the rate of the step to come."""
        given = self.part.arguments
        name = self.part.name
        if name == "inverse_time":  # PyTorch has none
            return self.base / (1 + given.get("decay", 0.1) * self.epoch)
        if name == "piecewise":  # PyTorch's factors of the base rate are rates here
            boundaries = given.get("boundaries")
            index = sum(b <= self.epoch for b in boundaries) if boundaries else self.epoch
            return given["rates"][min(index, len(given["rates"]) - 1)]
        if name == "warmup":  # PyTorch chains schedules one after the other, this one overlays
            steps, start = given.get("steps", 100), given.get("start_factor", 0.01)
            rise = start + (1 - start) * self.step / steps if self.step < steps else 1.0
            return self.then.rate() * rise
        return self.idle.param_groups[0]["lr"]

    def step_done(self):
        self.step += 1
        if self.then:
            self.then.step_done()
        if self.part.name in PER_STEP and self.step <= self.last:
            self.scheduler.step()

    def epoch_done(self, loss):
        self.epoch += 1
        if self.then:
            self.then.epoch_done(loss)
        if self.part.name == "reduce_on_plateau":
            self.scheduler.step(loss)
        elif self.scheduler is not None and self.part.name not in PER_STEP:
            self.scheduler.step()


# Training ---------------------------------------------------------------------------------------


class Model:
    """A network with its parameters, and what is to be computed with it."""

    def __init__(self, inputs, *layers):
        self.inputs = inputs
        self.chain = Sequential(*layers)

    def declare(self):
        return self.chain.declare("layers.", self.inputs)

    def trainable(self):
        return [name for name, (kind, *_) in self.declare().items() if kind not in STATISTICS]

    def copy(self, parameters):
        copied = {name: value.clone() for name, value in parameters.items()}
        for name in self.trainable():
            copied[name].requires_grad_()
        return copied

    def predict(self, parameters, x):
        with torch.no_grad():
            return self.chain.forward(x, parameters, "layers.", False)[0]

    def objective(self, parameters, x, y, weights, loss):
        """Σᵢ wᵢℓᵢ/N plus penalties; weights are divided by the training set's mean already."""
        output, link = self.chain.forward(x, parameters, "layers.", True)
        rows = loss_of_rows(loss, output, link, y)
        if weights is not None:
            rows = weights * rows
        return rows.mean() + self.chain.penalty(parameters, "layers.")

    def gradient(self, parameters, x, y, weights, loss):
        """Returns the objective of one batch and its gradients."""
        own = self.copy(parameters)
        value = self.objective(own, x, y, weights, loss)
        names = self.trainable()
        gradients = torch.autograd.grad(value, [own[n] for n in names])
        return value.detach(), dict(zip(names, gradients))

    def evaluate(self, parameters, x, y, weights, loss):
        """Returns the mean loss in prediction, without penalties."""
        with torch.no_grad():
            output, link = self.chain.forward(x, parameters, "layers.", False)
            rows = loss_of_rows(loss, output, link, y)
            return rows.mean() if weights is None else (weights * rows).sum() / weights.sum()

    def train(self, parameters, x, y, weights, loss, plan):
        """Trains on batches in the order of the rows and returns all that is to be compared."""
        own = self.copy(parameters)
        trained = [own[n] for n in self.trainable()]
        batch = plan["batch"] or len(x)
        starts = range(0, len(x), batch)
        relative = None if weights is None else weights / weights.mean()
        stepper = optimizer(plan["optimizer"], trained)
        base = plan["optimizer"].arguments["lr"]
        schedule = Schedule(plan["schedule"], base, plan["epochs"], len(starts))
        losses, rates, epochs = [], [], []
        for _ in range(plan["epochs"]):
            total = 0.0
            for start in starts:
                rows = slice(start, start + batch)
                w = None if relative is None else relative[rows]
                stepper.zero_grad()
                value = self.objective(own, x[rows], y[rows], w, loss)
                value.backward()
                clip(trained, plan.get("clip_value", 0), plan.get("clip_norm", 0))
                for group in stepper.param_groups:
                    group["lr"] = schedule.rate()
                losses.append(value.item())
                rates.append(schedule.rate())
                stepper.step()
                with torch.no_grad():
                    self.chain.constrain(own, "layers.")
                schedule.step_done()
                total += value.item() * len(x[rows])
            # Σwℓ/Σw over the epoch is Σ of batch losses by their rows over N: the mean weight is 1.
            epochs.append(total / len(x))
            schedule.epoch_done(epochs[-1])
        own = {name: value.detach() for name, value in own.items()}
        return {
            "losses": losses,
            "rates": rates,
            "epoch_losses": epochs,
            "parameters": own,
            "predictions": self.predict(own, x),
            "evaluation": self.evaluate(own, x, y, weights, loss).item(),
        }


def clip(parameters, value, norm):
    """Clips by value, then by norm; PyTorch's clip_grad_norm_ divides by length + 1e-6 instead."""
    if value:
        torch.nn.utils.clip_grad_value_(parameters, value)
    if norm:
        length = math.sqrt(sum((p.grad * p.grad).sum().item() for p in parameters))
        for p in parameters:
            p.grad.mul_(norm / length if length > norm else 1.0)


def product(**choices):
    """Yields dictionaries of every combination."""
    for values in itertools.product(*choices.values()):
        yield dict(zip(choices, values))
