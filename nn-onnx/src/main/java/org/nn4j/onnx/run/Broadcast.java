package org.nn4j.onnx.run;

import java.util.Arrays;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import org.nn4j.onnx.file.ElementType;
import org.nn4j.onnx.file.MalformedException;
import org.nn4j.onnx.file.Tensor;

/**
 * Operators that work on one element at a time, on tensors of shapes that are broadcast as NumPy
 * does it: aligned at the last dimension, one of 1 repeated.
 */
final class Broadcast {
  /** Most elements of a result: a graph that multiplies shapes is not to fill the memory. */
  private static final int MOST = 1 << 22;

  private Broadcast() {}

  static Tensor map(Tensor x, DoubleUnaryOperator f) {
    return map(x, x.type(), f);
  }

  static Tensor map(Tensor x, ElementType type, DoubleUnaryOperator f) {
    double[] result = new double[x.size()];
    for (int i = 0; i < result.length; i++) {
      result[i] = type.rounded(f.applyAsDouble(x.number(i)));
    }
    return Tensor.of(type, result, x.dims());
  }

  static Tensor zip(Tensor x, Tensor y, DoubleBinaryOperator f) {
    return zip(x, y, x.type(), f);
  }

  static Tensor zip(Tensor x, Tensor y, ElementType type, DoubleBinaryOperator f) {
    if (x.type() != y.type() || x.type() == ElementType.STRING) {
      throw new MalformedException(
          "values of " + x.shape() + " and " + y.shape() + "; they must be numbers of one type");
    }
    int[] dims = shape(x.dims(), y.dims());
    double[] result = new double[size(Math.max(x.size(), y.size()), dims)];
    int[] xs = strides(x, dims);
    int[] ys = strides(y, dims);
    int[] place = new int[dims.length];
    for (int i = 0; i < result.length; i++) {
      double value = f.applyAsDouble(x.number(index(place, xs)), y.number(index(place, ys)));
      result[i] = type.rounded(value);
      advance(place, dims);
    }
    return Tensor.of(type, result, dims);
  }

  /** Takes elements of {@code yes} where the condition holds, else of {@code no}. */
  static Tensor where(Tensor condition, Tensor yes, Tensor no) {
    int[] dims = shape(shape(condition.dims(), yes.dims()), no.dims());
    double[] result = new double[size(Math.max(yes.size(), no.size()), dims)];
    int[] cs = strides(condition, dims);
    int[] ys = strides(yes, dims);
    int[] ns = strides(no, dims);
    int[] place = new int[dims.length];
    for (int i = 0; i < result.length; i++) {
      result[i] =
          condition.number(index(place, cs)) != 0
              ? yes.number(index(place, ys))
              : no.number(index(place, ns));
      advance(place, dims);
    }
    return Tensor.of(yes.type(), result, dims);
  }

  /** Repeats a tensor to a shape. */
  static Tensor expand(Tensor x, int[] wanted) {
    return where(
        Tensor.scalar(ElementType.BOOL, 1),
        x,
        Tensor.of(x.type(), new double[size(x.size(), wanted)], wanted));
  }

  /**
   * Returns the number of elements of a result.
   *
   * @param given that of the largest input, which a result may always have
   * @throws MalformedException if it is out of all proportion
   */
  static int size(int given, int... dims) {
    long size = 1;
    for (int dim : dims) {
      if (dim < 0 || (size *= dim) > Math.max(given, MOST)) {
        throw new MalformedException("a result of shape " + Arrays.toString(dims));
      }
    }
    return (int) size;
  }

  private static int[] shape(int[] x, int[] y) {
    int[] dims = new int[Math.max(x.length, y.length)];
    for (int i = 1; i <= dims.length; i++) {
      int one = i > x.length ? 1 : x[x.length - i];
      int other = i > y.length ? 1 : y[y.length - i];
      if (one != other && one != 1 && other != 1) {
        throw new MalformedException(
            "shapes "
                + Arrays.toString(x)
                + " and "
                + Arrays.toString(y)
                + ", which cannot be broadcast");
      }
      dims[dims.length - i] = one == 1 ? other : one;
    }
    return dims;
  }

  /** Returns how far apart neighbours in each dimension lie, 0 where one is repeated. */
  private static int[] strides(Tensor x, int[] dims) {
    int[] strides = new int[dims.length];
    int stride = 1;
    for (int i = 1; i <= x.rank(); i++) {
      int dim = x.dim(-i);
      strides[dims.length - i] = dim == 1 ? 0 : stride;
      stride *= dim;
    }
    return strides;
  }

  private static int index(int[] place, int[] strides) {
    int index = 0;
    for (int i = 0; i < place.length; i++) {
      index += place[i] * strides[i];
    }
    return index;
  }

  private static void advance(int[] place, int[] dims) {
    for (int i = place.length - 1; i >= 0 && ++place[i] == dims[i]; i--) {
      place[i] = 0;
    }
  }
}
