#!/usr/bin/python3
"""One whole run on a table by another library: reads, trains, evaluates on held-out rows, saves.

peer.py NAME TRAIN.csv TEST.csv classification|regression MODEL
NAME: sklearn-mlp, sklearn-trees or xgboost, all with their defaults and the preparation of columns that they need.
Prints the error on the held-out rows, which is the part that is wrong, or 1 - R2, and what computed it; as JSON.
Exit code 3: a library is not installed; standard error says how to get it.
"""
import importlib
import json
import os
import sys
import warnings

os.environ.setdefault("OMP_WAIT_POLICY", "passive")
warnings.filterwarnings("ignore")  # such as MLPClassifier's, that it could go on


def needed(module, package):
    try:
        return importlib.import_module(module)
    except ImportError:
        sys.stderr.write("not installed: apt-get install " + package + "\n")
        sys.exit(3)


def columns(table):
    """The names of the columns of numbers, and of the others."""
    texts = [c for c in table if table[c].dtype == object or table[c].dtype == bool]
    return [c for c in table if c not in texts], texts


def prepared(x):
    """A table whose texts are known as such, the missing ones too."""
    texts = columns(x)[1]
    x = x.copy()
    x[texts] = x[texts].fillna("missing").astype(str)
    return x


def mlp(x, classes):
    """A standardized network; the target too, without which the regressor does not learn large numbers."""
    from sklearn.compose import TransformedTargetRegressor, make_column_transformer
    from sklearn.impute import SimpleImputer
    from sklearn.neural_network import MLPClassifier, MLPRegressor
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import OneHotEncoder, StandardScaler

    numbers, texts = columns(x)
    prepare = make_column_transformer(
        (make_pipeline(SimpleImputer(), StandardScaler()), numbers),
        (OneHotEncoder(handle_unknown="ignore"), texts),
    )
    if classes:
        return make_pipeline(prepare, MLPClassifier(random_state=0))
    network = TransformedTargetRegressor(MLPRegressor(random_state=0), transformer=StandardScaler())
    return make_pipeline(prepare, network)


def ordinal(x):
    from sklearn.compose import make_column_transformer
    from sklearn.preprocessing import OrdinalEncoder

    encoder = OrdinalEncoder(handle_unknown="use_encoded_value", unknown_value=float("nan"))
    return make_column_transformer((encoder, columns(x)[1]), remainder="passthrough")


def trees(x, classes):
    from sklearn.ensemble import HistGradientBoostingClassifier, HistGradientBoostingRegressor
    from sklearn.pipeline import make_pipeline

    texts = columns(x)[1]
    categorical = [i < len(texts) and x[c].nunique() < 255 for i, c in enumerate(texts + columns(x)[0])]
    make = HistGradientBoostingClassifier if classes else HistGradientBoostingRegressor
    return make_pipeline(ordinal(x), make(random_state=0, categorical_features=categorical))


def boosted(x, classes):
    from sklearn.pipeline import make_pipeline

    xgboost = needed("xgboost", "python3-xgboost")
    make = xgboost.XGBClassifier if classes else xgboost.XGBRegressor
    numbers, texts = columns(x)
    types = ["c"] * len(texts) + ["q"] * len(numbers)
    options = dict(tree_method="hist", enable_categorical=True, feature_types=types, n_jobs=os.cpu_count())
    return make_pipeline(ordinal(x), make(random_state=0, **options))


def main():
    name, train_file, test_file, task, model_file = sys.argv[1:]
    pandas = needed("pandas", "python3-pandas")
    sklearn = needed("sklearn", "python3-sklearn")
    joblib = needed("joblib", "python3-joblib")
    classes = task == "classification"
    train, test = (pandas.read_csv(file) for file in (train_file, test_file))
    x, x_test = (prepared(table.drop(columns=["target"])) for table in (train, test))
    y, y_test = (table["target"].astype(str if classes else float) for table in (train, test))
    labels = {label: i for i, label in enumerate(sorted(set(y)))} if classes else None
    if classes:
        y, y_test = y.map(labels), y_test.map(labels)
    make = {"sklearn-mlp": mlp, "sklearn-trees": trees, "xgboost": boosted}[name]
    model = make(x, classes).fit(x, y)
    error = 1 - model.score(x_test, y_test)  # accuracy or R2
    joblib.dump((model, labels), model_file)
    versions = "scikit-learn " + sklearn.__version__
    if name == "xgboost":
        versions = "XGBoost " + sys.modules["xgboost"].__version__
    elif name == "sklearn-mlp":
        versions += ", MLP"
    else:
        versions += ", HistGradientBoosting"
    print(json.dumps({"error": error, "description": versions}))


if __name__ == "__main__":
    main()
