package org.nn4j.bench.prediction;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.nn4j.api.Matrix;
import org.nn4j.api.Precision;
import org.nn4j.core.data.CategoricalColumn;
import org.nn4j.core.data.NumericColumn;
import org.nn4j.core.data.Table;
import org.nn4j.core.model.Model;
import org.nn4j.core.model.Prediction;
import org.nn4j.core.model.Predictor;
import org.nn4j.core.model.SamplePrediction;
import org.nn4j.core.network.BoundNetwork;
import org.nn4j.core.network.Network;
import org.nn4j.core.preprocess.Preprocessor;
import org.nn4j.core.random.RandomStream;
import org.nn4j.core.training.TrainingPlan;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * One sample of four numbers and a category through a network of 64 hidden units to three classes:
 * by the names of its columns, as numbers, as a table of one row, as a matrix that is encoded
 * already, and the network alone. {@code -t 50} has 50 threads share one model, {@code -prof gc}
 * counts bytes a call.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
    value = 2,
    jvmArgsAppend = {"--add-modules", "jdk.incubator.vector"})
public class PredictionBenchmark {
  private static final int ROWS = 300;
  private static final int NUMBERS = 4;
  private static final String[] TOWNS = {"Aachen", "Bonn", "Köln", "Trier"};

  private final Map<String, Object> sample = new HashMap<>();
  private final Map<String, Object> texts = new HashMap<>();
  private final double[] values = new double[NUMBERS];
  private Model model = model(true);
  private Predictor predictor = model.predictor();
  private Predictor ofNumbers = model(false).predictor();
  private Table row = table();
  private Matrix encoded = Matrix.zeros(Precision.FLOAT32, 1, 1);

  /** The memory of a thread that computes with the network itself. */
  @State(Scope.Thread)
  public static class Bound {
    private BoundNetwork network = model(true).network().bindForPrediction(1);

    /** Binds the network that all threads share. */
    @Setup
    public void bind(PredictionBenchmark all) {
      network = all.model.network().bindForPrediction(1);
    }
  }

  /** Draws a table. */
  private static Table table() {
    RandomStream random = new RandomStream(1, "samples");
    NumericColumn[] numbers = new NumericColumn[NUMBERS];
    for (int c = 0; c < NUMBERS; c++) {
      double[] column = new double[ROWS];
      for (int r = 0; r < ROWS; r++) {
        column[r] = random.nextGaussian();
      }
      numbers[c] = new NumericColumn("x" + c, column);
    }
    String[] towns = new String[ROWS];
    String[] kinds = new String[ROWS];
    for (int r = 0; r < ROWS; r++) {
      towns[r] = TOWNS[r % TOWNS.length];
      kinds[r] = "kind" + r % 3;
    }
    return new Table(
        List.of(
            numbers[0],
            numbers[1],
            numbers[2],
            numbers[3],
            CategoricalColumn.of("town", towns),
            CategoricalColumn.of("kind", kinds)));
  }

  private static Model model(boolean categories) {
    Table table = categories ? table() : table().without("town");
    Preprocessor preprocessor = Preprocessor.fit(table, table.everyRow(), "kind");
    Network network =
        Network.builder(preprocessor.inputWidth())
            .dense(64, "relu")
            .dense(preprocessor.outputWidth(), "softmax")
            .seed(1)
            .build();
    TrainingPlan plan = TrainingPlan.builder().loss("categorical_cross_entropy").build();
    return Model.of(network, plan, preprocessor);
  }

  /** Takes the first row in all forms. */
  @Setup
  public void prepare() {
    Table table = table();
    for (int c = 0; c < NUMBERS; c++) {
      NumericColumn column = (NumericColumn) table.column("x" + c);
      values[c] = column.value(0);
      sample.put(column.name(), values[c]);
      texts.put(column.name(), column.text(0));
    }
    sample.put("town", table.column("town").text(0));
    texts.put("town", table.column("town").text(0));
    row = table.select(new int[] {0});
    encoded =
        Objects.requireNonNull(model.preprocessor())
            .features()
            .encode(row, new int[] {0}, Precision.FLOAT32);
  }

  /** Predicts values by the names of columns. */
  @Benchmark
  public SamplePrediction map() {
    return predictor.predict(sample);
  }

  /** Predicts values by the names of columns, numbers as texts. */
  @Benchmark
  public SamplePrediction mapOfTexts() {
    return predictor.predict(texts);
  }

  /** Predicts numbers in the order of the columns; without the category. */
  @Benchmark
  public SamplePrediction array() {
    return ofNumbers.predict(values);
  }

  /** Predicts a table of one row. */
  @Benchmark
  public Prediction tableOfOneRow() {
    return model.predict(row);
  }

  /** Predicts inputs that are encoded already. */
  @Benchmark
  public Matrix matrix() {
    return model.network().predict(encoded);
  }

  /** Computes the network alone, in memory of the thread's own. */
  @Benchmark
  public Matrix network(Bound bound) {
    return bound.network.forward(encoded, false);
  }
}
