package org.nn4j.testkit.check.layer;

import java.util.List;
import org.nn4j.api.Initializer;
import org.nn4j.api.Matrix;
import org.nn4j.api.Precision;
import org.nn4j.core.activation.Identity;
import org.nn4j.core.initializer.Zeros;
import org.nn4j.core.layer.Dense;
import org.nn4j.core.registry.Kind;
import org.nn4j.testkit.check.Check;
import org.nn4j.testkit.check.Setting;
import org.nn4j.testkit.check.support.CallChecks;
import org.nn4j.testkit.check.support.CheckList;
import org.nn4j.testkit.check.support.ComponentChecks;
import org.nn4j.testkit.check.support.Expect;
import org.nn4j.testkit.check.support.LinearLoss;
import org.nn4j.testkit.check.support.MatrixCall;
import org.nn4j.testkit.check.support.ModelFiles;
import org.nn4j.testkit.check.support.TestMatrices;

/** What every {@link Initializer} promises. */
public final class InitializerChecks {
  private static final int[][] SHAPES = {{1, 1}, {1, 9}, {9, 1}, {3, 8}, {8, 3}, {17, 17}};

  private final Initializer initializer;

  private InitializerChecks(Initializer initializer) {
    this.initializer = initializer;
  }

  /** Returns the checks of an initializer. */
  public static List<Check> of(Initializer initializer, Setting setting) {
    CheckList list = new CheckList(initializer);
    ComponentChecks.addTo(list, initializer, Kind.INITIALIZER, setting);
    Dense dense = new Dense(4, new Identity(), initializer, new Zeros(), 0, 0, 0, true);
    list.add(
        "comes back from a model file",
        () ->
            ModelFiles.check(
                Kind.INITIALIZER, initializer, setting, List.of(dense), 3, new LinearLoss()));
    InitializerChecks checks = new InitializerChecks(initializer);
    list.add("fills everything with finite numbers", checks::fillsEverything);
    list.add("float32 is float64 rounded once", checks::roundsOnce);
    new CallChecks("fill", checks::call).addTo(list, false);
    return list.toList();
  }

  private Matrix fill(Matrix weights, long seed) {
    initializer.fill(weights, weights.rows(), weights.columns(), TestMatrices.random(seed));
    return weights;
  }

  private MatrixCall call(Precision precision, int rows, long seed) {
    Matrix shape = TestMatrices.blank(precision, rows, 6);
    return new MatrixCall(
        List.of(MatrixCall.output("weights", shape)),
        m -> {
          fill(m.get(0), seed);
          return 0;
        });
  }

  private void fillsEverything() {
    for (Precision precision : Precision.values()) {
      for (int[] shape : SHAPES) {
        Matrix weights = fill(TestMatrices.blank(precision, shape[0], shape[1]), 1);
        for (int r = 0; r < weights.rows(); r++) {
          for (int c = 0; c < weights.columns(); c++) {
            Expect.that(
                Double.isFinite(weights.get(r, c)),
                "every element is filled with a finite number",
                Expect.element(weights.typedShape(), r, c),
                "a finite number",
                weights.get(r, c));
          }
        }
      }
    }
  }

  private void roundsOnce() {
    for (int[] shape : SHAPES) {
      Matrix wide = fill(TestMatrices.blank(Precision.FLOAT64, shape[0], shape[1]), 1);
      Matrix narrow = fill(TestMatrices.blank(Precision.FLOAT32, shape[0], shape[1]), 1);
      Expect.bits(
          "float32 weights are the float64 ones rounded once",
          wide.shape(),
          TestMatrices.convert(wide, Precision.FLOAT32),
          narrow);
    }
  }
}
