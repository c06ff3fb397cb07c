package org.nn4j.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nn4j.api.DoubleMatrix;
import org.nn4j.api.FloatMatrix;
import org.nn4j.api.FullBatchOptimizer;
import org.nn4j.api.Matrix;
import org.nn4j.api.MatrixOptimizer;
import org.nn4j.api.Optimizer;
import org.nn4j.api.OptimizerState;
import org.nn4j.api.Parameters;
import org.nn4j.api.Precision;

/** What every optimizer promises, in every form that has a loop of its own. */
class OptimizerContractTest {
  private static final long SEED = 20260101;
  private static final int STEPS = 7;

  static Stream<Optimizer> optimizers() {
    Stream<Optimizer> variants =
        Stream.of(
                "ftrl(lr=0.1,beta=0.5,l1=0.01,l2=0.1)",
                "lookahead(k=2)",
                "asgd(lr=0.1,lambd=0.1,t0=2,weight_decay=0.01)",
                "sgd(momentum=0.9,dampening=0.1)",
                "sgd(momentum=0.9,nesterov=true,weight_decay=0.01)",
                "adagrad(lr_decay=0.1,initial_accumulator=0.5)",
                "rmsprop(momentum=0.9)",
                "rmsprop(centered=true)",
                "rmsprop(centered=true,momentum=0.9)",
                "adam(amsgrad=true)",
                "adamw(amsgrad=true)")
            .map(Parts::optimizer);
    return Stream.concat(
        Parts.optimizers().stream()
            .filter(o -> !(o instanceof FullBatchOptimizer) && !(o instanceof MatrixOptimizer)),
        variants);
  }

  static Stream<Arguments> optimizersByPrecision() {
    return optimizers().flatMap(o -> Stream.of(Precision.values()).map(p -> Arguments.of(o, p)));
  }

  @ParameterizedTest
  @MethodSource("optimizersByPrecision")
  void rangesGiveTheBitsOfOnePass(Optimizer optimizer, Precision precision) {
    Run whole = new Run(optimizer, precision, 1037);
    Run parts = new Run(optimizer, precision, 1037);
    for (int step = 1; step <= STEPS; step++) {
      whole.step(step, 0, 1037);
      parts.step(step, 0, 1, 2, 2, 9, 500, 501, 1037);
    }
    assertThat(parts.bits()).as("seed %d", SEED).containsExactly(whole.bits());
  }

  @ParameterizedTest
  @MethodSource("optimizersByPrecision")
  void elementsDoNotDependOnTheirPlace(Optimizer optimizer, Precision precision) {
    Run all = new Run(optimizer, precision, 37);
    for (int step = 1; step <= STEPS; step++) {
      all.step(step, 0, 37);
    }
    for (int i = 0; i < 37; i++) {
      Run one = new Run(optimizer, precision, 1);
      one.parameters.set(0, 0, new Run(optimizer, precision, 37).parameters.get(0, i));
      for (int step = 1; step <= STEPS; step++) {
        one.step(step, i);
      }
      assertThat(one.parameters.get(0, 0))
          .as("element %d, seed %d", i, SEED)
          .isEqualTo(all.parameters.get(0, i));
    }
  }

  @ParameterizedTest
  @MethodSource("optimizersByPrecision")
  void nanStaysInItsElement(Optimizer optimizer, Precision precision) {
    Run clean = new Run(optimizer, precision, 67);
    Run dirty = new Run(optimizer, precision, 67);
    for (int step = 1; step <= STEPS; step++) {
      clean.step(step, 0, 67);
      dirty.faulty = 33;
      dirty.step(step, 0, 67);
    }
    for (int i = 0; i < 67; i++) {
      assertThat(dirty.parameters.get(0, i))
          .as("element %d, seed %d", i, SEED)
          .isEqualTo(Double.valueOf(i == 33 ? Double.NaN : clean.parameters.get(0, i)));
    }
  }

  /** Part of a weight decay is a smaller weight decay; without one the factor has no effect. */
  @ParameterizedTest
  @MethodSource("optimizersByPrecision")
  void theDecayFactorMultipliesTheWeightDecay(Optimizer optimizer, Precision precision) {
    boolean decays = optimizer.parameters().find("weight_decay").isPresent();
    Run whole = new Run(decayed(optimizer, decays, 0.5), precision, 37);
    Run part = new Run(decayed(optimizer, decays, 2), precision, 37);
    Run none = new Run(decayed(optimizer, decays, 0), precision, 37);
    Run off = new Run(decayed(optimizer, decays, 2), precision, 37);
    for (int step = 1; step <= STEPS; step++) {
      whole.step(step, 0, 37);
      none.step(step, 0, 37);
      part.factor = 0.25;
      part.step(step, 0, 37);
      off.factor = 0;
      off.step(step, 0, 37);
    }
    assertThat(part.bits()).as("seed %d", SEED).containsExactly(whole.bits());
    assertThat(off.bits()).as("seed %d", SEED).containsExactly(none.bits());
    if (decays) {
      assertThat(off.bits()).isNotEqualTo(part.bits());
    }
  }

  private static Optimizer decayed(Optimizer optimizer, boolean decays, double decay) {
    return decays ? optimizer.with(Parameters.of("weight_decay", decay)) : optimizer;
  }

