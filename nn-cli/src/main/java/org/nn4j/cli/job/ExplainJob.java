package org.nn4j.cli.job;

import jakarta.inject.Inject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.nn4j.api.Kernels;
import org.nn4j.api.Metric;
import org.nn4j.api.Task;
import org.nn4j.cli.report.Console;
import org.nn4j.core.InputException;
import org.nn4j.core.data.Table;
import org.nn4j.core.registry.Catalog;
import org.nn4j.core.text.Words;
import org.nn4j.experiment.data.DataFile;
import org.nn4j.experiment.data.LoadedModel;
import org.nn4j.experiment.data.SourceTable;
import org.nn4j.experiment.training.StandardMetrics;
import org.nn4j.explain.Attribution;
import org.nn4j.explain.Attribution.Method;
import org.nn4j.explain.Explainer;
import org.nn4j.explain.Explanation;
import org.nn4j.explain.Interaction;
import org.nn4j.explain.PairDependence;
import org.nn4j.explain.PartialDependence;
import org.nn4j.explain.PermutationImportance;

/** Says why a model predicts what it does for the rows of a file. */
public final class ExplainJob {
  /** Values of a column at which predictions are looked at. */
  private static final int POINTS = 20;

  /** Values of each of two columns. */
  private static final int PAIR_POINTS = 10;

  /** Rows whose square interactions are measured on. */
  private static final int INTERACTION_ROWS = 100;

  /** Rows that a single row is compared with. */
  private static final int BACKGROUND = 100;

  /** Rows that are explained unless some are named. */
  private static final int FIRST_ROWS = 3;

  /** The share of the way that integrated gradients may miss before one has to know of it. */
  private static final double INCOMPLETE = 0.05;

  /** Pairs of which a heat map is drawn. */
  private static final int PAIRS = 2;

  /** Predictions that take seconds, so that one wants to know how many there are. */
  private static final long MANY = 2_000_000;

  private final Catalog catalog;
  private final Kernels kernels;
  private final Console console;

  @Inject
  ExplainJob(Catalog catalog, Kernels kernels, Console console) {
    this.catalog = catalog;
    this.kernels = kernels;
    this.console = console;
  }

  /**
   * What is asked of an explanation.
   *
   * @param metrics the metrics, or none for those of the task
   * @param repeats how often each column is shuffled
   * @param sample most rows to average over
   * @param columns the columns to look at closely, or none for the most important
   * @param top how many those are
   * @param output the class, label or target that is explained, or null
   * @param logOdds whether log-odds are explained
   * @param centred whether curves over numbers start at 0
   * @param rows the rows to explain, from 1, or none for the first
   * @param method how rows are explained
   * @param dropMissing whether rows without what is predicted are left out
   * @param seed seed of what is drawn at random
   * @param threads most threads to use
   */
  public record Options(
      List<String> metrics,
      int repeats,
      int sample,
      List<String> columns,
      int top,
      @Nullable String output,
      boolean logOdds,
      boolean centred,
      List<Integer> rows,
      Method method,
      boolean dropMissing,
      long seed,
      int threads) {}

  /**
   * What was found out.
   *
   * @param explanation what was found out
   * @param samples the number of rows of the file
   * @param sample the number of rows that were used
   * @param sha256 hash of the model's parameters
   */
  public record Outcome(Explanation explanation, int samples, int sample, String sha256) {}

  /**
   * Explains a model.
   *
   * @throws InputException if model and data do not fit one another, or something that is asked for
   *     is not there
   */
  public Outcome explain(Path modelFile, DataFile data, Options options) {
    LoadedModel model = LoadedModel.load(modelFile, catalog, kernels);
    Task task = model.preprocessor().target().task();
    List<Metric> metrics = StandardMetrics.create(catalog, options.metrics, task);
    Table whole = model.read(data, true, console);
    Table table =
        options.dropMissing
            ? SourceTable.withTarget(whole, model.preprocessor().target(), console::warn)
            : whole;
    if (table.rows() == 0) {
      throw table.fault("there is no row to explain the model with");
    }
    int[] explained = rows(options.rows, table.rows());
    int[] sample = Explainer.sample(table.everyRow(), options.sample, options.seed);
    if (sample.length < table.rows()) {
      console.note(
          sample.length
              + " of "
              + table.rows()
              + " rows, drawn at random, explain the model; more take longer: --sample N");
    }
    Explainer explainer = new Explainer(model.model(), table, sample, options.seed);
    explainer = explainer.withThreads(options.threads);
    if (options.output != null) {
      explainer = explainer.withOutput(options.output);
    }
    if (options.logOdds) {
      explainer = explainer.withLogOdds();
    }
    report(explainer, options, sample.length, explained.length);
    Explanation explanation =
        explanation(
            model.model().toString(),
            explainer,
            metrics.isEmpty() ? explainer.standardMetrics() : metrics,
            options,
            explained);
    return new Outcome(
        explanation, table.rows(), sample.length, model.network().parameters().sha256());
  }

