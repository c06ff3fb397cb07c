package org.nn4j.bench.plugin;

import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.nn4j.api.Activation;
import org.nn4j.api.Kernels;
import org.nn4j.api.Matrix;
import org.nn4j.api.Precision;
import org.nn4j.bench.measure.Duel;
import org.nn4j.bench.measure.Statistics;
import org.nn4j.bench.measure.Table;
import org.nn4j.core.data.Dataset;
import org.nn4j.core.data.MatrixDataset;
import org.nn4j.core.network.Network;
import org.nn4j.core.random.RandomStream;
import org.nn4j.core.registry.Catalog;
import org.nn4j.core.registry.KernelsSelector;
import org.nn4j.core.training.Trainer;
import org.nn4j.core.training.TrainingPlan;

/** Times activations that are written as formulas and the built-in ones in turn. */
public final class FormulaReport {
  private static final Duel DUEL = new Duel(21, 3e-3, 1);
  private static final Duel STEPS = new Duel(21, 20e-3, 1);
  private static final int ROWS = 64;
  private static final int COLUMNS = 256;
  private static final int ELEMENTS = ROWS * COLUMNS;
  private static final int BATCHES = 20;

  private final Kernels kernels = KernelsSelector.standard();
  private final Catalog catalog = Catalog.standard();
  private final Table table =
      new Table("built-in", "formula", "precision", "", "ns/element", "built-in", "ratio");
  private final Table training = new Table("built-in", "formula", "µs/step", "built-in", "ratio");

  private static Map<String, String> formulas() {
    Map<String, String> formulas = new LinkedHashMap<>();
    formulas.put("sigmoid", "1/(1 + e^-z)");
    formulas.put("tanh", "tanh(z)*1");
    formulas.put("silu", "z*sigmoid(z)");
    formulas.put("gelu", "z*normal_cdf(z)");
    formulas.put("gelu_tanh", "z*(1 + tanh(sqrt(2/pi)*(z + 0.044715*z^3)))/2");
    formulas.put("mish", "z*tanh(softplus(z))");
    formulas.put("softplus", "log(1 + e^z)+0*z");
    formulas.put("softsign", "z/(1 + abs(z))");
    formulas.put("elu", "relu(z) + expm1(min(z, 0))");
    formulas.put("relu6", "min(relu(z), 6) + 0");
    formulas.put("leaky_relu", "relu(z) + 0.01*min(z, 0)");
    formulas.put("hard_swish", "z*clamp(z + 3, 0, 6)/6");
    formulas.put("tanh_shrink", "z - tanh(z)");
    return formulas;
  }

  /** Measures and prints a table. */
  public void print(PrintStream out) {
    for (Precision precision : List.of(Precision.FLOAT32, Precision.FLOAT64)) {
      Matrix z = normal(precision);
      formulas().forEach((name, formula) -> measure(name, formula, z));
    }
    out.printf(
        Locale.ROOT,
        "One thread, %s kernels, %d×%d elements of a standard normal distribution.%n%n%s%n",
        kernels.name(),
        ROWS,
        COLUMNS,
        table);
    formulas().forEach(this::train);
    out.printf(
        Locale.ROOT,
        "Training, one thread, float32, two layers of %d units and one of 10, batches of %d.%n%n%s%n",
        COLUMNS,
        ROWS,
        training);
  }

  private void train(String name, String formula) {
    Duel.Result result = STEPS.run(epoch("formula(" + formula + ")"), epoch(name));
    training.add(
        name,
        formula,
        Statistics.number(result.ours() * 1e6 / BATCHES, 0),
        Statistics.number(result.theirs() * 1e6 / BATCHES, 0),
        Statistics.number(result.ratio(), 2));
  }

  private static Runnable epoch(String activation) {
    Network network =
        Network.builder(COLUMNS)
            .dense(COLUMNS, activation)
            .dense(COLUMNS, activation)
            .dense(10, "identity")
            .build();
    RandomStream random = new RandomStream(1, "features");
    Matrix x = Matrix.zeros(Precision.FLOAT32, BATCHES * ROWS, COLUMNS);
    for (int i = 0; i < x.size(); i++) {
      x.set(i / COLUMNS, i % COLUMNS, random.nextGaussian());
    }
    Dataset data = new MatrixDataset(x, Matrix.zeros(Precision.FLOAT32, x.rows(), 10));
    TrainingPlan plan =
        TrainingPlan.builder()
            .loss("mse")
            .optimizer("sgd(lr=1e-5)")
            .epochs(1)
            .batch(ROWS)
            .shuffle(false)
            .build();
    Trainer trainer = new Trainer(plan).withThreads(1);
    return () -> trainer.fit(network, data);
  }

  private void measure(String name, String formula, Matrix z) {
    Activation ours = catalog.create(Activation.class, "formula(" + formula + ")");
    Activation theirs = catalog.create(Activation.class, name);
    Matrix a = Matrix.zeros(z.precision(), ROWS, COLUMNS);
    Matrix gradient = Matrix.zeros(z.precision(), ROWS, COLUMNS);
    Duel.Result forward =
        DUEL.run(() -> ours.forward(z, a, kernels), () -> theirs.forward(z, a, kernels));
    add(name, formula, z.precision(), "σ", forward);
    theirs.forward(z, a, kernels);
    add(
        name,
        formula,
        z.precision(),
        "σ'",
        DUEL.run(() -> backward(ours, z, a, gradient), () -> backward(theirs, z, a, gradient)));
  }

  private void backward(Activation activation, Matrix z, Matrix a, Matrix gradient) {
    gradient.fill(1); // otherwise it would soon be subnormal
    activation.backward(z, a, gradient, kernels);
  }

  private void add(
      String name, String formula, Precision precision, String what, Duel.Result result) {
    table.add(
        name,
        formula,
        precision.toString(),
        what,
        Statistics.number(result.ours() * 1e9 / ELEMENTS, 3),
        Statistics.number(result.theirs() * 1e9 / ELEMENTS, 3),
        Statistics.number(result.ratio(), 2));
  }

  private static Matrix normal(Precision precision) {
    RandomStream random = new RandomStream(1, "arguments");
    Matrix z = Matrix.zeros(precision, ROWS, COLUMNS);
    for (int i = 0; i < ELEMENTS; i++) {
      z.set(i / COLUMNS, i % COLUMNS, random.nextGaussian());
    }
    return z;
  }
}
