package org.nn4j.formula;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.nn4j.api.ElementwiseFunction;
import org.nn4j.api.FloatMatrix;
import org.nn4j.api.Kernels;

/**
 * A program on matrices and ranges of numbers: loops of arithmetic that C2 computes on vectors, and
 * between them the elementary functions, which the kernels compute on vectors.
 *
 * <p>C2 does that only where all arrays of a loop have one index. Matrices without gaps that begin
 * at one index, as those of a layer do, are therefore computed where they are unless they are
 * large, others a block at a time, which is copied. Every operation is rounded to this precision,
 * so the bits are the same with all kernels, with and without blocks. Immutable and thread-safe.
 */
final class FloatBlocks {
  /** The variables: z, a = σ(z), and the gradient that is multiplied. */
  static final int VARIABLES = 3;

  private static final int Z = 0;
  private static final int A = 1;
  private static final int G = 2;

  /** Elements in a block. */
  private static final int LENGTH = 1024;

  /** Blocks have whole multiples of this many elements, so that kernels meet few shapes. */
  private static final int GRAIN = 64;

  private final Stages stages;
  private final FloatCode code;
  private final Step[][] steps;
  private final boolean readsZ;
  private final boolean readsA;

  /** An elementary function or choice, and the registers that it reads and writes. */
  private record Step(
      Op op, @Nullable ElementwiseFunction function, int x, int yes, int no, int result) {}

  /** Compiles a program. */
  FloatBlocks(Program program) {
    stages = Stages.of(program, VARIABLES);
    code = Compiler.loops(FloatCode.class, stages);
    steps =
        stages.steps().stream()
            .map(nodes -> nodes.stream().map(this::step).toArray(Step[]::new))
            .toArray(Step[][]::new);
    readsZ = program.reads(Z);
    readsA = program.reads(A);
  }

  private Step step(Node node) {
    int[] x = node.arguments().stream().mapToInt(stages.registers()::get).toArray();
    boolean choice = node.is(Op.SELECT);
    return new Step(
        node.op(),
        function(node.op()),
        x[0],
        choice ? x[1] : 0,
        choice ? x[2] : 0,
        Objects.requireNonNull(stages.registers().get(node)));
  }

  private static @Nullable ElementwiseFunction function(Op op) {
    return switch (op) {
      case TANH -> ElementwiseFunction.TANH;
      case SIGMOID -> ElementwiseFunction.SIGMOID;
      case SOFTPLUS -> ElementwiseFunction.SOFTPLUS;
      case EXP -> ElementwiseFunction.EXP;
      case EXPM1 -> ElementwiseFunction.EXPM1;
      case NORMAL_CDF -> ElementwiseFunction.NORMAL_CDF;
      default -> null;
    };
  }

  /** Computes a = f(z). */
  void forward(Kernels kernels, FloatMatrix z, FloatMatrix a) {
    boolean one = z.contiguous() && z.offset() == a.offset();
    if (!one || !isWhole(a) || stages.result() == Z) {
      for (int i = 0; i < a.rows(); i++) {
        forward(kernels, z.array(), row(z, i), a.array(), row(a, i), a.columns());
      }
      return;
    }
    FloatRegisters registers = prepare(a);
    registers.set(Z, z);
    registers.set(stages.result(), a);
    run(kernels, registers, a.offset(), a.offset() + a.size());
    registers.release(Z);
    registers.release(stages.result());
  }

  /** Computes g = g·f(z, a). */
  void backward(Kernels kernels, FloatMatrix z, FloatMatrix a, FloatMatrix g) {
    boolean one = z.contiguous() && a.contiguous();
    one &= z.offset() == g.offset() && a.offset() == g.offset();
    if (!one || !isWhole(g)) {
      for (int i = 0; i < g.rows(); i++) {
        backward(
            kernels, z.array(), row(z, i), a.array(), row(a, i), g.array(), row(g, i), g.columns());
      }
      return;
    }
    FloatRegisters registers = prepare(g);
    registers.set(Z, z);
    registers.set(A, a);
    registers.set(G, g);
    registers.set(stages.result(), g);
    run(kernels, registers, g.offset(), g.offset() + g.size());
    registers.release(Z);
    registers.release(A);
    registers.release(G);
    registers.release(stages.result());
  }

