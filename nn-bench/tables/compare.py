#!/usr/bin/python3
"""Defaults compared on tables, out of fold: nn4j's presets, scikit-learn's MLP and boosted trees, XGBoost.

compare.py run NN FOLDER OUT.csv --models MODEL ... [--seeds 0 1 2] [--tables NAME ...] [-- FLAG ...]
compare.py show OUT.csv [--baseline MODEL ...]
NN: the launcher; FOLDER: what export.R wrote; OUT.csv: each result is added as a line, and not computed again.
MODEL: fast, standard, best or none, which are presets, sklearn-mlp, sklearn-trees or xgboost; with LABEL=MODEL the
results have another name, as is needed where flags of nn train follow.
Each has three folds, stratified by class, of at most 20,000 rows. Error: the part that is wrong, or the root of the mean
squared error; and the log loss of classes. show prints both as geometric means of ratios, and the tables.
Debian: python3-sklearn python3-xgboost python3-pandas
"""
import argparse
import csv
import os
import subprocess
import sys
import tempfile
import time

import numpy
import pandas
from sklearn.metrics import log_loss
from sklearn.model_selection import KFold, StratifiedKFold

import peer

FOLDS = 3
MOST_ROWS = 20000
FIELDS = ["table", "rows", "columns", "seed", "model", "error", "log_loss", "seconds"]
PRESETS = ["fast", "standard", "best", "none"]
PEERS = {"sklearn-mlp": peer.mlp, "sklearn-trees": peer.trees, "xgboost": peer.boosted}


def table(folder, name):
    rows = pandas.read_csv(os.path.join(folder, name + ".csv"))
    if len(rows) > MOST_ROWS:
        rows = rows.sample(MOST_ROWS, random_state=0).reset_index(drop=True)
    y = rows["target"]
    classes = y.dtype == object or y.nunique() <= 2 or name == "Satellite"
    return rows, y.astype(str) if classes else y.astype(float), classes


def folds(y, classes, seed):
    numbers = numpy.zeros(len(y), int)
    make = StratifiedKFold if classes else KFold
    for i, (_, held) in enumerate(make(FOLDS, shuffle=True, random_state=seed).split(y, y)):
        numbers[held] = i + 1
    return numbers


def of_peer(make, rows, y, classes, fold):
    """Predictions by another library, and its probabilities of the classes in order."""
    x = peer.prepared(rows.drop(columns=["target"]))
    labels = sorted(set(y)) if classes else None
    codes = y.map({label: i for i, label in enumerate(labels)}) if classes else y
    predicted = numpy.zeros(len(y))
    probabilities = numpy.zeros((len(y), len(labels))) if classes else None
    for i in range(1, FOLDS + 1):
        learnt, held = fold != i, fold == i
        model = make(x, classes).fit(x[learnt], codes[learnt])
        predicted[held] = model.predict(x[held])
        if classes:
            probabilities[numpy.ix_(held, model.classes_.astype(int))] = model.predict_proba(x[held])
    return numpy.array(labels, object)[predicted.astype(int)] if classes else predicted, probabilities


def of_nn(nn, flags, rows, y, classes, fold, seed):
    with tempfile.TemporaryDirectory() as folder:
        data, numbers, out = (os.path.join(folder, f) for f in ("data.csv", "folds.csv", "out.csv"))
        rows.to_csv(data, index=False)
        pandas.DataFrame({"fold": fold}).to_csv(numbers, index=False)
        command = [nn, "crossval", "--data", data, "--target", "target", "--fold-file", numbers, "--predictions", out]
        command += ["--task", "classification" if classes else "regression", "--seed", str(seed), "--json"] + flags
        done = subprocess.run(command, capture_output=True, text=True)
        if done.returncode != 0:
            raise RuntimeError(done.stdout[-500:] + done.stderr[-500:])
        found = pandas.read_csv(out, dtype=str)
    predicted = found[next(c for c in found if c.startswith("predict"))]
    if not classes:
        return predicted.astype(float), None
    columns = [c for c in found if c.startswith("probability")]
    probabilities = found[columns].astype(float).to_numpy()
    if len(columns) == 1:
        probabilities = numpy.hstack([1 - probabilities, probabilities])
    else:
        order = {c.split("_", 1)[1]: i for i, c in enumerate(columns)}
        probabilities = probabilities[:, [order[label] for label in sorted(set(y))]]
    return predicted, probabilities


