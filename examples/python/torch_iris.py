"""Trains a perceptron of PyTorch on iris.csv: python3 torch_iris.py IRIS.csv MLP.safetensors PROBABILITIES.csv"""
import csv
import sys

import numpy
import torch
from torch import nn

import safetensors_file

data, weights, probabilities = sys.argv[1:]
with open(data, newline="") as file:
    rows = list(csv.DictReader(file))
features = ["sepal_length", "sepal_width", "petal_length", "petal_width"]
labels = sorted({row["species"] for row in rows})
x = torch.tensor([[float(row[name]) for name in features] for row in rows])
y = torch.tensor([labels.index(row["species"]) for row in rows])

torch.manual_seed(1)
mean, std = x.mean(dim=0), x.std(dim=0)
model = nn.Sequential(nn.Linear(4, 16), nn.ReLU(), nn.Linear(16, 3))
optimizer = torch.optim.Adam(model.parameters(), lr=0.01)
for _ in range(100):
    loss = nn.functional.cross_entropy(model((x - mean) / std), y)
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()

# The scaling becomes a part of the first layer, so that the model takes the columns as they are.
with torch.no_grad():
    first = model[0]
    first.weight /= std
    first.bias -= first.weight @ mean
    safetensors_file.save({name: value.numpy() for name, value in model.state_dict().items()}, weights)
    numpy.savetxt(probabilities, model(x).softmax(dim=1).numpy(), fmt="%.9g", delimiter=",")
