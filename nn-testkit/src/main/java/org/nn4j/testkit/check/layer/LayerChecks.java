package org.nn4j.testkit.check.layer;

import java.util.List;
import org.nn4j.api.Layer;
import org.nn4j.api.Matrix;
import org.nn4j.api.Precision;
import org.nn4j.core.activation.Identity;
import org.nn4j.core.gradcheck.GradientCheck;
import org.nn4j.core.gradcheck.GradientReport;
import org.nn4j.core.layer.Dense;
import org.nn4j.core.network.Network;
import org.nn4j.core.registry.Kind;
import org.nn4j.testkit.check.Check;
import org.nn4j.testkit.check.Counterexample;
import org.nn4j.testkit.check.Setting;
import org.nn4j.testkit.check.support.CheckList;
import org.nn4j.testkit.check.support.ComponentChecks;
import org.nn4j.testkit.check.support.Expect;
import org.nn4j.testkit.check.support.LinearLoss;
import org.nn4j.testkit.check.support.ModelFiles;
import org.nn4j.testkit.check.support.TestMatrices;

/** What every {@link Layer} promises. It is checked behind a dense layer, in a network of two. */
public final class LayerChecks {
  private static final int ROWS = 6;

  private final LayerBench bench;

  private LayerChecks(LayerBench bench) {
    this.bench = bench;
  }

  /** Returns the checks of a layer. */
  public static List<Check> of(Layer layer, Setting setting) {
    CheckList list = new CheckList(layer);
    ComponentChecks.addTo(list, layer, Kind.LAYER, setting);
    list.add(
        "comes back from a model file",
        () ->
            ModelFiles.check(
                Kind.LAYER,
                layer,
                setting,
                List.of(layer),
                new LayerBench(layer, setting.kernels()).width(),
                new LinearLoss()));
    addBehaviour(list, layer, setting);
    return list.toList();
  }

  /** Adds what concerns computing alone. */
  public static void addBehaviour(CheckList list, Layer layer, Setting setting) {
    LayerBench bench = new LayerBench(layer, setting.kernels());
    LayerChecks checks = new LayerChecks(bench);
    list.add("backward is the derivative of forward", checks::gradientsFit);
    list.add("the output is as wide as outputWidth says", checks::isAsWideAsItSays);
    list.add("float32 agrees with float64", checks::agreesInFloat32);
    new LayerRuns(bench).addTo(list);
    new LayerPrediction(bench).addTo(list);
  }

  /** Checks the layer's parameters, and its input gradient by those of the layer before it. */
  private void gradientsFit() {
    Network network = bench.network(Precision.FLOAT64);
    Matrix x = bench.input(Precision.FLOAT64, ROWS, 1);
    Matrix g = TestMatrices.normal(Precision.FLOAT64, ROWS, network.outputWidth(), 1, 2);
    GradientReport report =
        new GradientCheck(1e-5, 1e-5, 60, 1).check(network, new LinearLoss(), x, g, null);
    if (!report.passed()) {
      GradientReport.Deviation worst = report.worst();
      throw new Counterexample(
          "backward gives the gradients of the parameters and, behind layers.0, of the input",
          worst.variable()
              + " of "
              + network.layers().stream().map(Layer::expression).toList()
              + (", " + ROWS + " rows, seeds 1 and 2"),
          worst.numeric() + " (central difference)",
          worst.analytic());
    }
  }

  private void isAsWideAsItSays() {
    for (int width : bench.widths()) {
      Network network = bench.network(Precision.FLOAT64, width);
      int declared = bench.layer().outputWidth(width);
      Matrix x = bench.input(Precision.FLOAT64, 3, width, 1);
      Matrix output = network.bindForPrediction(3).forward(x, false);
      Expect.that(
          output.rows() == 3 && output.columns() == declared,
          "forward returns a row for a row, as wide as outputWidth() says",
          "an input of " + x.shape(),
          "3×" + declared,
          output.shape());
    }
    Expect.that(
        !bench.widths().isEmpty(),
        "a layer takes an input of some width",
        "widths from 1 to 16",
        "at least one that outputWidth() takes",
        "none");
  }

  private void agreesInFloat32() {
    LayerBench.Step wide = bench.bind(Precision.FLOAT64, ROWS).step(ROWS, 1);
    LayerBench.Step narrow = bench.bind(Precision.FLOAT32, ROWS).step(ROWS, 1);
    String rule = "float32 agrees with float64";
    Expect.close(rule, "the output of a training step", wide.output(), narrow.output(), 1e-3);
    Expect.close(rule, "the gradients", wide.gradients(), narrow.gradients(), 1e-3);
  }

  /** Returns the layer that stands before the one under check. */
  static Layer before(int width) {
    return new Dense(width, new Identity());
  }
}