  private static int[] rows(List<Integer> asked, int count) {
    for (int row : asked) {
      if (row < 1 || row > count) {
        throw new InputException(
            "--rows: rows are numbered from 1, and the data have "
                + count
                + ", but "
                + row
                + " is asked for");
      }
    }
    return asked.isEmpty()
        ? IntStream.range(0, Math.min(FIRST_ROWS, count)).toArray()
        : asked.stream().mapToInt(row -> row - 1).toArray();
  }

  /** Reports how many predictions will be made, if they are so many that they take long. */
  private void report(Explainer explainer, Options options, long sample, long rows) {
    long columns = explainer.columns().size();
    long top = options.columns.isEmpty() ? Math.min(options.top, columns) : options.columns.size();
    long square = Math.min(sample, INTERACTION_ROWS) * Math.min(sample, INTERACTION_ROWS);
    long shuffled = columns * options.repeats * sample;
    long all =
        shuffled
            + top * POINTS * sample
            + (top + top * (top - 1) / 2) * square
            + (options.method == Method.SHAPLEY
                ? rows * 2 * columns * Math.min(sample, BACKGROUND)
                : 0);
    if (all > MANY) {
      console.note(
          String.format(Locale.ROOT, "%,d", all)
              + " predictions are made, "
              + Math.round(100.0 * shuffled / all)
              + " % of them for "
              + Words.count(columns, "column")
              + " × "
              + options.repeats
              + " repeats × "
              + sample
              + " rows; fewer: --sample, --repeats");
    }
  }

  private Explanation explanation(
      String model, Explainer explainer, List<Metric> metrics, Options options, int[] rows) {
    PermutationImportance importance = explainer.importance(options.repeats, metrics);
    List<String> columns =
        options.columns.isEmpty()
            ? importance.names().stream().limit(options.top).toList()
            : options.columns;
    List<PartialDependence> dependences = new ArrayList<>();
    for (String column : columns) {
      PartialDependence dependence = explainer.dependence(column, POINTS);
      dependences.add(options.centred && dependence.numeric() ? dependence.centre() : dependence);
    }
    List<Interaction> interactions = List.of();
    List<PairDependence> pairs = new ArrayList<>();
    if (columns.size() > 1) {
      interactions = explainer.interactions(columns, INTERACTION_ROWS);
      interactions.stream()
          .limit(PAIRS)
          .map(pair -> explainer.dependence(pair.first(), pair.second(), PAIR_POINTS))
          .forEach(pairs::add);
    }
    List<Attribution> attributions = new ArrayList<>();
    for (int row : rows) {
      Attribution attribution =
          options.method == Method.SHAPLEY
              ? explainer.shapley(row, BACKGROUND)
              : explainer.integratedGradients(row);
      double way = Math.abs(attribution.prediction() - attribution.base());
      if (Math.abs(attribution.gap()) > INCOMPLETE * way) {
        console.warn(
            "row "
                + (row + 1)
                + ": integrated gradients miss "
                + Words.number(attribution.gap())
                + " of "
                + Words.number(attribution.prediction() - attribution.base())
                + "; the network is not differentiable in its inputs, as with codes of an"
                + " embedding, or very steep; --method shapley needs no derivative");
      }
      attributions.add(attribution);
    }
    return new Explanation(
        model, explainer.output(), importance, dependences, interactions, pairs, attributions);
  }
}
