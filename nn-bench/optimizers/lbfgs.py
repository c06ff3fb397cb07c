#!/usr/bin/env python3
"""Training losses of scikit-learn's L-BFGS over time.

lbfgs.py TABLE.csv HIDDEN SEEDS SECONDS
The last column is learnt by one hidden layer of tanh, from standardized columns, without a penalty. Prints a line
for each seed and number of iterations, until SECONDS are over: seed, seconds, loss.
Exit code 3: a library is not installed; standard error says how to get it.
"""
import sys
import time
import warnings

try:
    import pandas
    from sklearn.neural_network import MLPClassifier, MLPRegressor
    from sklearn.preprocessing import StandardScaler
except ImportError:
    sys.stderr.write("not installed: apt-get install python3-sklearn python3-pandas\n")
    sys.exit(3)

warnings.filterwarnings("ignore")  # MLPClassifier's, that it could go on
file, hidden, seeds, most = sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), float(sys.argv[4])
table = pandas.read_csv(file)
x = StandardScaler().fit_transform(table.iloc[:, :-1])
y = table.iloc[:, -1]
classes = y.dtype == object
if not classes:
    y = StandardScaler().fit_transform(y.to_frame())[:, 0]
for seed in range(-1, seeds):  # the first warms up
    iterations, seconds = 1, 0
    while seconds < most and iterations < 10000:
        make = MLPClassifier if classes else MLPRegressor
        network = make(hidden_layer_sizes=(hidden,), activation="tanh", solver="lbfgs", alpha=0, tol=0,
                       max_fun=10**9, max_iter=iterations, random_state=max(seed, 0))
        start = time.perf_counter()
        network.fit(x, y)
        seconds = time.perf_counter() - start
        if seed >= 0:
            print(seed, seconds, network.loss_ if classes else 2 * network.loss_)  # its loss is half the square
        if network.n_iter_ < iterations:
            break
        iterations += max(1, iterations // 4)
