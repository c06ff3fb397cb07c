#!/usr/bin/env python3
"""Measures nn4j beside scikit-learn's MLPClassifier on the same folds, both with their defaults.

    python3 docs/crossval/sklearn_folds.py      # from anywhere; Debian: apt install python3-sklearn

Writes, beside this file,

    folds/NAME.csv   the fold of each row, for `nn crossval --fold-file`
    results.csv      the accuracy on each fold of MLPClassifier() on the inputs as they are, of the
                     same after a StandardScaler, and of `nn crossval`

and prints the table of docs/crossval.md. The random_state of folds and networks is 0, as is the
seed of nn4j by default.
"""

import csv
import json
import math
import pathlib
import platform
import statistics
import subprocess
import warnings

import numpy
import sklearn
from sklearn.exceptions import ConvergenceWarning
from sklearn.model_selection import StratifiedKFold
from sklearn.neural_network import MLPClassifier
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
TARGETS = {"iris": "species", "wine": "cultivar", "breast_cancer": "diagnosis", "digits": "digit"}
COLUMNS = ["scikit-learn", "scikit-learn, scaled", "nn4j"]


def data_file(name):
    return ROOT / "examples" / "data" / f"{name}.csv"


def read(name):
    with open(data_file(name), newline="") as file:
        rows = list(csv.DictReader(file))
    target = TARGETS[name]
    x = numpy.array([[float(v) for k, v in row.items() if k != target] for row in rows])
    return x, numpy.array([row[target] for row in rows])


def peers(name, fold_file):
    """Returns the rows and both accuracies of each fold, and writes the folds."""
    x, y = read(name)
    fold_of = numpy.zeros(len(y), dtype=int)
    scores = []
    folds = StratifiedKFold(n_splits=5, shuffle=True, random_state=0)
    for number, (train, held) in enumerate(folds.split(x, y), start=1):
        fold_of[held] = number
        row = [len(held)]
        for model in (
            MLPClassifier(random_state=0),
            make_pipeline(StandardScaler(), MLPClassifier(random_state=0)),
        ):
            row.append(float(model.fit(x[train], y[train]).score(x[held], y[held])))
        scores.append(row)
    fold_file.write_text("fold\n" + "".join(f"{fold}\n" for fold in fold_of))
    return scores


def nn4j(name, fold_file):
    """Returns nn4j's accuracy on each fold."""
    command = [ROOT / "nn", "crossval", "--data", data_file(name), "--target", TARGETS[name]]
    command += ["--fold-file", fold_file, "--json"]
    run = subprocess.run(command, check=True, stdout=subprocess.PIPE)
    return [fold["metrics"]["accuracy"] for fold in json.loads(run.stdout)["scores"]]


def summary(values):
    deviation = statistics.stdev(values)
    error = deviation / math.sqrt(len(values))
    return f"{statistics.mean(values):.4f} ± {deviation:.4f} ({error:.4f})"


def main():
    warnings.simplefilter("ignore", ConvergenceWarning)
    (HERE / "folds").mkdir(exist_ok=True)
    table = ["| data | fold | rows | " + " | ".join(COLUMNS) + " |", "|---|---|---|---|---|---|"]
    results = [["data", "fold", "rows", "sklearn", "sklearn_scaled", "nn4j"]]
    for name in TARGETS:
        fold_file = HERE / "folds" / f"{name}.csv"
        scores = peers(name, fold_file)
        for row, ours in zip(scores, nn4j(name, fold_file)):
            row.append(ours)
        for fold, (rows, *accuracies) in enumerate(scores, start=1):
            texts = [f"{accuracy:.4f}" for accuracy in accuracies]
            results.append([name, fold, rows, *texts])
            table.append(f"| {name} | {fold} | {rows} | " + " | ".join(texts) + " |")
        means = [summary([row[i] for row in scores]) for i in (1, 2, 3)]
        table.append(f"| **{name}** | mean ± deviation (error) | | " + " | ".join(means) + " |")
    with open(HERE / "results.csv", "w", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(results)
    print("\n".join(table))
    print(
        f"\nPython {platform.python_version()}, scikit-learn {sklearn.__version__},"
        f" NumPy {numpy.__version__}"
    )


if __name__ == "__main__":
    main()
