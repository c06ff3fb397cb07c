#!/usr/bin/python3
"""scikit-learn's perceptrons in the graphs that skl2onnx makes of them, written by hand.

skl2onnx itself was not at hand: nodes and names follow its converter of MLPClassifier and
MLPRegressor (skl2onnx/operator_converters/multilayer_perceptron.py) and of StandardScaler (Scaler).
Writes NAME.onnx and NAME.json, {"x": rows, "y": rows}, into this folder; Debian's python3-sklearn
and python3-onnx are all it needs.
"""
import json
import os
import warnings

import numpy as np
from onnx import TensorProto, ValueInfoProto, helper, numpy_helper
from sklearn.neural_network import MLPClassifier, MLPRegressor
from sklearn.preprocessing import StandardScaler

HERE = os.path.dirname(os.path.abspath(__file__))
NAMES = {"identity": "Identity", "tanh": "Tanh", "logistic": "Sigmoid", "relu": "Relu", "softmax": "Softmax"}
warnings.filterwarnings("ignore")


def save(name, model, x, y, zipmap=False, scaler=None):
    scaled = scaler.fit_transform(x) if scaler else x
    model.fit(scaled, y)
    nodes, constants = [], []

    def constant(key, value):
        constants.append(numpy_helper.from_array(np.asarray(value), key))
        return key

    value = "X"
    if scaler:
        nodes.append(helper.make_node("Scaler", [value], ["variable"], "Scaler", domain="ai.onnx.ml",
                                      offset=scaler.mean_.tolist(), scale=(1 / scaler.scale_).tolist()))
        value = "variable"
    nodes.append(helper.make_node("Cast", [value], ["cast_input"], "Cast", to=TensorProto.FLOAT))
    value = "cast_input"
    for i, (weights, bias) in enumerate(zip(model.coefs_, model.intercepts_)):
        last = i == len(model.coefs_) - 1
        w = constant(f"coefficient{i}", weights.astype(np.float32))
        b = constant(f"intercepts{i}", bias.astype(np.float32).reshape(1, -1))
        function = NAMES[model.out_activation_ if last else model.activation]
        nodes += [helper.make_node("MatMul", [value, w], [f"mul_result{i}"], f"MatMul{i}"),
                  helper.make_node("Add", [f"mul_result{i}", b], [f"add_result{i}"], f"Add{i}"),
                  helper.make_node(function, [f"add_result{i}"], [f"activations{i}"], f"{function}{i}")]
        value = f"activations{i}"
    if isinstance(model, MLPRegressor):
        nodes.append(helper.make_node("Reshape", [value, constant("shape_tensor", np.array([-1, 1]))], ["variable_out"]))
        outputs = [helper.make_tensor_value_info("variable_out", TensorProto.FLOAT, [None, 1])]
        answers = model.predict(scaled).reshape(-1, 1)
    else:
        if len(model.classes_) == 2:
            one = constant("unity", np.float32(1))
            nodes += [helper.make_node("Sub", [one, value], ["negative_class_proba"]),
                      helper.make_node("Concat", ["negative_class_proba", value], ["probabilities"], axis=1)]
            answers = model.predict_proba(scaled)[:, 1:]
        else:
            nodes.append(helper.make_node("Identity", [value], ["probabilities"]))
            answers = model.predict_proba(scaled)
        classes = constant("classes", np.array([str(c) for c in model.classes_], dtype=object))
        nodes += [helper.make_node("ArgMax", ["probabilities"], ["argmax_output"], axis=1),
                  helper.make_node("ArrayFeatureExtractor", [classes, "argmax_output"], ["extracted"], domain="ai.onnx.ml"),
                  helper.make_node("Reshape", ["extracted", constant("flat", np.array([-1]))], ["output_label"])]
        outputs = [helper.make_tensor_value_info("output_label", TensorProto.STRING, [None])]
        if zipmap:
            nodes.append(helper.make_node("ZipMap", ["probabilities"], ["output_probability"], domain="ai.onnx.ml",
                                          classlabels_strings=[str(c) for c in model.classes_]))
            output = ValueInfoProto(name="output_probability")
            kind = output.type.sequence_type.elem_type.map_type
            kind.key_type = TensorProto.STRING
            kind.value_type.tensor_type.elem_type = TensorProto.FLOAT
            outputs.append(output)
        else:
            outputs.append(helper.make_tensor_value_info("probabilities", TensorProto.FLOAT, [None, len(model.classes_)]))
    graph = helper.make_graph(nodes, name, [helper.make_tensor_value_info("X", TensorProto.FLOAT, [None, x.shape[1]])],
                              outputs, constants)
    made = helper.make_model(graph, producer_name="by hand", ir_version=8,
                             opset_imports=[helper.make_opsetid("", 17), helper.make_opsetid("ai.onnx.ml", 1)])
    with open(os.path.join(HERE, name + ".onnx"), "wb") as file:
        file.write(made.SerializeToString())
    with open(os.path.join(HERE, name + ".json"), "w", encoding="utf-8") as file:
        json.dump({"x": x[:6].tolist(), "y": answers[:6].tolist()}, file)


random = np.random.RandomState(0)
rows = (random.normal(size=(120, 4)) * [1, 10, 0.1, 3] + [0, 50, 1, -2]).astype(np.float32)
kinds = np.array(["a", "b", "c"])[(rows[:, 0] + 1 > 0).astype(int) + (rows[:, 3] > -2)]
settings = dict(hidden_layer_sizes=(5, 3), max_iter=40, random_state=1)
save("classifier", MLPClassifier(activation="relu", **settings), rows, kinds, zipmap=True, scaler=StandardScaler())
save("binary", MLPClassifier(activation="tanh", **settings), rows, kinds != "a", scaler=StandardScaler())
save("regressor", MLPRegressor(activation="logistic", **settings), rows, rows[:, 0] * rows[:, 3])
