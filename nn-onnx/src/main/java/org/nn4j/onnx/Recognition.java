package org.nn4j.onnx;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nn4j.api.Activation;
import org.nn4j.api.ElementwiseActivation;
import org.nn4j.core.activation.Celu;
import org.nn4j.core.activation.Clamp;
import org.nn4j.core.activation.Elu;
import org.nn4j.core.activation.Gelu;
import org.nn4j.core.activation.GeluTanh;
import org.nn4j.core.activation.HardSigmoid;
import org.nn4j.core.activation.HardSwish;
import org.nn4j.core.activation.HardTanh;
import org.nn4j.core.activation.LeakyRelu;
import org.nn4j.core.activation.Mish;
import org.nn4j.core.activation.Relu;
import org.nn4j.core.activation.Relu6;
import org.nn4j.core.activation.Selu;
import org.nn4j.core.activation.Sigmoid;
import org.nn4j.core.activation.Silu;
import org.nn4j.core.activation.Softplus;
import org.nn4j.core.activation.Softsign;
import org.nn4j.core.activation.Tanh;
import org.nn4j.core.activation.TanhShrink;
import org.nn4j.core.random.RandomStream;
import org.nn4j.onnx.file.MalformedException;
import org.nn4j.onnx.file.Tensor;

/**
 * Tells which function a segment computes by its values. Exporters compose GELU, SiLU, Mish and
 * others of whatever operators their operator set has, in many ways; the values are the same.
 */
final class Recognition {
  /** How far float32 constants and compositions may take values from those of an activation. */
  private static final double TOLERANCE = 2e-6;

  private static final List<ElementwiseActivation> FIXED =
      List.of(
          new Relu(),
          new Sigmoid(),
          new Tanh(),
          new Gelu(),
          new GeluTanh(),
          new Silu(),
          new Mish(),
          new Softplus(),
          new Softsign(),
          new HardTanh(),
          new HardSigmoid(),
          new HardSwish(),
          new Selu(),
          new TanhShrink(),
          new Relu6());

  /** Numbers on either side of all kinks, 0 and 1 among them, and some far away. */
  private static final double[] GRID = grid();

  private final Segment segment;
  private final int width;

  Recognition(Segment segment, int width) {
    this.segment = segment;
    this.width = width;
  }

  /** A function of each column, x ↦ scale·x + shift. */
  static final class Affine {
    private final double[] scales;
    private final double[] shifts;

    /** Creates one of numbers for each column, which are kept by reference. */
    Affine(double[] scales, double[] shifts) {
      this.scales = scales;
      this.shifts = shifts;
    }

    double scale(int column) {
      return scales[column];
    }

    double shift(int column) {
      return shifts[column];
    }

    boolean isIdentity() {
      return Arrays.stream(scales).allMatch(a -> a == 1)
          && Arrays.stream(shifts).allMatch(b -> b == 0);
    }
  }

  /** A rectifier with a slope for each column. */
  record Slopes(List<Double> values) {}

  /** The normalization of rows, before weights and biases. */
  record Normalization(double epsilon) {}

  private static double[] grid() {
    double[] grid = new double[56];
    for (int i = 0; i < 53; i++) {
      grid[i] = (i - 26) * 0.25;
    }
    grid[53] = -20;
    grid[54] = 20;
    grid[55] = -1000;
    return grid;
  }

  private static double[] at(double z, int width) {
    double[] row = new double[width];
    Arrays.fill(row, z);
    return row;
  }

  /**
   * Returns an {@link Affine}, an {@link Activation}, {@link Slopes} or a {@link Normalization};
   * null if it is none of these.
   */
  @Nullable Object find() {
    boolean rows = segment.nodes().stream().anyMatch(node -> node.type().startsWith("Reduce"));
    try {
      return rows ? normalization() : function();
    } catch (MalformedException e) {
      return null; // it makes something else than a number of each
    }
  }

  private @Nullable Object function() {
    double[][] made =
        segment.apply(Arrays.stream(GRID).mapToObj(z -> at(z, width)).toArray(double[][]::new));
    Affine affine = affine(made);
    if (affine != null) {
      return affine;
    }
    double[] first = Arrays.stream(made).mapToDouble(row -> row[0]).toArray();
    boolean uniform =
        Arrays.stream(made)
            .allMatch(row -> Arrays.stream(row).allMatch(value -> close(value, row[0])));
    return uniform ? activation(first) : slopes(made);
  }

