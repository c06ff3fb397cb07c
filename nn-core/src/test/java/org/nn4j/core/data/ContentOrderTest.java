package org.nn4j.core.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.nn4j.core.InputException;
import org.nn4j.core.random.RandomStream;

class ContentOrderTest {
  private static final List<String> BOTH = List.of("x", "c");

  private static Table table(int rows) {
    double[] numbers = new double[rows];
    String[] texts = new String[rows];
    for (int row = 0; row < rows; row++) {
      numbers[row] = row % 7 == 0 ? Double.NaN : row % 50;
      texts[row] = row % 11 == 0 ? null : "label " + row % 13;
    }
    return new Table(List.of(new NumericColumn("x", numbers), CategoricalColumn.of("c", texts)));
  }

  private static List<String> texts(Table table, int[] order) {
    return Arrays.stream(order)
        .mapToObj(row -> cell(table.column("x"), row) + "|" + cell(table.column("c"), row))
        .toList();
  }

  private static String cell(Column column, int row) {
    return column.missing(row) ? "" : column.text(row);
  }

  @Test
  void isTheSameInWhateverOrderRowsStand() {
    Table table = table(3000);
    List<String> expected = texts(table, ContentOrder.of(table, BOTH));
    assertThat(expected).isNotEqualTo(texts(table, table.everyRow()));
    for (int seed = 0; seed < 5; seed++) {
      int[] shuffled = shuffled(table.rows(), seed);
      Table other =
          new Table(table.columns().stream().map(column -> column.select(shuffled)).toList());
      assertThat(texts(other, ContentOrder.of(other, BOTH)))
          .as("seed %d", seed)
          .isEqualTo(expected);
    }
  }

  private static int[] shuffled(int rows, int seed) {
    RandomStream random = new RandomStream(seed, "test");
    int[] order = IntStream.range(0, rows).toArray();
    for (int i = rows - 1; i > 0; i--) {
      int other = random.nextInt(i + 1);
      int kept = order[i];
      order[i] = order[other];
      order[other] = kept;
    }
    return order;
  }

  @Test
  void isAPermutationAndLeavesAlikeRowsInOrder() {
    Table table = new Table(List.of(new NumericColumn("x", new double[40_000])));
    assertThat(ContentOrder.of(table, List.of("x")))
        .isEqualTo(IntStream.range(0, 40_000).toArray());
    assertThat(ContentOrder.of(table(3000), BOTH)).contains(IntStream.range(0, 3000).toArray());
  }

  @Test
  void holdsForRowsThatStandInItAlone() {
    Table table = table(3000);
    Table ordered = table.select(ContentOrder.of(table, BOTH));
    assertThat(ContentOrder.holds(table, BOTH)).isFalse();
    assertThat(ContentOrder.holds(ordered, BOTH)).isTrue();
    assertThat(ContentOrder.holds(ordered, List.of("c", "x"))).isFalse();
    int[] swapped = ordered.everyRow();
    swapped[0] = 2999;
    swapped[2999] = 0;
    assertThat(ContentOrder.holds(ordered.select(swapped), BOTH)).isFalse();
    assertThat(ContentOrder.holds(table.select(new int[] {}), BOTH)).isTrue();
  }

  @Test
  void ordersUnsignedWordsTheSecondOfWhichDecidesBetweenEqualFirstOnes() {
    long[] high = {-1, 5, 0, 5, 5, Long.MIN_VALUE, Long.MAX_VALUE, 6};
    long[] low = {0, -1, 3, 2, Long.MIN_VALUE, 0, 9, 0};
    assertThat(ContentOrder.ascending(high, low)).containsExactly(2, 3, 4, 1, 7, 6, 5, 0);
  }

  @Test
  void columnsCountInTheOrderInWhichTheyAreNamed() {
    Table table = table(3000);
    assertThat(ContentOrder.of(table, BOTH))
        .isNotEqualTo(ContentOrder.of(table, List.of("c", "x")));
    assertThatThrownBy(() -> ContentOrder.of(table, List.of("x", "y")))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("'y'");
  }

  @Test
  void hashTellsKindsAndContents() {
    List<Consumer<ContentHash>> differing =
        List.of(
            hash -> {},
            hash -> hash.number(1),
            hash -> hash.text("1"),
            hash -> hash.number(Math.nextUp(1.0)),
            hash -> hash.number(0),
            hash -> hash.number(Double.longBitsToDouble(0x3130L)),
            hash -> hash.number(Double.POSITIVE_INFINITY),
            hash -> hash.text("0"),
            hash -> hash.text("01"),
            hash -> hash.text("0\0"),
            hash -> hash.text(""),
            ContentHash::missing,
            hash -> hash.text("12345678"),
            hash -> hash.text("12345678\0"),
            hash -> hash.text("123456789"),
            hash -> two(hash, "12345678", "9"),
            hash -> two(hash, "1234567", "89"),
            hash -> two(hash, "", ""),
            hash -> hash.text("é"),
            hash -> hash.text("e"));
    Set<List<Long>> seen = new HashSet<>();
    for (Consumer<ContentHash> row : differing) {
      assertThat(seen.add(bits(row))).as("row %d", seen.size()).isTrue();
    }
    assertThat(bits(hash -> hash.number(-0.0))).isEqualTo(bits(hash -> hash.number(0)));
    assertThat(bits(hash -> hash.number(Double.longBitsToDouble(0xfff8000000000001L))))
        .isEqualTo(bits(ContentHash::missing));
  }

  private static void two(ContentHash hash, String first, String second) {
    hash.text(first);
    hash.text(second);
  }

  private static List<Long> bits(Consumer<ContentHash> row) {
    ContentHash hash = new ContentHash();
    hash.number(99);
    hash.start();
    row.accept(hash);
    return List.of(hash.high(), hash.low());
  }

  /** They are part of what a run's bytes depend on, so they stay what they are. */
  @Test
  void bitsAreThoseOfOtherVersions() {
    assertThat(
            bits(
                hash -> {
                  hash.number(0.1);
                  hash.text("Iris setosa");
                  hash.missing();
                }))
        .extracting(Long::toHexString)
        .containsExactly("c4491079b6fd0295", "b4252f85763c69a7");
  }

  @Test
  void neitherWordRepeatsAmongAMillionNearRows() {
    for (int near = 0; near < 3; near++) {
      long[] high = new long[1_000_000];
      long[] low = new long[high.length];
      ContentHash hash = new ContentHash();
      for (int i = 0; i < high.length; i++) {
        hash.start();
        if (near == 0) {
          hash.number(i);
          hash.number(0);
        } else if (near == 1) {
          hash.number(i % 1000);
          hash.number(i / 1000);
        } else {
          hash.number(Double.longBitsToDouble(Double.doubleToLongBits(1) + i));
          hash.text("a");
        }
        high[i] = hash.high();
        low[i] = hash.low();
      }
      for (long[] words : List.of(high, low)) {
        assertThat(Arrays.stream(words).distinct().count()).isEqualTo(words.length);
        assertThat(Arrays.stream(words).filter(word -> word < 0).count())
            .isBetween(498_000L, 502_000L);
      }
    }
  }
}
