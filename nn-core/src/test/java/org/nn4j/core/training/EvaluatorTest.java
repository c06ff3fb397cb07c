package org.nn4j.core.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.data.Offset.offset;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nn4j.api.Kernels;
import org.nn4j.api.Loss;
import org.nn4j.api.Matrix;
import org.nn4j.api.Metric;
import org.nn4j.api.Precision;
import org.nn4j.core.data.Dataset;
import org.nn4j.core.data.MatrixDataset;
import org.nn4j.core.data.TargetDecoder;
import org.nn4j.core.network.Network;
import org.nn4j.core.registry.Catalog;

/** What outputs and targets of each kind mean, on networks that pass their inputs through. */
class EvaluatorTest {
  private static final Catalog CATALOG = Catalog.standard();

  /** A network whose outputs are σ of its inputs. */
  private static Network passing(int width, String activation, Precision precision) {
    Network network = Network.builder(width).precision(precision).dense(width, activation).build();
    Matrix weight = network.parameters().value("layers.0.weight");
    for (int r = 0; r < width; r++) {
      for (int c = 0; c < width; c++) {
        weight.set(r, c, r == c ? 1 : 0);
      }
    }
    return network;
  }

  private static Matrix column(double... values) {
    Matrix column = Matrix.zeros(Precision.FLOAT64, values.length, 1);
    for (int i = 0; i < values.length; i++) {
      column.set(i, 0, values[i]);
    }
    return column;
  }

  private static double[] values(Matrix column) {
    double[] values = new double[column.rows()];
    for (int i = 0; i < values.length; i++) {
      values[i] = column.get(i, 0);
    }
    return values;
  }

  private static Evaluation evaluate(String loss, String activation, Matrix x, Matrix y) {
    return evaluate(loss, activation, new MatrixDataset(x, y), Precision.FLOAT64);
  }

  private static Evaluation evaluate(
      String loss, String activation, Dataset data, Precision precision) {
    return new Evaluator(CATALOG.create(Loss.class, loss))
        .evaluate(passing(data.featureWidth(), activation, precision), data);
  }

  private static double metric(Evaluation evaluation, String name) {
    return evaluation.metric(CATALOG.create(Metric.class, name));
  }

  private static double sigmoid(double z) {
    return 1 / (1 + Math.exp(-z));
  }

  private static double softplus(double z) {
    return Math.log1p(Math.exp(z));
  }

  @Test
  void aLossOverLogitsTurnsOutputsIntoProbabilities() {
    Evaluation e =
        evaluate(
            "binary_cross_entropy_with_logits",
            "identity",
            column(2, -1, 0.1, -3),
            column(1, 0, 0, 1));
    assertThat(values(e.scores()))
        .containsExactly(
            new double[] {sigmoid(2), sigmoid(-1), sigmoid(0.1), sigmoid(-3)}, offset(1e-15));
    assertThat(values(e.values())).as("outputs stay as they are").containsExactly(2, -1, 0.1, -3);
    assertThat(values(e.classes())).containsExactly(1, 0, 0, 1);
    assertThat(metric(e, "accuracy")).isEqualTo(0.5);
    double expected = (softplus(-2) + softplus(-1) + softplus(0.1) + softplus(3)) / 4;
    assertThat(e.loss()).isCloseTo(expected, offset(1e-15));
  }

  @Test
  void fusedOrNotTheLossAndTheProbabilitiesAreTheSame() {
    Matrix x = column(2, -1, 0.1, -3);
    Matrix y = column(1, 0, 0, 1);
    Evaluation fused = evaluate("binary_cross_entropy", "sigmoid", x, y);
    Evaluation logits = evaluate("binary_cross_entropy_with_logits", "identity", x, y);
    assertThat(fused.loss()).isEqualTo(logits.loss());
    assertThat(fused.scores().toRows()).isDeepEqualTo(logits.scores().toRows());
  }

  @Test
  void logProbabilitiesAreTurnedIntoProbabilities() {
    Matrix outputs = Matrix.of(new double[] {-0.0, -750, Double.NEGATIVE_INFINITY, Math.log(0.25)});
    Evaluator evaluator = new Evaluator(CATALOG.create(Loss.class, "nll"));
    Kernels kernels = Network.builder(1).dense(1, "identity").build().kernels();
    assertThat(evaluator.scores(outputs, kernels).toRows()[0])
        .containsExactly(new double[] {1, 0, 0, 0.25}, offset(1e-16));
  }

