package org.nn4j.onnx.run;

import java.util.Arrays;
import java.util.function.DoubleBinaryOperator;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.nn4j.api.math.NnMath;
import org.nn4j.onnx.file.ElementType;
import org.nn4j.onnx.file.MalformedException;
import org.nn4j.onnx.file.Tensor;

/** Operators that look at several elements of a row, and products of matrices. */
final class Reductions {
  private Reductions() {}

  /** Reduces along some axes, all if they are null; each sum starts with a row's first element. */
  static Tensor reduce(
      Tensor x, int @Nullable [] axes, boolean keep, boolean mean, DoubleBinaryOperator f) {
    Tensor result = x;
    for (int axis = 0; axis < x.rank(); axis++) {
      int own = axis;
      if (axes == null || Arrays.stream(axes).anyMatch(a -> a == own)) {
        result =
            alongAxis(
                result,
                axis,
                1,
                line -> {
                  double value = line.length == 0 ? 0 : line[0];
                  for (int k = 1; k < line.length; k++) {
                    value = f.applyAsDouble(value, line[k]);
                  }
                  return new double[] {mean ? value / line.length : value};
                });
      }
    }
    int[] all = new int[x.rank()];
    Arrays.setAll(all, i -> i);
    return keep ? result : Shaping.squeeze(result, axes == null ? all : axes);
  }

  /** Applies a function to each line of elements along an axis. */
  static Tensor alongAxis(Tensor x, int axis, int length, UnaryOperator<double[]> f) {
    int[] dims = x.dims();
    int count = dims[axis];
    dims[axis] = length;
    int inner = Shaping.product(dims, axis + 1, dims.length);
    int outer = Shaping.product(dims, 0, axis);
    double[] result = new double[Broadcast.size(x.size(), dims)];
    double[] line = new double[count];
    for (int o = 0; o < outer; o++) {
      for (int i = 0; i < inner; i++) {
        for (int k = 0; k < count; k++) {
          line[k] = x.number((o * count + k) * inner + i);
        }
        double[] values = f.apply(line);
        for (int k = 0; k < length; k++) {
          result[(o * length + k) * inner + i] = x.type().rounded(values[k]);
        }
      }
    }
    return Tensor.of(x.type(), result, dims);
  }

  static Tensor alongAxis(Tensor x, int axis, UnaryOperator<double[]> f) {
    return alongAxis(x, axis, x.dim(axis), f);
  }

  static double[] softmax(double[] line) {
    double most = Arrays.stream(line).max().orElse(0);
    double[] result = new double[line.length];
    double sum = 0;
    for (int k = 0; k < line.length; k++) {
      result[k] = NnMath.exp(line[k] - most);
      sum += result[k];
    }
    for (int k = 0; k < line.length; k++) {
      result[k] /= sum;
    }
    return result;
  }

  static double[] logSoftmax(double[] line) {
    double most = Arrays.stream(line).max().orElse(0);
    double sum = 0;
    for (double z : line) {
      sum += NnMath.exp(z - most);
    }
    double logarithm = NnMath.log(sum);
    double[] result = new double[line.length];
    Arrays.setAll(result, k -> line[k] - most - logarithm);
    return result;
  }

  static double[] sums(double[] line) {
    double[] result = line.clone();
    for (int k = 1; k < result.length; k++) {
      result[k] += result[k - 1];
    }
    return result;
  }

  static Tensor argMax(Tensor x, int axis, boolean keep, boolean last) {
    Tensor found =
        alongAxis(
            Tensor.of(ElementType.DOUBLE, x.numbers(), x.dims()),
            axis,
            1,
            line -> {
              int best = 0;
              for (int k = 1; k < line.length; k++) {
                if (line[k] > line[best] || (last && line[k] == line[best])) {
                  best = k;
                }
              }
              return new double[] {best};
            });
    Tensor places = Tensor.of(ElementType.INT64, found.numbers(), found.dims());
    return keep ? places : Shaping.squeeze(places, new int[] {axis});
  }

  /** Normalizes each line along the last axis, multiplies and adds. */
  static Tensor layerNorm(Tensor x, Tensor weight, @Nullable Tensor bias, double epsilon) {
    Tensor scaled =
        alongAxis(
            x,
            x.rank() - 1,
            line -> {
              double mean = Arrays.stream(line).sum() / line.length;
              double variance =
                  Arrays.stream(line).map(v -> (v - mean) * (v - mean)).sum() / line.length;
              double deviation = Math.sqrt(variance + epsilon);
              return Arrays.stream(line).map(v -> (v - mean) / deviation).toArray();
            });
    Tensor weighted = Broadcast.zip(scaled, weight, (a, b) -> a * b);
    return bias == null ? weighted : Broadcast.zip(weighted, bias, Double::sum);
  }

  /** Multiplies matrices; of more dimensions, the last two of each with equal others or none. */
  static Tensor matMul(Tensor x, Tensor y) {
    Tensor left = x.rank() == 1 ? x.reshaped(1, x.size()) : x;
    Tensor right = y.rank() == 1 ? y.reshaped(y.size(), 1) : y;
    int rows = left.dim(-2);
    int inner = left.dim(-1);
    int columns = right.dim(-1);
    boolean shared = right.rank() == 2;
    if (inner != right.dim(-2) || x.type() != y.type() || !(shared || sameBatch(left, right))) {
      throw new MalformedException("a product of " + x.shape() + " and " + y.shape());
    }
    int[] dims = left.dims();
    dims[dims.length - 1] = columns;
    double[] result = new double[Broadcast.size(Math.max(x.size(), y.size()), dims)];
    int batches = inner * rows == 0 ? 0 : left.size() / (inner * rows);
    for (int b = 0; b < batches; b++) {
      for (int r = 0; r < rows; r++) {
        int to = (b * rows + r) * columns;
        for (int k = 0; k < inner; k++) {
          double factor = left.number((b * rows + r) * inner + k);
          int from = ((shared ? 0 : b * inner) + k) * columns;
          for (int c = 0; c < columns; c++) {
            result[to + c] += factor * right.number(from + c);
          }
        }
        for (int c = to; c < to + columns; c++) {
          result[c] = x.type().rounded(result[c]);
        }
      }
    }
    Tensor product = Tensor.of(x.type(), result, dims);
    if (x.rank() > 1 && y.rank() > 1) {
      return product;
    }
    return Shaping.squeeze(
        product, new int[] {x.rank() == 1 ? product.rank() - 2 : product.rank() - 1});
  }

  private static boolean sameBatch(Tensor left, Tensor right) {
    int[] one = Arrays.copyOf(left.dims(), Math.max(0, left.rank() - 2));
    int[] other = Arrays.copyOf(right.dims(), Math.max(0, right.rank() - 2));
    return Arrays.equals(one, other);
  }
}
