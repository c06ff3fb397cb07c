package org.nn4j.spark.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nn4j.api.DoubleMatrix;
import org.nn4j.api.FloatMatrix;
import org.nn4j.api.Matrix;
import org.nn4j.api.Precision;
import org.nn4j.core.training.shard.Collective;
import org.nn4j.core.training.shard.Shards;

final class SocketReductionTest {
  private static final int[] SIZES = {1, 15, 16, 17, 1000, 300_000};
  private static final long SEED = 18;

  /** Sums of all shards, in the tests' terms. */
  private static final Map<String, String> EXPECTED = new ConcurrentHashMap<>();

  /** What a shard has in a round, so different in size that the order of a sum matters. */
  private static Matrix leaf(Precision precision, int size, int shard, int round) {
    SplittableRandom random = new SplittableRandom(SEED * 31 + shard * 1009L + round);
    Matrix leaf = Matrix.zeros(precision, 1, size);
    for (int i = 0; i < size; i++) {
      long bits = random.nextLong();
      double value = (double) (bits >> 11) * (1 << (bits & 7));
      if (leaf instanceof FloatMatrix floats) {
        floats.array()[i] = (float) value;
      } else {
        ((DoubleMatrix) leaf).array()[i] = value;
      }
    }
    return leaf;
  }

  /** Returns the sum of a node of the tree. */
  private static Matrix sum(Precision precision, int size, Shards.Range node, int round) {
    if (node.end() - node.first() == 1) {
      return leaf(precision, size, node.first(), round);
    }
    int middle = (node.first() + node.end()) / 2;
    Matrix left = sum(precision, size, new Shards.Range(node.first(), middle), round);
    Matrix right = sum(precision, size, new Shards.Range(middle, node.end()), round);
    if (left instanceof FloatMatrix floats) {
      for (int i = 0; i < size; i++) {
        floats.array()[i] += ((FloatMatrix) right).array()[i];
      }
    } else {
      for (int i = 0; i < size; i++) {
        ((DoubleMatrix) left).array()[i] += ((DoubleMatrix) right).array()[i];
      }
    }
    return left;
  }

