package org.nn4j.core.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RandomStreamTest {
  private static final long SEED = 12;

  private static RandomStream stream(String purpose) {
    return new RandomStream(SEED, purpose);
  }

  /** The first outputs of the authors' C code from the state 1, 2, 3, 4. */
  @Test
  void isXoshiro256PlusPlus() {
    RandomStream random = stream("any");
    random.restore(new long[] {1, 2, 3, 4});
    long[] outputs = IntStream.range(0, 10).mapToLong(i -> random.nextLong()).toArray();
    assertThat(outputs)
        .containsExactly(
            41943041L,
            58720359L,
            3588806011781223L,
            3591011842654386L,
            Long.parseUnsignedLong("9228616714210784205"),
            Long.parseUnsignedLong("9973669472204895162"),
            Long.parseUnsignedLong("14011001112246962877"),
            Long.parseUnsignedLong("12406186145184390807"),
            Long.parseUnsignedLong("15849039046786891736"),
            Long.parseUnsignedLong("10450023813501588000"));
  }

  @Test
  void manyAtOnceAreThoseOneByOne() {
    RandomStream one = stream("any");
    RandomStream many = stream("any");
    long[] drawn = new long[20];

    many.nextLongs(drawn, 13);

    assertThat(drawn)
        .startsWith(IntStream.range(0, 13).mapToLong(i -> one.nextLong()).toArray())
        .endsWith(new long[7]);
    assertThat(many.nextLong()).isEqualTo(one.nextLong());
  }

  /** Seeding is part of everybody's results. */
  @Test
  void aSeedAndPurposeGiveTheSameNumbersForEver() {
    assertThat(new RandomStream(0, "shuffle").nextLong()).isEqualTo(KNOWN_SHUFFLE);
    assertThat(new RandomStream(-1, "layer:layers.0.").nextDouble()).isEqualTo(KNOWN_LAYER);
    assertThat(new RandomStream(1, "é").nextGaussian()).isEqualTo(KNOWN_GAUSSIAN);
  }

  private static final long KNOWN_SHUFFLE = -6373620956863278351L;
  private static final double KNOWN_LAYER = 0.2644370098649751;
  private static final double KNOWN_GAUSSIAN = 0.06405476117461395;

  @Test
  void seedsAndPurposesThatAreNearGiveStreamsThatAreNot() {
    long[] first =
        IntStream.range(0, 200)
            .mapToLong(i -> new RandomStream(i / 2, i % 2 == 0 ? "a" : "b").nextLong())
            .toArray();
    assertThat(Arrays.stream(first).distinct().count()).isEqualTo(200);
    int ones = Arrays.stream(first).mapToInt(Long::bitCount).sum();
    assertThat((double) ones).isCloseTo(200 * 32, offset(4 * Math.sqrt(200 * 16)));
    assertThat(new RandomStream(1, "ab").nextLong())
        .isNotEqualTo(new RandomStream(1, "ba").nextLong());
  }

  @Test
  void aStateContinuesWhereItWasTaken() {
    RandomStream random = stream("state");
    random.nextGaussian();
    long[] state = random.state();
    double next = random.nextGaussian();
    RandomStream other = stream("other");
    other.restore(state);
    state[0] = 0;
    assertThat(other.nextGaussian()).isEqualTo(next);
    assertThatIllegalArgumentException().isThrownBy(() -> other.restore(new long[4]));
    assertThatIllegalArgumentException().isThrownBy(() -> other.restore(new long[] {1, 2, 3}));
  }

  /** χ² of 6 degrees of freedom is above 22.5 once in a thousand seeds. */
  @ParameterizedTest
  @ValueSource(ints = {7, 1_500_000_000})
  void boundedNumbersAreUniform(int bound) {
    RandomStream random = stream("bounded");
    int n = 70_000;
    int[] counts = new int[7];
    for (int i = 0; i < n; i++) {
      int value = random.nextInt(bound);
      assertThat(value).isBetween(0, bound - 1);
      counts[(int) (value * 7L / bound)]++;
    }
    double expected = n / 7.0;
    double chiSquare =
        Arrays.stream(counts).mapToDouble(c -> (c - expected) * (c - expected)).sum();
    assertThat(chiSquare / expected).as("seed %s", SEED).isLessThan(22.5);
  }

  @Test
  void aBoundOfOneGivesZeroAndOfNoneIsRefused() {
    assertThat(stream("one").nextInt(1)).isZero();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> stream("none").nextInt(0))
        .withMessage("bound must be positive but is 0");
  }

  @Test
  void doublesAreUniformInTheUnitInterval() {
    RandomStream random = stream("unit");
    double sum = 0;
    double squares = 0;
    int n = 100_000;
    for (int i = 0; i < n; i++) {
      double value = random.nextDouble();
      assertThat(value >= 0 && value < 1).isTrue();
      assertThat(value * 0x1p53).isEqualTo(Math.rint(value * 0x1p53));
      sum += value;
      squares += value * value;
    }
    assertThat(sum / n).isCloseTo(0.5, offset(4 * Math.sqrt(1 / 12.0 / n)));
    assertThat(squares / n).isCloseTo(1 / 3.0, offset(0.005));
  }

  @Test
  void gaussiansHaveTheMomentsOfTheNormalDistribution() {
    RandomStream random = stream("gaussian");
    double[] moments = new double[5];
    int n = 200_000;
    for (int i = 0; i < n; i++) {
      double value = random.nextGaussian();
      for (int k = 1; k <= 4; k++) {
        moments[k] += Math.pow(value, k) / n;
      }
    }
    // Four standard errors of each.
    assertThat(moments[1]).isCloseTo(0, offset(4 * Math.sqrt(1.0 / n)));
    assertThat(moments[2]).isCloseTo(1, offset(4 * Math.sqrt(2.0 / n)));
    assertThat(moments[3]).isCloseTo(0, offset(4 * Math.sqrt(15.0 / n)));
    assertThat(moments[4]).isCloseTo(3, offset(4 * Math.sqrt(96.0 / n)));
  }

  @Test
  void aShuffleIsAPermutationOfThePartAskedFor() {
    int[] values = IntStream.range(0, 100).toArray();
    stream("shuffle").shuffle(values, 90);
    assertThat(Arrays.copyOf(values, 90))
        .containsExactlyInAnyOrder(IntStream.range(0, 90).toArray())
        .isNotEqualTo(IntStream.range(0, 90).toArray());
    assertThat(Arrays.copyOfRange(values, 90, 100))
        .containsExactly(90, 91, 92, 93, 94, 95, 96, 97, 98, 99);
    assertThatThrownBy(() -> stream("shuffle").shuffle(values, 101))
        .isInstanceOf(IndexOutOfBoundsException.class);
  }

  /** All 24 orders of four; χ² of 23 degrees of freedom is above 49.7 once in a thousand seeds. */
  @Test
  void everyOrderIsAsLikely() {
    RandomStream random = stream("orders");
    int n = 48_000;
    int[] counts = new int[256];
    for (int i = 0; i < n; i++) {
      int[] values = {0, 1, 2, 3};
      random.shuffle(values, 4);
      counts[values[0] << 6 | values[1] << 4 | values[2] << 2 | values[3]]++;
    }
    double expected = n / 24.0;
    double[] seen = Arrays.stream(counts).filter(c -> c > 0).asDoubleStream().toArray();
    assertThat(seen).hasSize(24);
    double chiSquare = Arrays.stream(seen).map(c -> (c - expected) * (c - expected)).sum();
    assertThat(chiSquare / expected).as("seed %s", SEED).isLessThan(49.7);
  }
}
