"""Makes the .keras files in this folder by hand, with predictions: python3 keras_models.py (h5py and numpy).

Keras itself is not needed and was not run: the files are written as its public documentation and sources describe the
format of Keras 3, and NumPy computes what the networks predict. Writes keras_NAME.keras and keras.json.
"""
import io
import json
import zipfile
from pathlib import Path

import h5py
import numpy

HERE = Path(__file__).parent
RNG = numpy.random.default_rng(3)


def layer(kind, name, history=None, **config):
    entry = {
        "module": "keras.layers",
        "class_name": kind,
        "config": {"name": name, "trainable": True, "dtype": "float32", **config},
        "registered_name": None,
    }
    if history:
        keras_tensor = {
            "class_name": "__keras_tensor__",
            "config": {"shape": [None, 4], "dtype": "float32", "keras_history": [history, 0, 0]},
        }
        entry["name"] = name
        entry["inbound_nodes"] = [{"args": [keras_tensor], "kwargs": {}}]
    return entry


def write(name, config, variables):
    """Writes a file whose weights have the names that Keras 3 gives them: by kind, numbered by use."""
    weights = io.BytesIO()
    with h5py.File(weights, "w") as h5:
        for path, arrays in variables.items():
            group = h5.create_group(f"layers/{path}/vars")
            for i, array in enumerate(arrays):
                group.create_dataset(str(i), data=array)
    with zipfile.ZipFile(HERE / f"keras_{name}.keras", "w") as archive:
        for part, data in {
            "metadata.json": json.dumps({"keras_version": "3.3.3", "date_saved": "2024-05-01@12:00:00"}),
            "config.json": json.dumps(config),
            "model.weights.h5": weights.getvalue(),
        }.items():
            archive.writestr(zipfile.ZipInfo(part, (1980, 1, 1, 0, 0, 0)), data)


def normal(*shape, dtype="float32"):
    return RNG.normal(size=shape).astype(dtype)


def softmax(z):
    e = numpy.exp(z - z.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)


def sequential(x):
    first, second = (normal(4, 8), normal(8)), (normal(8, 3), normal(3))
    norm = normal(8), normal(8), normal(8), normal(8) ** 2 + numpy.float32(0.5)
    config = {
        "module": "keras",
        "class_name": "Sequential",
        "config": {
            "name": "sequential_7",
            "layers": [
                layer("InputLayer", "input_layer_7", batch_shape=[None, 4]),
                layer("Dense", "hidden", units=8, activation="relu", use_bias=True),
                layer(
                    "BatchNormalization", "norm", axis=-1, momentum=0.9, epsilon=0.001, center=True, scale=True
                ),
                layer("Dropout", "drop", rate=0.25),
                layer("Dense", "classes", units=3, activation="softmax", use_bias=True),
            ],
        },
        "build_config": {"input_shape": [None, 4]},
        "compile_config": {"loss": "sparse_categorical_crossentropy", "metrics": ["accuracy"]},
    }
    write(
        "sequential",
        config,
        {"input_layer": [], "dense": first, "batch_normalization": norm, "dropout": [], "dense_1": second},
    )
    a = numpy.maximum(x @ first[0] + first[1], 0)
    gamma, beta, mean, variance = norm
    a = gamma * (a - mean) / numpy.sqrt(variance + 0.001) + beta
    return softmax(a @ second[0] + second[1])


def functional(x):
    """A graph that is a chain, with activations of their own, and trained from logits."""
    first, second = (normal(4, 6),), (normal(6, 1), normal(1))
    norm = normal(6), normal(6)
    config = {
        "module": "keras.src.models.functional",
        "class_name": "Functional",
        "config": {
            "name": "functional",
            "layers": [
                {**layer("InputLayer", "rows", batch_shape=[None, 4]), "name": "rows", "inbound_nodes": []},
                layer("Dense", "a", "rows", units=6, activation="linear", use_bias=False),
                layer("LayerNormalization", "b", "a", axis=-1, epsilon=0.01, center=True, scale=True),
                layer("LeakyReLU", "c", "b", negative_slope=0.1),
                layer("Dense", "d", "c", units=1, activation="linear", use_bias=True),
            ],
            "input_layers": [["rows", 0, 0]],
            "output_layers": [["d", 0, 0]],
        },
        "compile_config": {
            "loss": {
                "module": "keras.losses",
                "class_name": "BinaryCrossentropy",
                "config": {"name": "binary_crossentropy", "from_logits": True},
            }
        },
    }
    write("functional", config, {"dense": first, "layer_normalization": norm, "dense_1": second})
    z = x @ first[0]
    mean, variance = z.mean(axis=1, keepdims=True), z.var(axis=1, keepdims=True)
    z = norm[0] * (z - mean) / numpy.sqrt(variance + 0.01) + norm[1]
    return numpy.where(z > 0, z, 0.1 * z) @ second[0] + second[1]


def images(x):
    """Images of 2×2 that are flattened, in float64."""
    weights = normal(4, 2, dtype="float64"), normal(2, dtype="float64")
    config = {
        "module": "keras",
        "class_name": "Sequential",
        "config": {
            "name": "sequential",
            "layers": [
                layer("InputLayer", "input_layer", batch_shape=[None, 2, 2]),
                layer("Flatten", "flatten"),
                layer("Dense", "dense", units=2, activation="tanh", use_bias=True),
            ],
        },
        "compile_config": {"loss": "mse"},
    }
    write("images", config, {"flatten": [], "dense": weights})
    return numpy.tanh(x @ weights[0] + weights[1])


if __name__ == "__main__":
    features = numpy.round(RNG.normal(size=(8, 4)), 4)
    expected = {
        make.__name__: {"x": features.tolist(), "y": make(features).tolist()}
        for make in (sequential, functional, images)
    }
    (HERE / "keras.json").write_text(json.dumps(expected, indent=1) + "\n")