def run(args):
    known = set()
    if os.path.exists(args.out) and os.path.getsize(args.out):
        known = {tuple(line) for line in pandas.read_csv(args.out)[["table", "seed", "model"]].itertuples(index=False)}
    names = args.tables or sorted(f[:-4] for f in os.listdir(args.folder) if f.endswith(".csv"))
    with open(args.out, "a") as file:
        writer = csv.DictWriter(file, FIELDS)
        if not file.tell():
            writer.writeheader()
        for seed in args.seeds:
            for name in names:
                rows, y, classes = table(args.folder, name)
                fold = folds(y, classes, seed)
                for named in args.models:
                    label, model = named.rpartition("=")[0] or named, named.rpartition("=")[2]
                    if (name, seed, label) in known:
                        continue
                    begin = time.time()
                    if model in PRESETS:
                        flags = ["--preset", model] + args.flags
                        predicted, probabilities = of_nn(args.nn, flags, rows, y, classes, fold, seed)
                    else:
                        predicted, probabilities = of_peer(PEERS[model], rows, y, classes, fold)
                    result = dict(table=name, rows=len(rows), columns=rows.shape[1] - 1, seed=seed, model=label)
                    result["seconds"] = round(time.time() - begin, 1)
                    if classes:
                        result["error"] = float((predicted != y).mean())
                        likely = numpy.clip(probabilities, 1e-7, 1)
                        result["log_loss"] = float(log_loss(y, likely, labels=sorted(set(y))))
                    else:
                        result["error"] = float(numpy.sqrt(((predicted - y) ** 2).mean()))
                    writer.writerow(result)
                    file.flush()
                    print(*result.values(), flush=True)


def show(args):
    results = pandas.read_csv(args.out)
    models = [m for m in results.model.unique() if m not in PEERS]
    baselines = args.baseline or [m for m in PEERS if m in set(results.model)]
    wide = {v: results.pivot_table(index="table", columns="model", values=v) for v in ("error", "log_loss", "seconds")}
    rows = results.groupby("table").rows.first()

    def ratio(value, model, baseline, names):
        """The geometric mean over the runs on some tables that both have."""
        one, other = (
            results[(results.model == m) & results.table.isin(names)].set_index(["table", "seed"])[value]
            for m in (model, baseline)
        )
        logs = numpy.log(one / other).dropna().replace(-numpy.inf, numpy.nan)
        return numpy.exp(logs.mean()), logs.groupby("table").size().size

    print("| model | value | tables |", " | ".join(baselines), "|")
    print("|---|---|---|" + "---|" * len(baselines))
    groups = {"all": rows.index, "below 2,000 rows": rows.index[rows < 2000], "from 2,000 rows": rows.index[rows >= 2000]}
    for model in models:
        for value in ("error", "log_loss"):
            for group, names in groups.items():
                found = [ratio(value, model, b, names) for b in baselines]
                counts = "/".join(sorted({str(n) for _, n in found}))
                print(f"| {model} | {value} | {group} ({counts}) |", " | ".join(f"{r:.3f}" for r, _ in found), "|")
    print()
    for value in wide:
        print(f"| table | rows | " + " | ".join(f"{value} {m}" for m in wide[value]) + " |")
        print("|---|---|" + "---|" * wide[value].shape[1])
        for name, line in wide[value].iterrows():
            cells = ["" if pandas.isna(v) else f"{v:.4g}" for v in line]
            print(f"| {name} | {rows[name]} |", " | ".join(cells), "|")
        print()


def main():
    words = sys.argv[1:]
    flags = words[words.index("--") + 1 :] if "--" in words else []
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    verbs = parser.add_subparsers(required=True)
    verb = verbs.add_parser("run")
    verb.set_defaults(run=run, flags=flags)
    verb.add_argument("nn")
    verb.add_argument("folder")
    verb.add_argument("out")
    verb.add_argument("--models", nargs="+", default=["standard"] + list(PEERS))
    verb.add_argument("--seeds", nargs="+", type=int, default=[0])
    verb.add_argument("--tables", nargs="+")
    verb = verbs.add_parser("show")
    verb.set_defaults(run=show)
    verb.add_argument("out")
    verb.add_argument("--baseline", nargs="+")
    args = parser.parse_args(words[: words.index("--")] if "--" in words else words)
    args.run(args)


if __name__ == "__main__":
    main()
