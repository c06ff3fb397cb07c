package org.nn4j.explain;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.nn4j.api.Checks;
import org.nn4j.api.Metric;
import org.nn4j.api.Task;
import org.nn4j.core.InputException;
import org.nn4j.core.data.Column;
import org.nn4j.core.data.Table;
import org.nn4j.core.metric.Accuracy;
import org.nn4j.core.metric.HammingLoss;
import org.nn4j.core.metric.LabelF1;
import org.nn4j.core.metric.LogLoss;
import org.nn4j.core.metric.R2;
import org.nn4j.core.metric.RootMeanSquaredError;
import org.nn4j.core.model.Model;
import org.nn4j.core.model.Prediction;
import org.nn4j.core.preprocess.Preprocessor;
import org.nn4j.core.random.RandomStream;
import org.nn4j.core.training.Trainer;

/**
 * Says why a model predicts what it does, in the columns of the table: which of them its metrics
 * rest on, how predictions follow their values, which act together, and what each adds in a row.
 *
 * <pre>{@code
 * Explainer explainer = new Explainer(model, table, table.everyRow(), 7);
 * explainer.importance(10).columns().forEach(System.out::println);
 * System.out.println(explainer.dependence("petal_length", 20));
 * System.out.println(explainer.shapley(0, 100));
 * }</pre>
 *
 * <p>Works with any model over tables, and takes a category, a date or a text for one thing,
 * however many inputs the network has for it. Results depend on the seed alone, not on threads.
 * Immutable, and safe for any number of threads as long as nothing trains the model's network.
 */
public final class Explainer {
  /** Rows that a dependence on two columns is averaged over. */
  private static final int PAIR_ROWS = 200;

  private final Model model;
  private final Table table;
  private final int[] rows;
  private final long seed;
  private final int threads;
  private final ExplainedOutput output;

  /**
   * Creates an explainer of probabilities or numbers: of two classes the second, of more classes,
   * labels or targets all.
   *
   * @param model a model over tables
   * @param table a table with its columns, read with {@link
   *     org.nn4j.core.preprocess.Preprocessor#tableOptions}
   * @param rows the rows that explanations are averaged over; {@link #sample} takes some of many
   * @param seed seed of what is drawn at random
   * @throws org.nn4j.core.InputException if a column is missing or a value cannot be encoded
   * @throws IllegalArgumentException if there is no row
   * @throws IllegalStateException if the model has no preprocessing
   */
  public Explainer(Model model, Table table, int[] rows, long seed) {
    this(model, table, rows.clone(), seed, Trainer.defaultThreads(), standard(model, table, rows));
  }

  private Explainer(
      Model model, Table table, int[] rows, long seed, int threads, ExplainedOutput output) {
    this.model = model;
    this.table = table;
    this.rows = rows;
    this.seed = seed;
    this.threads = threads;
    this.output = output;
  }

  private static ExplainedOutput standard(Model model, Table table, int[] rows) {
    Checks.atLeast("explain: the number of rows", rows.length, 1);
    Prediction first = model.predict(table, new int[] {rows[0]});
    return ExplainedOutput.of(first.task(), first.names(), first.hasProbabilities());
  }

  /**
   * Returns at most so many rows, drawn without repetition, in their order.
   *
   * @param rows the rows to draw from; not changed
   * @param most how many are enough
   * @param seed seed of the draw
   * @throws IllegalArgumentException if {@code most} is below 1
   */
  public static int[] sample(int[] rows, int most, long seed) {
    Checks.atLeast("explain: the size of the sample", most, 1);
    if (rows.length <= most) {
      return rows.clone();
    }
    int[] drawn = rows.clone();
    new RandomStream(seed, "explain/sample").shuffle(drawn, drawn.length);
    int[] chosen = Arrays.copyOf(drawn, most);
    Arrays.sort(chosen);
    return chosen;
  }

