package org.nn4j.onnx.file;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.nn4j.api.Matrix;

/**
 * Numbers or texts in a rectangular arrangement of any number of dimensions, in row-major order.
 *
 * <p>Numbers of every type are kept as doubles that the type can hold. Integers beyond 2⁵³ lose
 * their last digits, which no graph of a perceptron has use for.
 */
public final class Tensor {
  private static final String[] NO_TEXTS = {};
  private static final double[] NO_NUMBERS = {};

  private final ElementType type;
  private final int[] dims;
  private final double[] numbers;
  private final String[] texts;

  private Tensor(ElementType type, int[] dims, double[] numbers, String[] texts) {
    this.type = type;
    this.dims = dims;
    this.numbers = numbers;
    this.texts = texts;
    int size = type == ElementType.STRING ? texts.length : numbers.length;
    if (size(dims) != size) {
      throw new MalformedException(
          "a tensor of shape " + Arrays.toString(dims) + " with " + size + " elements");
    }
  }

  /**
   * Creates a tensor of numbers, which are kept by reference.
   *
   * @throws MalformedException if they are not as many as the dimensions say
   */
  public static Tensor of(ElementType type, double[] numbers, int... dims) {
    return new Tensor(type, dims, numbers, NO_TEXTS);
  }

  /**
   * Creates a tensor of texts, which are kept by reference.
   *
   * @throws MalformedException if they are not as many as the dimensions say
   */
  public static Tensor of(String[] texts, int... dims) {
    return new Tensor(ElementType.STRING, dims, NO_NUMBERS, texts);
  }

  /** Creates a tensor without dimensions. */
  public static Tensor scalar(ElementType type, double value) {
    return of(type, new double[] {value});
  }

  /** Creates a row of whole numbers. */
  public static Tensor integers(long... values) {
    return of(ElementType.INT64, Arrays.stream(values).asDoubleStream().toArray(), values.length);
  }

  /** Creates a tensor of one dimension of a list. */
  public static Tensor vector(ElementType type, List<Double> values) {
    return of(type, values.stream().mapToDouble(v -> type.rounded(v)).toArray(), values.size());
  }

  /** Creates a copy of a matrix with given dimensions. */
  public static Tensor of(Matrix matrix, int... dims) {
    double[] numbers = new double[matrix.size()];
    for (int r = 0; r < matrix.rows(); r++) {
      for (int c = 0; c < matrix.columns(); c++) {
        numbers[r * matrix.columns() + c] = matrix.get(r, c);
      }
    }
    return of(ElementType.of(matrix.precision()), numbers, dims);
  }

  /**
   * Returns the number of elements.
   *
   * @throws MalformedException if a dimension is negative or an array cannot hold them
   */
  public static int size(int... dims) {
    long size = 1;
    for (int dim : dims) {
      if (dim < 0) {
        throw new MalformedException("a tensor with a dimension of " + dim);
      }
      size *= dim;
      if (size > Integer.MAX_VALUE) {
        throw new MalformedException(
            "a tensor of shape " + Arrays.toString(dims) + " is too large");
      }
    }
    return (int) size;
  }

  /** Returns the elements' type. */
  public ElementType type() {
    return type;
  }

  /** Returns the number of dimensions. */
  public int rank() {
    return dims.length;
  }

  /** Returns a dimension, −1 being the last. */
  public int dim(int axis) {
    return dims[axis < 0 ? dims.length + axis : axis];
  }

  /** Returns a copy of the dimensions. */
  public int[] dims() {
    return dims.clone();
  }

  /** Returns the number of elements. */
  public int size() {
    return type == ElementType.STRING ? texts.length : numbers.length;
  }

  /** Returns a number. */
  public double number(int index) {
    return numbers[index];
  }

  /** Returns a text. */
  public String text(int index) {
    return texts[index];
  }

  /** Returns the numbers, not a copy; none of texts. */
  public double[] numbers() {
    return numbers;
  }

  /** Returns the texts, not a copy; none of numbers. */
  public String[] texts() {
    return texts;
  }

  /** Returns a tensor of the same elements in another arrangement. */
  public Tensor reshaped(int... newDims) {
    return new Tensor(type, newDims, numbers, texts);
  }

  /** Returns type and shape: {@code float[1, 3]}. */
  public String shape() {
    return type.name().toLowerCase(Locale.ROOT) + Arrays.toString(dims);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Tensor tensor
        && type == tensor.type
        && Arrays.equals(dims, tensor.dims)
        && Arrays.equals(numbers, tensor.numbers)
        && Arrays.equals(texts, tensor.texts);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(dims) * 31 + Arrays.hashCode(numbers);
  }

  @Override
  public String toString() {
    return shape();
  }
}
