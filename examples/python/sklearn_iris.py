"""Writes scikit-learn's MLPClassifier for nn4j: python3 sklearn_iris.py IRIS.csv MLP.safetensors PROBABILITIES.csv"""
import csv
import sys

import numpy
from sklearn.neural_network import MLPClassifier
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

import safetensors_file

data, weights, probabilities = sys.argv[1:]
with open(data, newline="") as file:
    rows = list(csv.DictReader(file))
features = ["sepal_length", "sepal_width", "petal_length", "petal_width"]
x = numpy.array([[float(row[name]) for name in features] for row in rows])
y = [row["species"] for row in rows]
model = make_pipeline(
    StandardScaler(), MLPClassifier(hidden_layer_sizes=(16, 8), activation="tanh", max_iter=500, random_state=1)
).fit(x, y)

# scikit-learn keeps weights as inputs × outputs, PyTorch's names stand for outputs × inputs. The scaling becomes a
# part of the first layer, so that the model takes the columns as they are.
scaler, mlp = model[0], model[1]
coefs, intercepts = list(mlp.coefs_), list(mlp.intercepts_)
coefs[0] = coefs[0] / scaler.scale_[:, None]
intercepts[0] = intercepts[0] - scaler.mean_ @ coefs[0]
tensors = {}
for i, (coef, intercept) in enumerate(zip(coefs, intercepts)):
    tensors[f"{i}.weight"], tensors[f"{i}.bias"] = coef.T, intercept
safetensors_file.save(tensors, weights)
numpy.savetxt(probabilities, model.predict_proba(x), fmt="%.9g", delimiter=",")