  /**
   * Returns a copy that uses other threads.
   *
   * @param most most threads to use; results are the same for any number
   * @throws IllegalArgumentException if it is below 1
   */
  public Explainer withThreads(int most) {
    Checks.atLeast("threads", most, 1);
    return new Explainer(model, table, rows, seed, most, output);
  }

  /**
   * Returns a copy that explains one class, label or target.
   *
   * @throws org.nn4j.core.InputException if the model predicts none of that name
   */
  public Explainer withOutput(String name) {
    Prediction first = model.predict(table, new int[] {rows[0]});
    ExplainedOutput one =
        ExplainedOutput.of(first.task(), first.names(), first.hasProbabilities(), name);
    return with(output.logOdds() ? one.withLogOdds() : one);
  }

  /**
   * Returns a copy that explains log-odds instead of probabilities. In log-odds effects do not
   * shrink as probabilities approach 0 and 1.
   *
   * @throws org.nn4j.core.InputException if the model predicts no probabilities
   */
  public Explainer withLogOdds() {
    return with(output.withLogOdds());
  }

  private Explainer with(ExplainedOutput other) {
    return new Explainer(model, table, rows, seed, threads, other);
  }

  /** Returns what is explained. */
  public ExplainedOutput output() {
    return output;
  }

  /** Returns the names of the columns, in the order of the model's features. */
  public List<String> columns() {
    return mix().columns().stream().map(Column::name).toList();
  }

  private ColumnMix mix() {
    return new ColumnMix(model, table, output, threads);
  }

  /**
   * Returns the metrics of which importance is measured by default: {@code log_loss} and {@code
   * accuracy} for classes, the latter alone where scores are no probabilities; {@code label_f1} and
   * {@code hamming_loss} for labels; {@code r2} and {@code rmse} for numbers. Log loss comes first,
   * since it changes with every probability and accuracy only with decisions.
   */
  public List<Metric> standardMetrics() {
    return standardMetrics(output.task(), output.probabilities());
  }

  /**
   * Returns the metrics of which importance is measured by default, as {@link #standardMetrics()}.
   *
   * @param probabilities whether the model's scores are probabilities
   */
  public static List<Metric> standardMetrics(Task task, boolean probabilities) {
    return switch (task) {
      case REGRESSION -> List.of(new R2(), new RootMeanSquaredError());
      case MULTI_LABEL -> List.of(new LabelF1(), new HammingLoss());
      case CLASSIFICATION ->
          probabilities ? List.of(new LogLoss(), new Accuracy()) : List.of(new Accuracy());
    };
  }

  /**
   * Measures how much worse the standard metrics become when each column is shuffled; takes columns
   * × repeats × rows predictions.
   *
   * @param repeats how often each column is shuffled, at least 2; 10 tells most effects from chance
   * @throws org.nn4j.core.InputException if the table has no target or a metric is undefined on it
   * @throws IllegalArgumentException if {@code repeats} is below 2
   */
  public PermutationImportance importance(int repeats) {
    return importance(repeats, standardMetrics());
  }

  /**
   * Measures how much worse metrics become when each column is shuffled.
   *
   * @param repeats how often each column is shuffled, at least 2
   * @param metrics metrics of the model's task, the first of which orders the columns
   * @throws org.nn4j.core.InputException if the table has no target or a metric is undefined on it
   * @throws IllegalArgumentException if {@code repeats} is below 2 or there is no metric
   */
  public PermutationImportance importance(int repeats, List<Metric> metrics) {
    int[] all = IntStream.range(0, rows.length).toArray();
    return PermutationImportance.of(
        model, model.dataset(table, rows), all, repeats, metrics, seed, threads);
  }

  /**
   * Computes how predictions follow a column; takes points × rows predictions.
   *
   * @param column the column's name
   * @param points most values to look at, at least 2; 20 shows any shape that data this noisy have
   * @throws org.nn4j.core.InputException if the model has no such column
   * @throws IllegalArgumentException if {@code points} is below 2
   */
  public PartialDependence dependence(String column, int points) {
    ColumnMix mix = mix();
    int index = index(mix, column);
    return PartialDependence.of(mix, index, grid(mix, index, points), rows);
  }

