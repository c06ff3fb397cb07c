package org.nn4j.core.parallel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.ref.Reference;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nn4j.api.ElementwiseFunction;
import org.nn4j.api.Kernels;
import org.nn4j.api.Matrix;
import org.nn4j.api.Precision;
import org.nn4j.core.network.Network;
import org.nn4j.core.random.RandomStream;
import org.nn4j.core.registry.KernelsSelector;

class ParallelKernelsTest {
  private static final Kernels SERIAL = KernelsSelector.standard();
  private static final int[][] SHAPES = {
    {1, 1, 1},
    {1, 300, 40},
    {2, 31, 33},
    {3, 64, 1},
    {5, 7, 129},
    {17, 1, 65},
    {33, 96, 10},
    {64, 13, 260}
  };

  /** The operands of one layer's step, created anew from the same numbers. */
  private static final class Operands {
    private final RandomStream random = new RandomStream(3, "operands");
    private final Precision precision;
    private final List<Matrix> all = new ArrayList<>();
    final Matrix a;
    final Matrix w;
    final Matrix bias;
    final Matrix before;
    final Matrix z;
    final Matrix y;
    final Matrix delta;
    final Matrix row;
    final Matrix column;
    final Matrix shifts;
    final Matrix inputGradient;
    final Matrix weightGradient;
    final Matrix biasGradient;

    Operands(Precision precision, int n, int in, int out) {
      this.precision = precision;
      a = matrix(n, in);
      before = matrix(n, in);
      w = matrix(in, out);
      bias = matrix(1, out);
      z = matrix(n, out);
      y = matrix(n, out);
      delta = matrix(n, out);
      row = matrix(1, out);
      column = matrix(n, 1);
      shifts = matrix(n, 1);
      inputGradient = matrix(n, in);
      weightGradient = matrix(in, out);
      biasGradient = matrix(1, out);
    }

    /** Creates a view with an offset and a stride of its own. */
    private Matrix matrix(int rows, int columns) {
      Matrix matrix = Matrix.zeros(precision, rows + 2, columns + 3);
      for (int r = 0; r < matrix.rows(); r++) {
        for (int c = 0; c < matrix.columns(); c++) {
          matrix.set(r, c, random.nextGaussian());
        }
      }
      all.add(matrix);
      return matrix.rows(1, rows + 1).columns(2, columns + 2);
    }
  }

  private static List<BiConsumer<Kernels, Operands>> operations() {
    List<BiConsumer<Kernels, Operands>> operations = new ArrayList<>();
    operations.add((k, o) -> k.affine(o.a, o.w, o.bias, o.z));
    operations.add((k, o) -> k.weightGradient(o.a, o.delta, o.weightGradient, o.biasGradient));
    operations.add((k, o) -> k.inputGradient(o.delta, o.w, o.inputGradient));
    operations.add(
        (k, o) ->
            k.affineGradient(o.a, o.delta, o.w, o.weightGradient, o.biasGradient, o.inputGradient));
    for (ElementwiseFunction function : ElementwiseFunction.values()) {
      operations.add((k, o) -> k.affine(o.a, o.w, o.bias, function, 0.3, o.z, o.y));
      operations.add(
          (k, o) ->
              k.affineGradient(
                  o.a,
                  o.delta,
                  o.w,
                  o.weightGradient,
                  o.biasGradient,
                  function,
                  0.3,
                  o.before,
                  o.inputGradient));
      operations.add((k, o) -> k.apply(function, 0.3, o.z, o.y));
      operations.add((k, o) -> k.applyGradient(function, 0.3, o.z, o.y, o.delta));
    }
    operations.add((k, o) -> k.softmax(o.z, o.y));
    operations.add((k, o) -> k.softmax(o.z, o.z));
    operations.add((k, o) -> k.softmaxGradient(o.y, o.delta));
    operations.add((k, o) -> k.logSoftmax(o.z, o.y));
    operations.add((k, o) -> k.logSoftmaxGradient(o.y, o.delta));
    operations.add((k, o) -> k.add(o.z, o.y, o.z));
    operations.add((k, o) -> k.multiply(o.z, o.y, o.delta));
    operations.add((k, o) -> k.scaleShiftColumns(o.z, o.bias, o.row, o.y));
    operations.add((k, o) -> k.scaleShiftRows(o.z, o.column, o.shifts, o.z));
    operations.add((k, o) -> k.columnSums(o.z, o.row));
    operations.add((k, o) -> k.columnDots(o.z, o.y, o.row));
    operations.add((k, o) -> k.rowSums(o.z, o.column));
    operations.add((k, o) -> k.rowDots(o.z, o.y, o.column));
    return operations;
  }