  @Test
  void hingeDecidesByTheSign() {
    Evaluation e = evaluate("hinge", "identity", column(0.2, -2, -0.5, 3), column(1, -1, 1, 1));
    assertThat(values(e.classes())).containsExactly(1, 0, 1, 1);
    assertThat(values(e.scores())).containsExactly(0.6, -0.5, 0.25, 2);
    assertThat(metric(e, "accuracy")).isEqualTo(0.75);
    assertThat(e.loss()).isCloseTo((0.8 + 0 + 1.5 + 0) / 4, offset(1e-15));
    assertThat(e.hasProbabilities()).isFalse();
    assertThat(metric(e, "log_loss")).as("2 and -0.5 are no probabilities").isNaN();
    assertThat(e.undefined(CATALOG.create(Metric.class, "log_loss")))
        .contains("the model gives scores, which are not probabilities");
    assertThat(metric(e, "roc_auc")).as("their order is one").isEqualTo(1);
    assertThat(evaluate("mse", "identity", column(0.2, 2), column(1, 0)).hasProbabilities())
        .isFalse();
    assertThat(evaluate("mse", "sigmoid", column(0.2, 2), column(1, 0)).hasProbabilities())
        .isTrue();
  }

  @Test
  void oneHotRowsAndClassIndicesAreTheSame() {
    Matrix x =
        Matrix.of(new double[] {3, 1, 0}, new double[] {0, 0.5, 2}, new double[] {1, 0.9, 0});
    Matrix oneHot =
        Matrix.of(new double[] {1, 0, 0}, new double[] {0, 0, 1}, new double[] {0, 1, 0});
    for (String loss : List.of("categorical_cross_entropy", "softmax_cross_entropy")) {
      String activation = loss.startsWith("softmax") ? "identity" : "softmax";
      Evaluation rows = evaluate(loss, activation, x, oneHot);
      Evaluation indices = evaluate(loss, activation, x, column(0, 2, 1));
      assertThat(values(rows.classes())).containsExactly(0, 2, 1);
      assertThat(values(indices.classes())).containsExactly(0, 2, 1);
      assertThat(rows.loss()).isEqualTo(indices.loss());
      assertThat(metric(rows, "accuracy"))
          .isEqualTo(2.0 / 3)
          .isEqualTo(metric(indices, "accuracy"));
      double sum = rows.scores().get(0, 0) + rows.scores().get(0, 1) + rows.scores().get(0, 2);
      assertThat(sum).as(loss + ": probabilities").isCloseTo(1, offset(1e-15));
    }
  }

  @Test
  void softTargetsAreOfTheMoreProbableClass() {
    Evaluation labels =
        evaluate("binary_cross_entropy", "sigmoid", column(1, 1, 1), column(0.3, 0.5, 0.7));
    assertThat(values(labels.classes())).containsExactly(0, 0, 1);
    assertThat(labels.labels().toRows()).isDeepEqualTo(new double[][] {{0}, {0}, {1}});
    Matrix rows = Matrix.of(new double[] {0.4, 0.4, 0.2}, new double[] {0.2, 0.4, 0.4});
    Evaluation classes = evaluate("categorical_cross_entropy", "softmax", rows, rows);
    assertThat(values(classes.classes())).as("the lowest of equal ones").containsExactly(0, 1);
  }