  /** Returns what differs if one bit does. */
  static String bits(Matrix matrix) throws GeneralSecurityException {
    ByteBuffer bytes = ByteBuffer.allocate(matrix.size() * matrix.precision().bytes());
    if (matrix instanceof FloatMatrix floats) {
      bytes.asFloatBuffer().put(floats.array(), floats.offset(), floats.size());
    } else {
      DoubleMatrix doubles = (DoubleMatrix) matrix;
      bytes.asDoubleBuffer().put(doubles.array(), doubles.offset(), doubles.size());
    }
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes.array()));
  }

  private static void fill(Collective collective, Collective.Reduction reduction, int round) {
    List<Shards.Range> nodes = collective.shards().nodes(collective.own());
    assertThat(reduction.nodes()).hasSameSizeAs(nodes);
    for (int i = 0; i < nodes.size(); i++) {
      Matrix node = reduction.nodes().get(i);
      node.copyFrom(sum(node.precision(), node.size(), nodes.get(i), round));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5, 7, 8, 13})
  void sumsHaveTheSameBitsForAnyNumberOfProcesses(int processes) throws Exception {
    for (int v : new int[] {1, 8, 64}) {
      Shards shards = new Shards(v);
      for (Precision precision : Precision.values()) {
        for (int size : SIZES) {
          String key = v + " " + precision + " " + size;
          if (!EXPECTED.containsKey(key)) {
            EXPECTED.put(key, bits(sum(precision, size, new Shards.Range(0, v), 0)));
          }
          String expected = EXPECTED.get(key);
          List<String> sums =
              Cluster.run(
                  processes,
                  shards,
                  collective -> {
                    Collective.Reduction reduction = collective.reduction(precision, size);
                    fill(collective, reduction, 0);
                    reduction.ready(0);
                    return bits(reduction.total());
                  });
          assertThat(sums)
              .as("%d shards, %s, %d elements, seed %d", v, precision, size, SEED)
              .hasSize(processes)
              .allSatisfy(sum -> assertThat(sum).isEqualTo(expected));
        }
      }
    }
  }

  /** Without this, the test above would show nothing. */
  @Test
  void theOrderOfTheSumMatters() {
    Matrix tree = sum(Precision.FLOAT32, 1000, new Shards.Range(0, 8), 0);
    float[] inTurn = new float[1000];
    for (int s = 0; s < 8; s++) {
      for (int i = 0; i < 1000; i++) {
        inTurn[i] += ((FloatMatrix) leaf(Precision.FLOAT32, 1000, s, 0)).array()[i];
      }
    }
    assertThat(inTurn).isNotEqualTo(((FloatMatrix) tree).array());
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 5, 13})
  void piecesAndGatheringsBetweenThemChangeNoBit(int processes) throws Exception {
    Shards shards = new Shards(8);
    int size = 5000;
    int rounds = 20;
    List<String> expected = new ArrayList<>();
    for (int round = 0; round < rounds; round++) {
      expected.add(bits(sum(Precision.FLOAT32, size, new Shards.Range(0, 8), round)));
    }
    List<List<String>> sums =
        Cluster.run(
            processes,
            shards,
            collective -> {
              SplittableRandom own = new SplittableRandom(SEED + collective.rank());
              SplittableRandom common = new SplittableRandom(SEED);
              Collective.Reduction reduction = collective.reduction(Precision.FLOAT32, size);
              Collective.Reduction small = collective.reduction(Precision.FLOAT64, 20);
              List<String> results = new ArrayList<>();
              for (int round = 0; round < rounds; round++) {
                boolean gathers = common.nextBoolean();
                boolean both = common.nextBoolean();
                fill(collective, reduction, round);
                for (int from = size; from > 0; ) {
                  from = own.nextInt(4) == 0 ? 0 : own.nextInt(from + 1);
                  reduction.ready(from);
                }
                if (gathers) {
                  Matrix all = Matrix.zeros(Precision.FLOAT64, 8, 2);
                  for (int s = collective.own().first(); s < collective.own().end(); s++) {
                    all.set(s, 1, s + round);
                  }
                  collective.gather(all);
                  for (int s = 0; s < 8; s++) {
                    assertThat(all.get(s, 1)).isEqualTo(s + round);
                  }
                }
                if (both) {
                  small.nodes().forEach(node -> node.fill(1));
                  small.ready(0);
                  results.add(bits(reduction.total()));
                  assertThat(small.total().get(0, 19)).isEqualTo(nodes(shards, processes));
                } else {
                  results.add(bits(reduction.total()));
                }
              }
              return results;
            });
    assertThat(sums)
        .as("seed %d", SEED)
        .hasSize(processes)
        .allSatisfy(results -> assertThat(results).isEqualTo(expected));
  }

  private static int nodes(Shards shards, int processes) {
    int count = 0;
    for (int p = 0; p < processes; p++) {
      count += shards.nodes(shards.of(p, processes)).size();
    }
    return count;
  }

  @Test
  void elementsMustBeReadyFromTheLastToTheFirst() throws Exception {
    Cluster.run(
        1,
        new Shards(2),
        collective -> {
          Collective.Reduction reduction = collective.reduction(Precision.FLOAT32, 10);
          reduction.ready(4);
          assertThatThrownBy(() -> reduction.ready(5))
              .isInstanceOf(IllegalArgumentException.class)
              .hasMessageContaining("from must be from 0 to 4 but is 5");
          assertThatThrownBy(reduction::total)
              .isInstanceOf(IllegalStateException.class)
              .hasMessageContaining("before elements 0 to 4 were ready");
          return "";
        });
  }

  /**
   * A selector of the JDK's makes an Integer of each descriptor above 127 that is ready, as they
   * are where Spark has run: 16 bytes each, a few times a step.
   */
  @Test
  void aStepAllocatesNothingOfItsOwn() throws Exception {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    int steps = 200;
    long limit = 16L * 16 * steps;
    List<Long> allocated =
        Cluster.run(
            3,
            new Shards(8),
            collective -> {
              Collective.Reduction reduction = collective.reduction(Precision.FLOAT32, 40_000);
              Matrix losses = Matrix.zeros(Precision.FLOAT64, 8, 2);
              long thread = Thread.currentThread().getId();
              long least = Long.MAX_VALUE;
              boolean all = false;
              // What C2 has not compiled yet allocates, and when it has is not known: all take as
              // many steps, until the best of each are good.
              for (int round = 0; round < 40 && !all; round++) {
                long before = threads.getThreadAllocatedBytes(thread);
                for (int step = 0; step < steps; step++) {
                  reduction.ready(30_000);
                  reduction.ready(0);
                  reduction.total();
                  collective.gather(losses);
                }
                least = Math.min(least, threads.getThreadAllocatedBytes(thread) - before);
                Shards.Range own = collective.own();
                for (int s = own.first(); s < own.end(); s++) {
                  losses.set(s, 0, least < limit ? 1 : 0);
                }
                collective.gather(losses);
                all = IntStream.range(0, 8).allMatch(s -> losses.get(s, 0) == 1);
              }
              return least;
            });
    assertThat(allocated).hasSize(3).allSatisfy(bytes -> assertThat(bytes).isLessThan(limit));
  }
}