  /** Every bit of every array is compared, around the views too. */
  @ParameterizedTest
  @CsvSource({
    "float32, 1",
    "float32, 2",
    "float32, 3",
    "float32, 4",
    "float32, 5",
    "float32, 6",
    "float32, 7",
    "float32, 8",
    "float64, 2",
    "float64, 3",
    "float64, 8"
  })
  void dividedOperationsGiveTheSameBits(String name, int threads) {
    Precision precision = Precision.of(name);
    try (WorkerPool pool = new WorkerPool(threads, 1)) {
      Kernels divided = new ParallelKernels(SERIAL, pool);
      for (int[] shape : SHAPES) {
        Operands expected = new Operands(precision, shape[0], shape[1], shape[2]);
        Operands actual = new Operands(precision, shape[0], shape[1], shape[2]);
        for (int round = 0; round < 2; round++) {
          int number = 0;
          for (BiConsumer<Kernels, Operands> operation : operations()) {
            operation.accept(SERIAL, expected);
            operation.accept(divided, actual);
            for (int i = 0; i < expected.all.size(); i++) {
              assertThat(bits(actual.all.get(i)))
                  .as("operation %d, matrix %d, %d×%d×%d", number, i, shape[0], shape[1], shape[2])
                  .isEqualTo(bits(expected.all.get(i)));
            }
            number++;
          }
        }
      }
    }
  }

  private static long[] bits(Matrix matrix) {
    long[] bits = new long[matrix.size()];
    for (int i = 0; i < bits.length; i++) {
      int columns = matrix.columns();
      bits[i] = Double.doubleToLongBits(matrix.get(i / columns, i % columns));
    }
    return bits;
  }

  @Test
  void anErrorTellsTheShapesOfTheWhole() {
    try (WorkerPool pool = new WorkerPool(3, 1)) {
      Kernels divided = new ParallelKernels(SERIAL, pool);
      Matrix four = Matrix.zeros(Precision.FLOAT32, 6, 4);
      Matrix five = Matrix.zeros(Precision.FLOAT32, 5, 70);
      Matrix bias = Matrix.zeros(Precision.FLOAT32, 1, 70);
      Matrix z = Matrix.zeros(Precision.FLOAT32, 6, 70);
      assertThatThrownBy(() -> divided.affine(four, five, bias, z))
          .hasMessage("affine: a is 6×4 but w is 5×70; a.columns must equal w.rows");
      assertThatThrownBy(() -> divided.add(z, five, z))
          .hasMessage("add: a is 6×70 but b is 5×70; the shapes must be equal");
      assertThatThrownBy(() -> divided.rowSums(z, five))
          .hasMessage("rowSums: sums is 5×70 but a is 6×70; sums must be a.rows×1");
      Matrix doubles = Matrix.zeros(Precision.FLOAT64, 6, 70);
      assertThatThrownBy(() -> divided.add(z, doubles, z))
          .hasMessageContaining("float32 6×70 but b is float64 6×70");
    }
  }

  /** Matrices that are created anew in every step are computed right, too, however many. */
  @Test
  void operandsThatChangeAreComputedRight() {
    try (WorkerPool pool = new WorkerPool(2, 1)) {
      Kernels divided = new ParallelKernels(SERIAL, pool);
      Matrix ones = Matrix.zeros(Precision.FLOAT32, 4, 3);
      ones.fill(1);
      for (int i = 0; i < 10_000; i++) {
        Matrix sum = Matrix.zeros(Precision.FLOAT32, 4, 3);
        divided.add(ones, sum, sum);
        divided.add(sum, ones, sum);
        assertThat(sum.get(3, 2)).isEqualTo(2);
      }
    }
  }

  @Test
  void aCallWithAnotherFunctionIsAnotherCall() {
    try (WorkerPool pool = new WorkerPool(2, 1)) {
      Kernels divided = new ParallelKernels(SERIAL, pool);
      Matrix z = Matrix.of(new double[] {-1}, new double[] {-2});
      Matrix a = Matrix.zeros(Precision.FLOAT64, 2, 1);
      divided.apply(ElementwiseFunction.LEAKY_RELU, 0.5, z, a);
      assertThat(a.get(1, 0)).isEqualTo(-1);
      divided.apply(ElementwiseFunction.LEAKY_RELU, 0.25, z, a);
      assertThat(a.get(1, 0)).isEqualTo(-0.5);
      divided.apply(ElementwiseFunction.RELU, 0, z, a);
      assertThat(a.get(1, 0)).isZero();
    }
  }