  private static boolean close(double value, double wanted) {
    return Math.abs(value - wanted) <= TOLERANCE * Math.max(1, Math.abs(wanted));
  }

  private static int index(double z) {
    for (int i = 0; i < GRID.length; i++) {
      if (GRID[i] == z) {
        return i;
      }
    }
    throw new IllegalStateException("no " + z + " in the grid");
  }

  private @Nullable Affine affine(double[][] made) {
    double[] scale = new double[width];
    double[] shift = made[index(0)].clone();
    for (int c = 0; c < width; c++) {
      double a = made[index(1)][c] - shift[c];
      scale[c] = Math.abs(a - 1) < 1e-12 * Math.max(1, Math.abs(shift[c])) ? 1 : a;
      for (int i = 0; i < GRID.length; i++) {
        double wanted = scale[c] * GRID[i] + shift[c];
        double size = Math.abs(scale[c] * GRID[i]) + Math.abs(shift[c]);
        if (!(Math.abs(made[i][c] - wanted) <= 1e-11 * Math.max(1e-30, size))) {
          return null;
        }
      }
    }
    return new Affine(scale, shift);
  }

  private @Nullable Activation activation(double[] values) {
    if (!Arrays.stream(values).allMatch(value -> Math.abs(value) <= Double.MAX_VALUE)) {
      return null;
    }
    List<ElementwiseActivation> candidates = new ArrayList<>(FIXED);
    double left = values[index(-1)];
    double farthest = values[index(-1000)];
    candidates.add(new LeakyRelu(shortest(-left)));
    if (farthest < 0) {
      candidates.add(new Elu(shortest(-farthest)));
      candidates.add(new Celu(shortest(-farthest)));
    }
    if (farthest < values[index(20)]) {
      candidates.add(new Clamp(shortest(farthest), shortest(values[index(20)])));
    }
    return candidates.stream().filter(each -> matches(each, values)).findFirst().orElse(null);
  }

  /** Returns the number as it was meant: 0.2 rather than the float32 nearest to it. */
  private static double shortest(double value) {
    double meant = Double.parseDouble(Float.toString((float) value));
    return Math.abs(meant - value) <= Math.ulp((float) value) ? meant : value;
  }

  private static boolean matches(ElementwiseActivation candidate, double[] values) {
    for (int i = 0; i < GRID.length; i++) {
      if (!close(values[i], candidate.value(GRID[i]))) {
        return false;
      }
    }
    return true;
  }

  private @Nullable Slopes slopes(double[][] made) {
    double[] slopes = new double[width];
    for (int c = 0; c < width; c++) {
      slopes[c] = -made[index(-1)][c];
      for (int i = 0; i < GRID.length; i++) {
        double z = GRID[i];
        if (!close(made[i][c], z > 0 ? z : slopes[c] * z)) {
          return null;
        }
      }
    }
    return new Slopes(Arrays.stream(slopes).boxed().toList());
  }

  private @Nullable Normalization normalization() {
    RandomStream random = new RandomStream(0, "normalization");
    double[][] rows = new double[8][width];
    for (int r = 0; r < rows.length; r++) {
      for (int c = 0; c < width; c++) {
        rows[r][c] = (r + 1) * 0.01 * random.nextGaussian() + r;
      }
    }
    double[][] made = segment.apply(rows);
    return segment.nodes().stream()
        .flatMap(node -> node.inputs().stream())
        .map(segment.constants()::get)
        .filter(constant -> constant != null && constant.size() == 1)
        .map(Recognition::single)
        .filter(epsilon -> epsilon > 0 && epsilon < 1 && normalizes(rows, made, epsilon))
        .map(Normalization::new)
        .findFirst()
        .orElse(null);
  }

  private static double single(Tensor constant) {
    return constant.number(0);
  }

  private static boolean normalizes(double[][] rows, double[][] made, double epsilon) {
    for (int r = 0; r < rows.length; r++) {
      double mean = Arrays.stream(rows[r]).average().orElse(0);
      double variance =
          Arrays.stream(rows[r]).map(v -> (v - mean) * (v - mean)).average().orElse(0);
      for (int c = 0; c < rows[r].length; c++) {
        double wanted = (rows[r][c] - mean) / Math.sqrt(variance + epsilon);
        if (!close(made[r][c], wanted)) {
          return false;
        }
      }
    }
    return true;
  }
}
