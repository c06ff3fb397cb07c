package org.nn4j.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nn4j.core.InputException;
import org.nn4j.core.data.CategoricalColumn;
import org.nn4j.core.data.Column;
import org.nn4j.core.data.NumericColumn;
import org.nn4j.core.data.Table;
import org.nn4j.core.data.TableStorage;
import org.nn4j.experiment.config.RunSettings;
import org.nn4j.experiment.config.Settings;

/** Tables on disk are those in memory, and so is what is learnt from them. */
class LocalTablesTest {
  private static final int SEED = 11;

  private static final StructType SCHEMA =
      new StructType()
          .add("wide", DataTypes.DoubleType)
          .add("byte", DataTypes.IntegerType)
          .add("gaps", DataTypes.FloatType)
          .add("text", DataTypes.StringType)
          .add("rare", DataTypes.StringType);

  @TempDir private Path folder;

  /** Rows of numbers of several widths, texts and gaps; some texts come late. */
  private static List<Row> rows(int count) {
    Random random = new Random(SEED);
    return IntStream.range(0, count)
        .mapToObj(
            i ->
                RowFactory.create(
                    random.nextGaussian() * 1e10,
                    random.nextInt(256),
                    random.nextInt(5) == 0 ? null : random.nextFloat(),
                    random.nextInt(7) == 0 ? null : "é" + random.nextInt(20),
                    i < count - 10 ? null : "late " + i))
        .toList();
  }

  private static Table read(LocalTables tables, List<Row> rows, long count) {
    RowCells cells = RowCells.none(ZoneOffset.UTC).and(SCHEMA, List.of(SCHEMA.fieldNames()));
    RowCells.Cells own = cells.cells();
    Iterator<Row> left = rows.iterator();
    return tables.read(
        Path.of("rows"),
        cells,
        () -> {
          if (!left.hasNext()) {
            return null;
          }
          cells.read(left.next(), own);
          return cells.write(own);
        },
        count);
  }

  private static List<Object> contents(Table table) {
    List<Object> all = new ArrayList<>(table.names());
    for (Column column : table.columns()) {
      for (int row = 0; row < table.rows(); row++) {
        all.add(
            column instanceof NumericColumn numbers
                ? Double.doubleToLongBits(numbers.value(row))
                : ((CategoricalColumn) column).code(row));
      }
      all.add(column instanceof CategoricalColumn texts ? texts.labels() : "numbers");
    }
    return all;
  }