  @Test
  void beforeTrainingTargetsAndWeightsAreKnown() {
    Matrix y = column(1, 4);
    Matrix w = column(2, 0.5);
    Evaluation e =
        new Evaluator(CATALOG.create(Loss.class, "mse"))
            .unpredicted(
                passing(1, "identity", Precision.FLOAT64), new MatrixDataset(y, y, w, null));
    assertThat(values(e.targets())).containsExactly(1, 4);
    assertThat(values(e.weights())).containsExactly(2, 0.5);
    assertThat(values(e.values())).containsExactly(0, 0);
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> new Evaluator(CATALOG.create(Loss.class, "mse"), TargetDecoder.IDENTITY, 0))
        .withMessage("threads must be at least 1 but is 0");
  }

  /** The scaling 10·x + 5 of a column. */
  private static final class TenfoldAnd5 implements TargetDecoder {
    @Override
    public Matrix decode(Matrix encoded) {
      Matrix decoded = column(values(encoded));
      for (int r = 0; r < decoded.rows(); r++) {
        decoded.set(r, 0, 10 * decoded.get(r, 0) + 5);
      }
      return decoded;
    }

    @Override
    public void decodeDeviations(Matrix encoded) {
      for (int r = 0; r < encoded.rows(); r++) {
        encoded.set(r, 0, 10 * encoded.get(r, 0));
      }
    }
  }

  @Test
  void densitiesHaveMeansAndDeviationsInTheDatasUnits() {
    Matrix output = Matrix.of(new double[] {1, 0}, new double[] {2, Math.log(4)});
    Evaluation e =
        new Evaluator(CATALOG.create(Loss.class, "gaussian_nll"), new TenfoldAnd5())
            .evaluate(
                passing(2, "identity", Precision.FLOAT64), new MatrixDataset(output, column(1, 4)));
    assertThat(values(e.values())).containsExactly(15, 25);
    assertThat(values(e.deviations())).containsExactly(new double[] {10, 20}, offset(1e-4));
    assertThat(values(e.targets())).containsExactly(15, 45);
    assertThat(metric(e, "mae")).isEqualTo(10);
    assertThat(e.loss())
        .as("½·log σ² and ½·(½·(log 4 + (4 − 2)²/4), in the units of training")
        .isCloseTo((Math.log(4) + 1) / 4, offset(1e-5));
  }

  @Test
  void theDecoderTurnsOutputsAndTargetsIntoTheDatasUnits() {
    Evaluator evaluator = new Evaluator(CATALOG.create(Loss.class, "mse"), new TenfoldAnd5());
    Evaluation e =
        evaluator.evaluate(
            passing(1, "identity", Precision.FLOAT64),
            new MatrixDataset(column(1, 2), column(1, 4)));
    assertThat(e.loss()).as("in the units of training").isEqualTo(2);
    assertThat(values(e.values())).containsExactly(15, 25);
    assertThat(values(e.targets())).containsExactly(15, 45);
    assertThat(metric(e, "rmse")).isCloseTo(Math.sqrt(200), offset(1e-12));
  }

  /** More rows than are computed at once, weights that differ from batch to batch. */
  @ParameterizedTest
  @EnumSource
  void theLossOfManyRowsIsTheWeightedMeanOfAll(Precision precision) {
    int n = 2500;
    Matrix x = Matrix.zeros(precision, n, 1);
    Matrix y = Matrix.zeros(precision, n, 1);
    Matrix w = Matrix.zeros(precision, n, 1);
    double sum = 0;
    double total = 0;
    for (int i = 0; i < n; i++) {
      x.set(i, 0, i % 7);
      w.set(i, 0, i < 1024 ? 0 : i % 3);
      sum += w.get(i, 0) * (i % 7) * (i % 7);
      total += w.get(i, 0);
    }
    Evaluation e = evaluate("mse", "identity", new MatrixDataset(x, y, w, null), precision);
    assertThat(e.loss()).isCloseTo(sum / total, offset(1e-12 * sum / total));
    assertThat(e.weights().toRows()).isDeepEqualTo(w.toRows());
    assertThat(e.values().toRows()).isDeepEqualTo(x.toRows());
    assertThat(metric(e, "mse")).isCloseTo(sum / total, offset(1e-12 * sum / total));
  }

  @Test
  void dataThatDoNotFitAreRefusedBeforeAnythingIsComputed() {
    Evaluator evaluator = new Evaluator(CATALOG.create(Loss.class, "mse"));
    Network network = passing(2, "identity", Precision.FLOAT64);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> evaluator.evaluate(network, new MatrixDataset(column(1), column(1))))
        .withMessage(
            "evaluate: the data have 1 features but the network has 2 inputs; they must be equal");
    Matrix none = Matrix.zeros(Precision.FLOAT64, 0, 2);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> evaluator.evaluate(network, new MatrixDataset(none, none)))
        .withMessage("evaluate: the data set is empty; it must have a sample");
  }
}