  private boolean isWhole(FloatMatrix m) {
    return m.size() > 0
        && m.contiguous()
        && FloatRegisters.fits(stages.size(), m.offset() + m.size());
  }

  private FloatRegisters prepare(FloatMatrix m) {
    FloatRegisters registers = FloatRegisters.ofThread();
    registers.prepare(stages.size(), m.rows(), m.columns(), m.offset());
    return registers;
  }

  private static int row(FloatMatrix m, int i) {
    return m.offset() + i * m.stride();
  }

  /**
   * Computes {@code a[aFrom+i] = f(z[zFrom+i])}.
   *
   * @param kernels what computes the elementary functions, or null for scalar code
   */
  void forward(@Nullable Kernels kernels, float[] z, int zFrom, float[] a, int aFrom, int length) {
    FloatRegisters registers = FloatRegisters.ofThread();
    for (int i = 0; i < length; i += LENGTH) {
      int n = Math.min(LENGTH, length - i);
      registers.prepare(stages.size(), 1, padded(n), 0);
      System.arraycopy(z, zFrom + i, registers.arrays[Z], 0, n);
      run(kernels, registers, 0, padded(n));
      System.arraycopy(registers.arrays[stages.result()], 0, a, aFrom + i, n);
    }
  }

  /**
   * Multiplies {@code g[gFrom+i]} by f(z[zFrom+i], a[aFrom+i]).
   *
   * @param kernels what computes the elementary functions, or null for scalar code
   */
  void backward(
      @Nullable Kernels kernels,
      float[] z,
      int zFrom,
      float[] a,
      int aFrom,
      float[] g,
      int gFrom,
      int length) {
    FloatRegisters registers = FloatRegisters.ofThread();
    for (int i = 0; i < length; i += LENGTH) {
      int n = Math.min(LENGTH, length - i);
      registers.prepare(stages.size(), 1, padded(n), 0);
      if (readsZ) {
        System.arraycopy(z, zFrom + i, registers.arrays[Z], 0, n);
      }
      if (readsA) {
        System.arraycopy(a, aFrom + i, registers.arrays[A], 0, n);
      }
      System.arraycopy(g, gFrom + i, registers.arrays[G], 0, n);
      run(kernels, registers, 0, padded(n));
      System.arraycopy(registers.arrays[stages.result()], 0, g, gFrom + i, n);
    }
  }

  private static int padded(int length) {
    return (length + GRAIN - 1) / GRAIN * GRAIN;
  }

  private void run(@Nullable Kernels kernels, FloatRegisters registers, int from, int to) {
    for (int k = 0; k < steps.length; k++) {
      code.run(k, registers.arrays, from, to);
      for (Step step : steps[k]) {
        run(step, kernels, registers, from, to);
      }
    }
  }

  private static void run(
      Step step, @Nullable Kernels kernels, FloatRegisters registers, int from, int to) {
    float[] x = registers.arrays[step.x];
    float[] y = registers.arrays[step.result];
    ElementwiseFunction function = step.function;
    if (step.op == Op.SELECT) {
      choose(x, registers.arrays[step.yes], registers.arrays[step.no], y, from, to);
    } else if (kernels != null && function != null) {
      kernels.apply(function, 0, registers.matrix(step.x), registers.matrix(step.result));
    } else {
      FloatFunctions.apply(step.op, x, y, from, to);
    }
  }

  private static void choose(float[] step, float[] yes, float[] no, float[] y, int from, int to) {
    for (int i = from; i < to; i++) {
      y[i] = step[i] > 0 ? yes[i] : step[i] == 0 ? no[i] : step[i];
    }
  }
}
