package org.nn4j.core.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.nn4j.api.Matrix;
import org.nn4j.api.Optimizer;
import org.nn4j.api.OptimizerState;
import org.nn4j.api.ParameterSpec;
import org.nn4j.api.Precision;
import org.nn4j.core.data.MatrixDataset;
import org.nn4j.core.network.Network;
import org.nn4j.core.registry.Catalog;

/** Optimizers of whole matrices; {@code whole.json} among the golden numbers has their values. */
class MatrixOptimizerTest {

  /** Returns the parameters after a step. */
  private static Map<String, double[][]> step(String optimizer) {
    Network network =
        Network.builder(3)
            .precision(Precision.FLOAT64)
            .layer("embedding([2], 3)")
            .layer("pbld(columns=2, frequencies=3, size=4)")
            .dense(4, "tanh")
            .dense(2)
            .seed(8)
            .build();
    Matrix x = Matrix.of(new double[] {0.5, 1, 0}, new double[] {-1, 0.2, 1});
    Matrix y = Matrix.of(new double[] {1, 0}, new double[] {-1, 2});
    TrainingPlan plan =
        TrainingPlan.builder().loss("mse").optimizer(optimizer).epochs(1).fullBatch().build();
    new Trainer(plan).fit(network, new MatrixDataset(x, y));
    Map<String, double[][]> values = new HashMap<>();
    for (ParameterSpec spec : network.parameters().specs()) {
      values.put(spec.name(), network.parameters().value(spec.name()).toRows());
    }
    return values;
  }

  @Test
  void muonOrthogonalizesWeightsAndLeavesTheRestToAdamw() {
    Map<String, double[][]> muon = step("muon(lr=0.01, weight_decay=0.1)");
    Map<String, double[][]> adamw = step("adamw(lr=0.01, weight_decay=0.1)");
    assertThat(muon.keySet()).hasSizeGreaterThan(8).anyMatch(name -> name.endsWith(".bias"));
    muon.forEach(
        (name, values) -> {
          boolean same = Arrays.deepEquals(values, adamw.get(name));
          assertThat(same).as(name).isEqualTo(!name.endsWith(".weight"));
        });
  }

  @Test
  void rangesAreRefused() {
    Optimizer muon = Catalog.standard().create(Optimizer.class, "muon");
    Matrix row = Matrix.zeros(Precision.FLOAT32, 1, 4);
    OptimizerState state = new OptimizerState(muon, Precision.FLOAT32, 4);
    assertThatThrownBy(() -> muon.update(row, row, state, 0, 2, 0.1, 1))
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessageContaining("muon updates whole parameters and cannot update ranges; call bind");
  }
}
