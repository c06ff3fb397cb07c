package org.nn4j.examples;

import java.nio.file.Path;
import org.nn4j.api.ElementwiseActivation;
import org.nn4j.api.Matrix;
import org.nn4j.core.activation.Activations;
import org.nn4j.core.data.MatrixDataset;
import org.nn4j.core.model.Model;
import org.nn4j.core.model.ModelFile;
import org.nn4j.core.network.Network;
import org.nn4j.core.registry.Catalog;
import org.nn4j.core.training.Trainer;
import org.nn4j.core.training.TrainingPlan;

/** An activation of two lambdas: trained with, saved and loaded in one program. */
public final class OwnActivation {
  private OwnActivation() {}

  // tag::lambda
  /** z·|z|, a square that keeps the sign. */
  private static final ElementwiseActivation SIGNED_SQUARE =
      Activations.of("signed_square", z -> z * Math.abs(z), z -> 2 * Math.abs(z));

  // end::lambda

  /** Fits y = x² on 21 points and returns the greatest error of the model as loaded again. */
  public static double fitSquare(Path file) {
    Matrix x = Matrix.of(points(false));
    Matrix y = Matrix.of(points(true));
    // tag::lambda-use
    Network network = Network.builder(1).dense(8, SIGNED_SQUARE).dense(1).seed(1).build();
    TrainingPlan plan =
        TrainingPlan.builder().loss("mse").optimizer("adam(lr=0.02)").epochs(300).build();
    new Trainer(plan).fit(network, new MatrixDataset(x, y));

    ModelFile.save(Model.of(network, plan), file);
    Model model = ModelFile.load(file, Catalog.standard().with(SIGNED_SQUARE));
    // end::lambda-use
    Matrix predictions = model.network().predict(x);
    double worst = 0;
    for (int r = 0; r < y.rows(); r++) {
      worst = Math.max(worst, Math.abs(predictions.get(r, 0) - y.get(r, 0)));
    }
    return worst;
  }

  private static double[][] points(boolean squared) {
    double[][] rows = new double[21][1];
    for (int i = 0; i < rows.length; i++) {
      double x = (i - 10) / 10.0;
      rows[i][0] = squared ? x * x : x;
    }
    return rows;
  }
}
