package org.nn4j.formula;

import org.jspecify.annotations.Nullable;
import org.nn4j.api.ElementwiseFunction;
import org.nn4j.api.FloatMatrix;
import org.nn4j.api.Kernels;
import org.nn4j.api.math.NnMath;

/**
 * A program on ranges of numbers, a block at a time: loops of arithmetic that C2 computes on
 * vectors, and between them the elementary functions, which the kernels compute on vectors.
 *
 * <p>Every operation is rounded to this precision, so the bits are the same with all kernels and
 * without any. Immutable; a thread's blocks are its own, allocated when they are first needed.
 */
final class FloatBlocks {
  /** Elements in a block: what a formula of ten operations needs stays in the first-level cache. */
  private static final int LENGTH = 1024;

  /** Blocks have whole multiples of this many elements, so that kernels meet few shapes. */
  private static final int GRAIN = 64;

  private static final ThreadLocal<Registers> OF_THREAD = ThreadLocal.withInitial(Registers::new);

  private final Stages stages;
  private final FloatCode code;
  private final Step[][] steps;

  /** An elementary function or choice, and the registers that it reads and writes. */
  private record Step(
      Op op, @Nullable ElementwiseFunction function, int x, int yes, int no, int result) {}

  /**
   * Compiles a program.
   *
   * @param variables number of variables that {@link #run} is given
   */
  FloatBlocks(Program program, int variables) {
    stages = Stages.of(program, variables);
    code = Compiler.loops(FloatCode.class, stages);
    steps =
        stages.steps().stream()
            .map(nodes -> nodes.stream().map(this::step).toArray(Step[]::new))
            .toArray(Step[][]::new);
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
        stages.registers().get(node));
  }

  private static @Nullable ElementwiseFunction function(Op op) {
    return switch (op) {
      case TANH -> ElementwiseFunction.TANH;
      case SIGMOID -> ElementwiseFunction.SIGMOID;
      case SOFTPLUS -> ElementwiseFunction.SOFTPLUS;
      default -> null;
    };
  }

  /** Computes {@code a[aFrom+i] = f(z[zFrom+i])}. */
  void forward(
      @Nullable Kernels kernels, float[] z, int zFrom, float[] a, int aFrom, int length) {
    Registers registers = OF_THREAD.get();
    for (int i = 0; i < length; i += LENGTH) {
      int n = Math.min(LENGTH, length - i);
      registers.reserve(stages.size());
      System.arraycopy(z, zFrom + i, registers.arrays[0], 0, n);
      float[] result = run(kernels, registers, n);
      System.arraycopy(result, 0, a, aFrom + i, n);
    }
  }

  /** Multiplies {@code g[gFrom+i]} by f(z[zFrom+i], a[aFrom+i]). */
  void backward(
      @Nullable Kernels kernels,
      float[] z,
      int zFrom,
      float[] a,
      int aFrom,
      float[] g,
      int gFrom,
      int length) {
    Registers registers = OF_THREAD.get();
    for (int i = 0; i < length; i += LENGTH) {
      int n = Math.min(LENGTH, length - i);
      registers.reserve(stages.size());
      System.arraycopy(z, zFrom + i, registers.arrays[0], 0, n);
      System.arraycopy(a, aFrom + i, registers.arrays[1], 0, n);
      float[] product = registers.product;
      System.arraycopy(g, gFrom + i, product, 0, n);
      multiply(run(kernels, registers, n), product, n);
      System.arraycopy(product, 0, g, gFrom + i, n);
    }
  }

  private static void multiply(float[] slopes, float[] product, int length) {
    for (int i = 0; i < length; i++) {
      product[i] *= slopes[i];
    }
  }

  private float[] run(@Nullable Kernels kernels, Registers registers, int n) {
    int length = (n + GRAIN - 1) / GRAIN * GRAIN;
    for (int k = 0; k < steps.length; k++) {
      code.run(k, registers.arrays, length);
      for (Step step : steps[k]) {
        run(step, kernels, registers, length);
      }
    }
    return registers.arrays[stages.result()];
  }

  private static void run(Step step, @Nullable Kernels kernels, Registers registers, int length) {
    float[] x = registers.arrays[step.x];
    float[] y = registers.arrays[step.result];
    if (step.op == Op.SELECT) {
      choose(x, registers.arrays[step.yes], registers.arrays[step.no], y, length);
    } else if (kernels != null && step.function != null) {
      FloatMatrix from = registers.matrix(step.x, length);
      kernels.apply(step.function, 0, from, registers.matrix(step.result, length));
    } else {
      apply(step.op, x, y, length);
    }
  }

  private static void choose(float[] step, float[] yes, float[] no, float[] y, int length) {
    for (int i = 0; i < length; i++) {
      y[i] = step[i] > 0 ? yes[i] : step[i] == 0 ? no[i] : step[i];
    }
  }

  @SuppressWarnings("cast") // casts that are needed here are redundant in the float64 twin
  private static void apply(Op op, float[] x, float[] y, int length) {
    switch (op) {
      case EXP -> {
        for (int i = 0; i < length; i++) {
          y[i] = NnMath.exp(x[i]);
        }
      }
      case EXPM1 -> {
        for (int i = 0; i < length; i++) {
          y[i] = NnMath.expm1(x[i]);
        }
      }
      case LOG -> {
        for (int i = 0; i < length; i++) {
          y[i] = NnMath.log(x[i]);
        }
      }
      case LOG1P -> {
        for (int i = 0; i < length; i++) {
          y[i] = NnMath.log1p(x[i]);
        }
      }
      case SIN -> {
        for (int i = 0; i < length; i++) {
          y[i] = (float) StrictMath.sin(x[i]);
        }
      }
      case COS -> {
        for (int i = 0; i < length; i++) {
          y[i] = (float) StrictMath.cos(x[i]);
        }
      }
      case TANH -> {
        for (int i = 0; i < length; i++) {
          y[i] = NnMath.tanh(x[i]);
        }
      }
      case SIGMOID -> {
        for (int i = 0; i < length; i++) {
          y[i] = NnMath.sigmoid(x[i]);
        }
      }
      case SOFTPLUS -> {
        for (int i = 0; i < length; i++) {
          y[i] = NnMath.softplus(x[i]);
        }
      }
      case ERF -> {
        for (int i = 0; i < length; i++) {
          y[i] = NnMath.erf(x[i]);
        }
      }
      case NORMAL_CDF -> {
        for (int i = 0; i < length; i++) {
          y[i] = NnMath.normalCdf(x[i]);
        }
      }
      default -> throw new IllegalArgumentException(op + " is no step");
    }
  }

  /** A thread's blocks, which all programs share. */
  private static final class Registers {
    private final float[] product = new float[LENGTH];
    private float[][] arrays = new float[0][];
    private FloatMatrix[][] matrices = new FloatMatrix[0][];

    void reserve(int count) {
      if (arrays.length < count) {
        arrays = new float[count][LENGTH];
        matrices = new FloatMatrix[count][LENGTH / GRAIN];
      }
    }

    /** Returns a row over the beginning of a block. */
    FloatMatrix matrix(int register, int length) {
      FloatMatrix[] views = matrices[register];
      int place = length / GRAIN - 1;
      FloatMatrix view = views[place];
      if (view == null) {
        view = new FloatMatrix(arrays[register], 0, 1, length, length);
        views[place] = view;
      }
      return view;
    }
  }
}