  @Test
  void severalThreadsMayUseTheKernels() {
    try (WorkerPool pool = new WorkerPool(2, 1);
        WorkerPool callers = new WorkerPool(4)) {
      Kernels divided = new ParallelKernels(SERIAL, pool);
      Operands expected = new Operands(Precision.FLOAT32, 9, 8, 70);
      SERIAL.affine(expected.a, expected.w, expected.bias, expected.z);
      callers.run(
          caller -> {
            Operands own = new Operands(Precision.FLOAT32, 9, 8, 70);
            for (int round = 0; round < 2_000; round++) {
              own.z.fill(Double.NaN);
              divided.affine(own.a, own.w, own.bias, own.z);
              assertThat(bits(own.z)).isEqualTo(bits(expected.z));
            }
          },
          4);
    }
  }

  @Test
  void aNetworkWithoutLargeOperationsKeepsItsKernels() {
    Network small = Network.builder(4).dense(8, "relu").dense(3, "softmax").build();
    Network large = Network.builder(400).dense(100, "relu").dense(3, "softmax").build();
    try (WorkerPool pool = new WorkerPool(4)) {
      assertThat(ParallelKernels.of(small, 32, pool)).isSameAs(small.kernels());
      assertThat(ParallelKernels.of(large, 32, pool)).isInstanceOf(ParallelKernels.class);
      assertThat(ParallelKernels.of(large, 32, pool).name()).isEqualTo(large.kernels().name());
    }
    assertThat(ParallelKernels.of(large, 32, new WorkerPool(1))).isSameAs(large.kernels());
  }

  /** A layer that creates its matrices anew in every step must not fill the memory with them. */
  @Test
  void operandsThatAreMadeAnewAreNotHeld() throws InterruptedException {
    try (WorkerPool pool = new WorkerPool(2, 1)) {
      Kernels shared = new ParallelKernels(SERIAL, pool);
      List<WeakReference<Matrix>> made = new ArrayList<>();
      Matrix kept = Matrix.zeros(Precision.FLOAT32, 8, 8);
      for (int step = 0; step < 100; step++) {
        Matrix anew = Matrix.zeros(Precision.FLOAT32, 8, 8);
        shared.add(kept, kept, anew);
        made.add(new WeakReference<>(anew));
      }
      long held = made.size();
      for (int i = 0; i < 100 && held > 0; i++) {
        System.gc();
        Thread.sleep(10);
        held = made.stream().filter(reference -> reference.get() != null).count();
      }
      assertThat(held).isZero();
      Reference.reachabilityFence(shared);
    }
  }

  @Test
  void callsThatRecurAreMadeTwiceHoweverManyThereAre() {
    TiledOperations calls = new TiledOperations(SERIAL);
    List<Matrix> matrices = new ArrayList<>();
    for (int i = 0; i < 1500; i++) {
      matrices.add(Matrix.zeros(Precision.FLOAT32, 4, 4));
    }
    Matrix sum = Matrix.zeros(Precision.FLOAT32, 4, 4);
    List<TiledOperation> second = new ArrayList<>();
    matrices.forEach(m -> calls.find(Operation.ADD, 2, m, m, sum, null));
    matrices.forEach(m -> second.add(calls.find(Operation.ADD, 2, m, m, sum, null)));
    for (int i = 0; i < matrices.size(); i++) {
      Matrix m = matrices.get(i);
      assertThat(calls.find(Operation.ADD, 2, m, m, sum, null)).isSameAs(second.get(i));
    }
  }

  @Test
  @SuppressWarnings("NullAway") // passes null on purpose
  void anOperandThatIsMissingDoesNotEndTheDivisionOfLabour() {
    try (WorkerPool pool = new WorkerPool(2, 1)) {
      Region region = new Region(SERIAL, pool);
      Matrix m = Matrix.zeros(Precision.FLOAT32, 64, 64);
      assertThat(region.open(1 << 20)).isTrue();
      assertThatThrownBy(() -> region.add(Operation.ADD, m, null, null, null))
          .isInstanceOf(RuntimeException.class);

      assertThat(region.open(1 << 20)).isTrue();
      assertThat(region.add(Operation.ADD, m, m, m, null).run()).isTrue();
    }
  }
}