  @ParameterizedTest
  @MethodSource("optimizersByPrecision")
  void leavesElementsOutsideTheRangeAlone(Optimizer optimizer, Precision precision) {
    Run run = new Run(optimizer, precision, 20);
    double first = run.parameters.get(0, 4);
    double inside = run.parameters.get(0, 5);
    double last = run.parameters.get(0, 15);
    run.step(1, 5, 15);
    assertThat(run.parameters.get(0, 4)).isEqualTo(first);
    assertThat(run.parameters.get(0, 15)).isEqualTo(last);
    assertThat(run.parameters.get(0, 5)).isNotEqualTo(inside);
  }

  @ParameterizedTest
  @MethodSource("optimizersByPrecision")
  void descendsAParabola(Optimizer optimizer, Precision precision) {
    Run run = new Run(optimizer, precision, 3);
    double before = squares(run.parameters);
    for (int step = 1; step <= 200; step++) {
      run.gradients.copyFrom(run.parameters);
      run.update(step, 0, 3);
    }
    assertThat(squares(run.parameters)).as("seed %d", SEED).isLessThan(before);
  }

  @ParameterizedTest
  @MethodSource("optimizersByPrecision")
  void aConstantGradientKeepsParametersFinite(Optimizer optimizer, Precision precision) {
    Run run = new Run(optimizer, precision, 1);
    run.gradients.fill(0.3);
    for (int step = 1; step <= 3000; step++) {
      run.update(step, 0, 1);
    }
    assertThat(run.parameters.get(0, 0)).isFinite();
  }

  @ParameterizedTest
  @MethodSource("optimizers")
  void isRebuiltOfItsParameters(Optimizer optimizer) {
    assertThat(optimizer.with(optimizer.parameters())).isEqualTo(optimizer);
    if (optimizer instanceof Lookahead) {
      return; // these expressions cannot name a part inside another
    }
    assertThat(Parts.optimizer(optimizer.expression())).isEqualTo(optimizer);
  }

  @ParameterizedTest
  @MethodSource("optimizers")
  void refusesRowsThatStartInsideTheirArray(Optimizer optimizer) {
    Matrix gradients = new FloatMatrix(new float[9], 1, 1, 8, 8);
    OptimizerState state = new OptimizerState(optimizer, Precision.FLOAT32, 8);
    optimizer.beginStep(state, 0.1, 1);
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                optimizer.update(
                    new FloatMatrix(new float[8], 0, 1, 8, 8), gradients, state, 0, 8, 0.1, 1))
        .withMessageContaining("float32 1×8 at offset 1");
  }

  @ParameterizedTest
  @MethodSource("optimizers")
  void refusesMixedPrecisions(Optimizer optimizer) {
    Matrix parameters = new DoubleMatrix(new double[8], 0, 1, 8, 8);
    Matrix gradients = new FloatMatrix(new float[8], 0, 1, 8, 8);
    OptimizerState state = new OptimizerState(optimizer, Precision.FLOAT64, 8);
    optimizer.beginStep(state, 0.1, 1);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> optimizer.update(parameters, gradients, state, 0, 8, 0.1, 1))
        .withMessageContaining("float32 1×8");
  }

  private static double squares(Matrix row) {
    double sum = 0;
    for (int i = 0; i < row.columns(); i++) {
      sum += row.get(0, i) * row.get(0, i);
    }
    return sum;
  }

  /** A run of one optimizer under gradients that depend on the step and the element alone. */
  private static final class Run {
    private final Optimizer optimizer;
    private final Matrix parameters;
    private final Matrix gradients;
    private final OptimizerState state;
    private int faulty = -1;
    private double factor = 1;

    Run(Optimizer optimizer, Precision precision, int size) {
      this.optimizer = optimizer;
      parameters = Matrix.zeros(precision, 1, size);
      gradients = Matrix.zeros(precision, 1, size);
      state = new OptimizerState(optimizer, precision, size);
      Random random = new Random(SEED);
      for (int i = 0; i < size; i++) {
        parameters.set(0, i, random.nextGaussian());
      }
    }

    /** Updates over ranges between neighbouring bounds; one bound: the element it names. */
    void step(int step, int... bounds) {
      Random random = new Random(SEED + step);
      int skip = bounds.length == 1 ? bounds[0] : 0;
      for (int i = 0; i < skip; i++) {
        random.nextGaussian();
      }
      for (int i = 0; i < gradients.columns(); i++) {
        double gradient = random.nextGaussian();
        gradients.set(0, i, i == faulty ? Double.NaN : gradient);
      }
      update(step, bounds.length == 1 ? new int[] {0, 1} : bounds);
    }

    void update(int step, int... bounds) {
      optimizer.beginStep(state, optimizer.lr(), step);
      for (int i = 0; i + 1 < bounds.length; i++) {
        int from = bounds[i];
        int to = bounds[i + 1];
        if (factor == 1) {
          optimizer.update(parameters, gradients, state, from, to, optimizer.lr(), step);
        } else {
          optimizer.update(parameters, gradients, state, from, to, optimizer.lr(), step, factor);
        }
      }
    }

    long[] bits() {
      return Stream.concat(Stream.of(parameters), state.slots().stream())
          .flatMapToLong(
              m ->
                  IntStream.range(0, m.columns())
                      .mapToLong(i -> Double.doubleToRawLongBits(m.get(0, i))))
          .toArray();
    }
  }
}
