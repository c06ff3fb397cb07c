package org.nn4j.core.diagnosis;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.nn4j.api.Layer;
import org.nn4j.api.Loss;
import org.nn4j.api.Matrix;
import org.nn4j.api.OutputLink;
import org.nn4j.api.TargetKind;
import org.nn4j.core.diagnosis.Finding.Kind;
import org.nn4j.core.network.Network;

/**
 * Examines samples in the form in which a network receives them: their scale, and targets that it
 * cannot reach.
 */
final class SampleDiagnosis {
  /**
   * Inputs of a greater root mean square are not scaled: initial weights are made for inputs of a
   * variance around 1, and steps along such an input are larger by its square (LeCun et al.,
   * "Efficient BackProp", 1998, §4.3).
   */
  static final double LARGE_INPUT = 10;

  /**
   * Inputs that stay below this are not scaled either: a network takes long to learn anything from
   * them.
   */
  static final double SMALL_INPUT = 1e-3;

  /**
   * Targets of a greater root mean square are not scaled: the output starts around 0 and a bias
   * moves by the learning rate at a step, however large the loss, under most optimizers.
   */
  static final double LARGE_TARGET = 100;

  /** How far the sum of a distribution may be from 1: further than float32 rounds. */
  static final double SUM_TOLERANCE = 1e-3;

  /** Share of an activation's range by which targets may lie outside it. */
  static final double MARGIN = 0.01;

  private static final ActivationShape ANYWHERE =
      new ActivationShape(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, 1);

  private final Network network;
  private final Loss loss;
  private final DataSample samples;
  private final List<Finding> findings = new ArrayList<>();

  private SampleDiagnosis(Network network, Loss loss, DataSample samples) {
    this.network = network;
    this.loss = loss;
    this.samples = samples;
  }

  /**
   * Looks at samples.
   *
   * @param codes how many of the last inputs are codes, whose size means nothing
   * @param inputs names the inputs
   */
  static List<Finding> of(
      Network network, Loss loss, DataSample samples, int codes, IntFunction<String> inputs) {
    SampleDiagnosis diagnosis = new SampleDiagnosis(network, loss, samples);
    diagnosis.inputs(samples.x().columns() - codes, inputs);
    diagnosis.targets();
    return diagnosis.findings;
  }

  private void inputs(int count, IntFunction<String> names) {
    List<String> unscaled = new ArrayList<>();
    for (int c = 0; c < count; c++) {
      ValueRange extent = ValueRange.of(samples.x(), c);
      if (extent.rootMeanSquare() > LARGE_INPUT || extent.isBelow(SMALL_INPUT)) {
        unscaled.add(names.apply(c) + " " + extent);
      }
    }
    if (!unscaled.isEmpty()) {
      findings.add(
          new Finding(
              Kind.UNSCALED,
              "the inputs",
              "inputs are not scaled: "
                  + Wording.list(unscaled)
                  + "; standardize them, or networks learn slowly, if at all"));
    }
  }

  private void targets() {
    Matrix y = samples.y();
    if (loss.targetKind() == TargetKind.DISTRIBUTION && y.columns() > 1) {
      distributions(y);
    }
    boolean numbers = loss.targetKind() == TargetKind.REAL || loss.targetKind() == TargetKind.COUNT;
    if (numbers && loss.appliedLink() == OutputLink.NONE) {
      List<Layer> layers = network.layers();
      ActivationShape reach =
          ActivationShape.of(NetworkDiagnosis.activation(layers.get(layers.size() - 1)));
      for (int c = 0; c < y.columns() && findings.size() < 2; c++) {
        reach(ValueRange.of(y, c), reach == null ? ANYWHERE : reach);
      }
    }
  }

  private void distributions(Matrix y) {
    for (int r = 0; r < y.rows(); r++) {
      double sum = 0;
      for (int c = 0; c < y.columns(); c++) {
        sum += y.get(r, c);
      }
      if (Math.abs(sum - 1) > SUM_TOLERANCE) {
        findings.add(
            outOfDomain(
                loss.shortExpression()
                    + " compares distributions, but the targets of a sample add up to "
                    + Wording.number(sum)
                    + ", not 1; for labels that do not exclude one another use sigmoid and"
                    + " binary_cross_entropy"));
        return;
      }
    }
  }

  private void reach(ValueRange targets, ActivationShape output) {
    double margin = MARGIN * (output.bounded() ? output.high() - output.low() : 1);
    if (targets.least() < output.low() - margin || targets.greatest() > output.high() + margin) {
      findings.add(
          outOfDomain(
              "targets are "
                  + targets
                  + ", but the last layer's outputs stay "
                  + range(output)
                  + "; end the network in identity, or scale the targets"));
    } else if (targets.rootMeanSquare() > LARGE_TARGET) {
      findings.add(
          new Finding(
              Kind.UNSCALED,
              "the targets",
              "targets are not scaled: "
                  + targets
                  + "; standardize them, or the network spends its training on their size"));
    }
  }

  private static Finding outOfDomain(String message) {
    return new Finding(Kind.TARGETS_OUT_OF_DOMAIN, "the targets", message);
  }

  private static String range(ActivationShape output) {
    if (output.bounded()) {
      return "between " + Wording.number(output.low()) + " and " + Wording.number(output.high());
    }
    return Double.isFinite(output.low())
        ? "above " + Wording.number(output.low())
        : "below " + Wording.number(output.high());
  }

  /**
   * How large the numbers of a matrix' column are.
   *
   * @param least the least one
   * @param greatest the greatest one
   * @param rootMeanSquare their typical size, leaving out the one furthest from 0: a feature that
   *     nearly all samples lack is far from 0 in those that have it, however it is scaled
   */
  private record ValueRange(double least, double greatest, double rootMeanSquare) {

    static ValueRange of(Matrix matrix, int column) {
      double least = Double.POSITIVE_INFINITY;
      double greatest = Double.NEGATIVE_INFINITY;
      double squares = 0;
      for (int r = 0; r < matrix.rows(); r++) {
        double value = matrix.get(r, column);
        least = Math.min(least, value);
        greatest = Math.max(greatest, value);
        squares = Math.fma(value, value, squares);
      }
      double furthest = Math.max(least * least, greatest * greatest);
      double others = Math.max(0, squares - furthest) / Math.max(1, matrix.rows() - 1);
      return new ValueRange(least, greatest, Math.sqrt(others));
    }

    /** Returns whether all numbers are smaller than a size, but not all one number, such as 0. */
    boolean isBelow(double size) {
      return least < greatest && Math.max(Math.abs(least), Math.abs(greatest)) < size;
    }

    @Override
    public String toString() {
      return "from " + Wording.number(least) + " to " + Wording.number(greatest);
    }
  }
}