  @Test
  void aTableThatExceedsItsShareOfTheBudgetIsOnDisk() throws IOException {
    List<Row> rows = rows(9_000);
    TableStorage storage = new TableStorage(9_000 * 5 * Double.BYTES, folder);
    Table memory = read(new LocalTables(storage), rows, 9_000);
    Table disk = read(new LocalTables(storage.withBudget(storage.budget() - 1)), rows, 9_000);

    assertThat(memory.mapped()).isFalse();
    assertThat(disk.mapped()).isTrue();
    assertThat(contents(disk)).as("seed %d", SEED).isEqualTo(contents(memory));
    assertThat(disk.fault(8_999, disk.column("byte"), "wrong"))
        .hasMessage("rows: row 9000, column 'byte': wrong");
    assertThat(read(new LocalTables(storage), List.of(), 0).rows()).isZero();
    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left).isEmpty();
    }
  }

  @Test
  void nothingIsLeftOfATableThatFails() throws IOException {
    List<Row> rows = new ArrayList<>(rows(9_000));
    rows.set(8_000, RowFactory.create("no number", 1, 1f, "a", "b"));
    LocalTables tables = new LocalTables(new TableStorage(0, folder));

    assertThatThrownBy(() -> read(tables, rows, 9_000)).isInstanceOf(ClassCastException.class);
    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left).isEmpty();
    }
    LocalTables nowhere = new LocalTables(new TableStorage(0, folder.resolve("none")));
    assertThatThrownBy(() -> read(nowhere, rows, 9_000))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(folder.resolve("none").toString())
        .hasMessageContaining("there is no such folder");
  }

  @Test
  void tasksOfAProcessShareAQuarterOfItsHeapInALocalFolder() {
    Sessions.local();
    long quarter = Runtime.getRuntime().maxMemory() / 4;
    LocalTables own = LocalTables.of(Settings.defaults(), 4, 3);

    assertThat(own.storage().budget()).isEqualTo(quarter / 4);
    assertThat(own.storage().folder()).isDirectory();
    Settings given =
        Settings.defaults().with(RunSettings.MEMORY_BUDGET, 1000L).with(RunSettings.CACHE, folder);
    assertThat(LocalTables.of(given, 4, 3).storage()).isEqualTo(new TableStorage(1000, folder));
  }

  @Test
  void whatMayBeLargeIsSortedIntoMorePartitionsThanItComesIn() {
    Dataset<Row> small = Sessions.local().createDataFrame(rows(100), SCHEMA).repartition(3);
    Dataset<Row> unknown = Sessions.local().createDataFrame(small.toJavaRDD(), SCHEMA);
    Dataset<Row> large = Sessions.local().range(0, 50_000_000, 1, 4).toDF(); // 400 MB

    assertThat(SparkTraining.partitions(small)).isEqualTo(3);
    assertThat(SparkTraining.partitions(unknown)).isEqualTo(3 * 16);
    assertThat(SparkTraining.partitions(large)).isEqualTo(400_000_000 >> 24);
  }

  /** With batch norm, weights, and rows that decide when to stop. */
  @ParameterizedTest
  @CsvSource({"float32, 1", "float64, 2"})
  void memoryAndDiskTrainTheSameBytes(String precision, int tasks) {
    Dataset<Row> rows =
        Sessions.local()
            .createDataFrame(rows(3_000), SCHEMA)
            .withColumn("weight", functions.expr("1 + byte % 3"))
            .withColumn("watches", functions.expr("byte % 5 = 0"))
            .withColumn("label", functions.expr("if(coalesce(gaps, 0.5) * 300 > byte, 'a', 'b')"));
    byte[] memory = bytes(rows, precision, tasks, "1GB");
    assertThat(bytes(rows, precision, tasks, "0B")).as("seed %d", SEED).isEqualTo(memory);
  }

  private static byte[] bytes(Dataset<Row> rows, String precision, int tasks, String budget) {
    return new NnClassifier()
        .setFeaturesCols(SCHEMA.fieldNames())
        .setLabelCol("label")
        .setWeightCol("weight")
        .setValidationIndicatorCol("watches")
        .setLayers("12:relu", "batch_norm", "dropout(rate=0.1)")
        .setPrecision(precision)
        .setEpochs(20)
        .setBatch(100)
        .setShards(8)
        .setExecutors(tasks)
        .setEarlyStopping("validation_loss(patience=2)")
        .setSetting("memory_budget", budget)
        .fit(rows)
        .bytes()
        .bytes();
  }

  /** Numbers that are to be categories are texts in the driver, and in tasks the same as ever. */
  @Test
  void numbersThatAreCategoriesAreSoOnDisk() {
    Dataset<Row> rows =
        Sessions.local()
            .createDataFrame(rows(2_000), SCHEMA)
            .withColumn("byte", functions.expr("byte % 10"));
    NnRegressor regressor =
        new NnRegressor()
            .setFeaturesCols("byte", "gaps", "text")
            .setLabelCol("wide")
            .setLayers("8:relu")
            .setEpochs(2)
            .setSetting("categorical", new String[] {"byte"})
            .setSetting("target_scaling", "standardize");
    byte[] memory = regressor.fit(rows).bytes().bytes();
    assertThat(regressor.setSetting("memory_budget", "0B").fit(rows).bytes().bytes())
        .as("seed %d", SEED)
        .isEqualTo(memory);
    assertThat(regressor.fit(rows).model().preprocessor().features().steps().get(0).toString())
        .contains("CategoricalFeature");
  }
}