  /**
   * Computes how predictions follow two columns together; takes points² × rows predictions, of 200
   * rows at most.
   *
   * @param first the first column's name
   * @param second the second column's name
   * @param points most values of each to look at, at least 2
   * @throws org.nn4j.core.InputException if the model has no such columns
   * @throws IllegalArgumentException if {@code points} is below 2 or the columns are one
   */
  public PairDependence dependence(String first, String second, int points) {
    ColumnMix mix = mix();
    int a = index(mix, first);
    int b = index(mix, second);
    if (a == b) {
      throw new IllegalArgumentException(
          "dependence: two columns are needed but both are '" + first + "'");
    }
    return PairDependence.of(
        mix, a, b, grid(mix, a, points), grid(mix, b, points), sample(rows, PAIR_ROWS, seed));
  }

  private Grid grid(ColumnMix mix, int column, int points) {
    Checks.atLeast("dependence: the number of points", points, 2);
    return Grid.of(mix.columns().get(column), rows, points);
  }

  private int index(ColumnMix mix, String column) {
    String name = table.column(column).name();
    for (int c = 0; c < mix.columns().size(); c++) {
      if (mix.columns().get(c).name().equals(name)) {
        return c;
      }
    }
    throw new InputException(
        "explain: '"
            + column
            + "' is no column that the model predicts from; those are "
            + String.join(", ", columns()));
  }

  /**
   * Measures how far columns act together, pair by pair; takes N²·(columns + pairs) predictions for
   * N rows.
   *
   * @param columns the names of some columns
   * @param most most rows to use; 100 give H² within a few hundredths
   * @return all pairs, the strongest first
   * @throws org.nn4j.core.InputException if the model has no such columns
   * @throws IllegalArgumentException if {@code most} is below 1
   */
  public List<Interaction> interactions(List<String> columns, int most) {
    ColumnMix mix = mix();
    return Interaction.of(
        mix,
        columns.stream().map(column -> index(mix, column)).distinct().toList(),
        sample(rows, most, seed));
  }

  /**
   * Computes what each column adds to a row's prediction, as Shapley values by sampling; takes 2 ×
   * background × columns predictions.
   *
   * @param row a row of the table, which need not be one of the explainer's
   * @param background most rows of the explainer's that the row is compared with; 100 give errors
   *     of some hundredths of the predictions' deviation
   * @throws IllegalArgumentException if the table has no such row or {@code background} is below 1
   */
  public Attribution shapley(int row, int background) {
    return ShapleySampling.of(mixOf(row), row, sample(rows, background, seed), seed);
  }

  /**
   * Computes what each column adds to a row's prediction, by integrated gradients from the mean of
   * the rows' inputs.
   *
   * @param row a row of the table, which need not be one of the explainer's
   * @throws IllegalArgumentException if the table has no such row
   */
  public Attribution integratedGradients(int row) {
    ColumnMix mix = mixOf(row);
    Preprocessor preprocessor = Objects.requireNonNull(model.preprocessor());
    return IntegratedGradients.of(model, preprocessor.features(), table, row, rows, mix.output());
  }

  /** Returns what predicts the one output that is explained of a row. */
  private ColumnMix mixOf(int row) {
    if (row < 0 || row >= table.rows()) {
      throw new IllegalArgumentException(
          "explain: row " + row + " is none of the table's, 0 to " + (table.rows() - 1));
    }
    if (output.count() == 1) {
      return mix();
    }
    double[] values = mix().values(new int[] {row});
    int most = 0;
    for (int k = 1; k < values.length && output.task() != Task.REGRESSION; k++) {
      most = values[k] > values[most] ? k : most;
    }
    return new ColumnMix(model, table, output.only(most), threads);
  }
}
