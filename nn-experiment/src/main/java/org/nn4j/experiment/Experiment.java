package org.nn4j.experiment;

import java.nio.file.Path;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.nn4j.api.Component;
import org.nn4j.api.TableRows;
import org.nn4j.core.InputException;
import org.nn4j.core.MisfitException;
import org.nn4j.core.NnException;
import org.nn4j.core.crossval.CrossValidationResult;
import org.nn4j.core.data.Table;
import org.nn4j.core.diagnosis.OverfitCheck;
import org.nn4j.core.diagnosis.RateCurve;
import org.nn4j.core.diagnosis.RateSweep;
import org.nn4j.core.gradcheck.GradientCheck;
import org.nn4j.core.gradcheck.GradientReport;
import org.nn4j.core.io.Spool;
import org.nn4j.core.registry.Origin;
import org.nn4j.core.registry.PluginFolders;
import org.nn4j.core.training.Cancellation;
import org.nn4j.core.training.CancelledException;
import org.nn4j.core.training.TrainingListener;
import org.nn4j.experiment.check.BatchOverfit;
import org.nn4j.experiment.check.GradientVerification;
import org.nn4j.experiment.check.RateFinder;
import org.nn4j.experiment.config.AllSettings;
import org.nn4j.experiment.config.DataSettings;
import org.nn4j.experiment.config.NetworkSettings;
import org.nn4j.experiment.config.RunSettings;
import org.nn4j.experiment.config.SearchSpace;
import org.nn4j.experiment.config.Setting;
import org.nn4j.experiment.config.Settings;
import org.nn4j.experiment.crossval.FoldChoice;
import org.nn4j.experiment.data.MemoryRows;
import org.nn4j.experiment.data.ResultSetRows;
import org.nn4j.experiment.plugin.PluginException;
import org.nn4j.experiment.search.SearchChoice;
import org.nn4j.experiment.search.SearchOutcome;
import org.nn4j.experiment.search.TrialExecutor;
import org.nn4j.experiment.training.CheckpointedTraining;
import org.nn4j.experiment.training.Training;
import org.nn4j.experiment.training.TrainingResult;
import org.nn4j.experiment.training.TrainingStart;

/**
 * A description of what to learn from which data, and everything that can be done with it: train a
 * model, cross-validate, search for better settings, check gradients.
 *
 * <pre>{@code
 * Trained trained = Experiment.on(Path.of("iris.csv")).target("species").seed(7).train();
 * trained.metrics();
 * trained.model().save(Path.of("iris.nn.safetensors"));
 * }</pre>
 *
 * <p>Every setting of {@code nn train} can be given by its key, see {@link #with}. What is left
 * open is filled in to suit the data, by the same rules; the same settings, data and seed give the
 * same bytes here and on the command line.
 *
 * <p>Parts (layers, losses, optimizers …) are those on the class or module path, those of {@code
 * with("plugins", folder)}, and those given to {@link #parts}. Unlike the command line, nothing is
 * loaded from the user's home or the environment.
 *
 * <p>Immutable and thread-safe: every method returns a copy or computes something of its own. Files
 * are read when something is computed, not before. Interrupting the thread that computes, as by
 * Ctrl-C in JShell, cancels its training, as a {@link Cancellation} does.
 */
public final class Experiment {
  /** What data in memory are called where a file has its name. */
  private static final Path MEMORY = Path.of("memory");

  /** What the runner advises for a part that is missing, and what helps a program. */
  private static final String JAR_ADVICE = "Put its jar into " + PluginFolders.ADVICE + ".";

  private static final String PART_ADVICE =
      "Add its jar to the class path, its folder by with(\"plugins\", folder), or the part itself by"
          + " parts(part).";

  private static final Pattern FLAG = Pattern.compile("--([a-z]+(?:-[a-z]+)*)");

  /** Settings of files that only the command line writes; programs write these themselves. */
  private static final Map<Setting<?>, String> UNUSED =
      Map.of(
          RunSettings.MODEL, "save trained.model()",
          RunSettings.REPORT, "add a listener of nn-report",
          RunSettings.TENSORBOARD, "add a listener of nn-report");

  private final Settings settings;

  /** The ranges of a file of settings that has some, else null. */
  private final @Nullable SearchSpace space;

  private final @Nullable Supplier<TableRows> rows;
  private final List<Component> parts;
  private final List<TrainingListener> listeners;
  private final Consumer<String> notices;
  private final @Nullable TrialExecutor executor;

  private Experiment(
      Settings settings,
      @Nullable SearchSpace space,
      @Nullable Supplier<TableRows> rows,
      List<Component> parts,
      List<TrainingListener> listeners,
      Consumer<String> notices,
      @Nullable TrialExecutor executor) {
    this.settings = settings;
    this.space = space;
    this.rows = rows;
    this.parts = parts;
    this.listeners = listeners;
    this.notices = notices;
    this.executor = executor;
  }

  private static Experiment of(Settings settings, @Nullable Supplier<TableRows> rows) {
    return new Experiment(settings, null, rows, List.of(), List.of(), notice -> {}, null);
  }

  /**
   * Returns an experiment on a file of data.
   *
   * @param file what {@code nn train --data} takes: CSV, gzipped or not, several files by a
   *     pattern, IDX, or what a plug-in reads
   */
  public static Experiment on(Path file) {
    Objects.requireNonNull(file, "file");
    return of(Settings.defaults().with(DataSettings.DATA_FILE, file), null);
  }

  private static Experiment ofRows(Supplier<TableRows> rows) {
    return of(Settings.defaults().with(DataSettings.DATA_FILE, MEMORY), rows);
  }

  /** Returns an experiment on a table, which is kept by reference. */
  public static Experiment on(Table table) {
    return ofRows(MemoryRows.of(table));
  }

  /**
   * Returns an experiment on records, whose components are the columns. Numbers are numeric; texts,
   * enum constants, booleans and characters are categories; components of other types must be left
   * out with {@code with("ignore", …)}. Null, NaN and the empty text are missing values. A target
   * of few whole numbers is taken for classes, as in a file, unless {@code with("task",
   * "regression")} says otherwise.
   *
   * @param records at least one, all of one class that is accessible; their values are taken now
   * @throws IllegalArgumentException if there is none, or they cannot be read
   */
  public static Experiment on(List<? extends Record> records) {
    return ofRows(MemoryRows.of(records));
  }

  /**
   * Returns an experiment on the rows of a query, from the next one to the last, which are read
   * now. The columns are called by their labels. The program's own module requires java.sql.
   *
   * @throws InputException if they cannot be read
   */
  @SuppressWarnings("exports") // java.sql is there where a program has a ResultSet
  public static Experiment on(ResultSet result) {
    return ofRows(ResultSetRows.of(result));
  }

  /**
   * Returns an experiment that learns numbers from numbers. The features are called {@code x0},
   * {@code x1}, …, the target {@code y}. NaN is a missing value.
   *
   * @param features a row for each sample, kept by reference
   * @param targets a number for each sample, kept by reference; whole numbers that are few are
   *     taken for classes, as in a file, unless {@code with("task", "regression")} says otherwise
   * @throws IllegalArgumentException if the numbers of samples or the lengths of rows differ
   */
  public static Experiment on(double[][] features, double[] targets) {
    return ofArrays(features, targets.length, row -> targets[row], true);
  }

  /**
   * Returns an experiment that learns labels from numbers, as {@link #on(double[][], double[])}.
   *
   * @throws IllegalArgumentException if the numbers of samples or the lengths of rows differ
   */
  public static Experiment on(double[][] features, String[] labels) {
    return ofArrays(features, labels.length, row -> labels[row], false);
  }

  private static Experiment ofArrays(
      double[][] features, int targets, IntFunction<Object> target, boolean numeric) {
    if (features.length != targets || targets == 0) {
      throw new IllegalArgumentException(
          "each row of features needs a target, but there are "
              + features.length
              + " rows and "
              + targets
              + " targets");
    }
    List<String> names =
        Stream.concat(IntStream.range(0, features[0].length).mapToObj(i -> "x" + i), Stream.of("y"))
            .toList();
    return ofRows(MemoryRows.of(names, features, target, numeric)).target("y");
  }

  /**
   * Returns the experiment that a file of settings describes, as {@code nn train FILE} reads it. In
   * it {@code model}, {@code report} and {@code tensorboard} are ignored. Where it has ranges, as
   * for {@code nn search}, call {@link #search(int)}.
   *
   * @param yaml the file; relative paths in it start from its folder
   * @throws InputException if it cannot be read, or has an unknown key or a wrong value, with the
   *     place
   */
  public static Experiment from(Path yaml) {
    SearchSpace read = SearchSpace.open(yaml);
    return new Experiment(
        read.fixed(),
        read.keys().isEmpty() ? null : read,
        null,
        List.of(),
        List.of(),
        notice -> {},
        null);
  }

  /** Returns a copy that predicts these columns. */
  public Experiment target(String... columns) {
    return with(DataSettings.TARGET.key(), List.of(columns));
  }

  /** Returns a copy with a seed, of the split, the weights and the order of samples. Default 0. */
  public Experiment seed(long seed) {
    return with(RunSettings.SEED.key(), seed);
  }

  /**
   * Returns a copy with a setting.
   *
   * @param key the key in a file of settings: {@code layers}, {@code optimizer}, {@code epochs} …;
   *     {@code nn train --help} lists all. Or a parameter of the part that a setting names: {@code
   *     optimizer.lr}
   * @param value what that file would hold: a text, a number, a boolean, a constant, a time or a
   *     path, a list, array or map of these, or a part such as {@code new Adam()}, the program's
   *     own included; {@code "auto"} or {@code "none"} where that is the default
   * @throws InputException if there is no such key, the value breaks its rule, or the setting has
   *     no use here
   */
  public Experiment with(String key, Object value) {
    Objects.requireNonNull(value, key);
    Experiment known = parts(own(value).toArray(Component[]::new));
    try {
      return known.with(
          key.indexOf('.') > 0
              ? settings.withParameter(key, value)
              : settings.withValue(usable(key), value),
          space);
    } catch (InputException e) {
      throw inCode(e);
    }
  }

  /** Finds a setting that has a use here. */
  private Setting<?> usable(String key) {
    Setting<?> setting = AllSettings.find(key);
    String instead = UNUSED.get(setting);
    if (instead != null) {
      throw new InputException(key + ": is written by the command line alone; " + instead);
    }
    if (setting == DataSettings.DATA_FILE && rows != null) {
      throw new InputException(key + ": the data are in memory; start with Experiment.on(file)");
    }
    return setting;
  }

  /** Returns the parts in a value that are the program's own. */
  private static Stream<Component> own(Object value) {
    if (value instanceof Collection<?> items) {
      return items.stream().flatMap(Experiment::own);
    }
    if (value instanceof Object[] items) {
      return Arrays.stream(items).flatMap(Experiment::own);
    }
    return value instanceof Component part
        ? Stream.concat(
            Stream.of(part).filter(one -> !Origin.isBuiltIn(one.getClass())),
            part.parameters().entries().stream().flatMap(entry -> own(entry.value())))
        : Stream.empty();
  }

  /**
   * Returns a copy with several settings, such as those of {@link #settings}.
   *
   * @param values the values by their keys, see {@link #with(String, Object)}
   */
  public Experiment with(Map<String, ?> values) {
    Experiment changed = this;
    for (Map.Entry<String, ?> entry : values.entrySet()) {
      changed = changed.with(entry.getKey(), entry.getValue());
    }
    return changed;
  }

  private Experiment with(Settings changed, @Nullable SearchSpace ranges) {
    return new Experiment(changed, ranges, rows, parts, listeners, notices, executor);
  }

  /**
   * Returns a copy that knows more parts by their names, beside those found, such as an activation
   * of the program's own.
   */
  public Experiment parts(Component... more) {
    return new Experiment(settings, space, rows, plus(parts, more), listeners, notices, executor);
  }

  /**
   * Returns a copy whose training runs, those of folds and trials included, have more listeners: a
   * progress display, or a {@link Cancellation}. A listener may stop a run by {@code
   * TrainingRun.stop}, which then ends as if it had reached its last epoch; a cancellation ends
   * everything with an exception.
   *
   * @param more called in their order; for each computation's runs one after another
   */
  public Experiment listeners(TrainingListener... more) {
    return new Experiment(settings, space, rows, parts, plus(listeners, more), notices, executor);
  }

  private static <T> List<T> plus(List<T> some, T[] more) {
    return Stream.concat(some.stream(), Arrays.stream(more)).toList();
  }

  /**
   * Returns a copy that reports what deserves attention but is no failure, such as rows that are
   * left out, while it computes. {@link Trained#notices} has them too.
   */
  public Experiment onNotice(Consumer<String> consumer) {
    return new Experiment(settings, space, rows, parts, listeners, consumer, executor);
  }

  /**
   * Returns a copy whose searches have their trials run elsewhere, such as by the executors of
   * Spark. Their results are the same; listeners hear nothing of their runs.
   *
   * @param elsewhere what runs trials: {@code new SparkTrials(session)} of nn-spark
   */
  @SuppressWarnings("exports") // implemented by nn-spark, which is on the class path
  public Experiment trialsBy(TrialExecutor elsewhere) {
    return new Experiment(settings, space, rows, parts, listeners, notices, elsewhere);
  }

  /**
   * Trains a model, on all rows but those held out, and evaluates it on these.
   *
   * @throws InputException if settings or data are wrong, all of which shows before training starts
   * @throws org.nn4j.core.training.DivergenceException if training diverges
   * @throws org.nn4j.core.training.CancelledException if it was cancelled, or its thread
   *     interrupted; with {@code with("checkpoint", folder)} it can go on later by {@code
   *     with("resume", folder)}
   * @throws org.nn4j.core.NnException if a plug-in fails
   */
  public Trained train() {
    requireNoRanges();
    return compute(
        (context, given) -> {
          TrainingStart start = TrainingStart.of(given, context);
          Training training =
              new Training(start, context.experiments(), context.kernels(), context);
          List<TrainingListener> told = new ArrayList<>(context.listeners());
          told.add(training.diagnosis());
          CheckpointedTraining.Result trained = training.train(context.cancellation(), told);
          TrainingResult result = training.evaluate(trained);
          return new Trained(result, shown(result.experiment().settings()), context.notices());
        });
  }

  /**
   * Cross-validates on all rows, divided evenly by class where classes are predicted, as {@code nn
   * crossval --folds} does.
   *
   * @param folds how many parts the rows are divided into
   * @return the scores of the folds, and what was predicted for every row by the model that had not
   *     learnt from it
   * @throws InputException if settings or data are wrong
   * @throws org.nn4j.core.training.DivergenceException if a training diverges
   * @throws org.nn4j.core.training.CancelledException if it was cancelled
   */
  public CrossValidationResult crossValidate(int folds) {
    return crossValidate(folds, 1);
  }

  /**
   * Cross-validates with several divisions, as {@link #crossValidate(int)}.
   *
   * @param repeats how often the rows are divided anew
   */
  public CrossValidationResult crossValidate(int folds, int repeats) {
    requireNoRanges();
    return compute(
        (context, given) ->
            context
                .validator()
                .run(given, choice(folds, repeats), context.cancellation(), (scores, all) -> {})
                .result());
  }

  private static FoldChoice choice(int folds, int repeats) {
    return new FoldChoice(folds, repeats, null, null, null, null);
  }

  /**
   * Tries values of settings, drawn at random from their ranges, and judges each trial by the rows
   * held out for validation, as {@code nn search} does.
   *
   * @param ranges what is tried
   * @param trials how many trials are drawn
   * @return all trials, the best first, and the experiment with the settings of the best
   * @throws InputException if settings or data are wrong
   * @throws NnException if no trial has a score
   * @throws org.nn4j.core.training.CancelledException if it was cancelled
   */
  public SearchResult search(Ranges ranges, int trials) {
    return search(space(ranges), SearchChoice.Method.RANDOM, trials, null);
  }

  /**
   * Tries values of settings as {@link #search(Ranges, int)}, and judges each trial by
   * cross-validation.
   *
   * @param folds how many parts the rows are divided into
   */
  public SearchResult search(Ranges ranges, int trials, int folds) {
    return search(space(ranges), SearchChoice.Method.RANDOM, trials, choice(folds, 1));
  }

  /**
   * Tries values drawn from the ranges of the file of settings, see {@link #from}, else as {@link
   * #search(Ranges, int)}.
   */
  public SearchResult search(int trials) {
    if (space == null) {
      throw new InputException(
          "search: there are no ranges to draw from; give some, or read a file that has some with"
              + " Experiment.from");
    }
    return search(space, SearchChoice.Method.RANDOM, trials, null);
  }

  /** Tries all combinations of the points of ranges, else as {@link #search(Ranges, int)}. */
  public SearchResult gridSearch(Ranges ranges) {
    return search(space(ranges), SearchChoice.Method.GRID, SearchChoice.TRIALS, null);
  }

  private SearchSpace space(Ranges ranges) {
    requireNoRanges();
    try {
      return ranges.space(settings);
    } catch (InputException e) {
      throw inCode(e);
    }
  }

  private SearchResult search(
      SearchSpace ranges, SearchChoice.Method method, int trials, @Nullable FoldChoice folds) {
    if (trials < 1 || trials > SearchSpace.MOST_TRIALS) {
      throw new InputException(
          "search: trials must be from 1 to " + SearchSpace.MOST_TRIALS + " but are " + trials);
    }
    return compute(
        (context, given) -> {
          ranges.requireFree(given);
          SearchOutcome outcome =
              context
                  .search()
                  .run(
                      ranges,
                      given,
                      new SearchChoice(method, trials, null, folds, null, null),
                      context.cancellation(),
                      executor,
                      trial -> {});
          return new SearchResult(outcome, with(outcome.bestSettings(), null));
        });
  }

  private void requireNoRanges() {
    if (space != null) {
      throw new InputException(
          "the file of settings has ranges of "
              + String.join(", ", space.keys())
              + "; search(trials) tries their values, and its best() can be trained");
    }
  }

  /**
   * Compares the network's gradients with finite differences, before training, on the first rows.
   *
   * @throws InputException if settings or data are wrong
   */
  public GradientReport checkGradients() {
    requireNoRanges();
    return compute(
        (context, given) ->
            new GradientVerification(
                    context.experiments(), context.catalog(), context.kernels().kernels(), context)
                .check(given, new GradientCheck(), false)
                .report());
  }

  /**
   * Checks that the network can learn one batch by heart, as a network should that has no fault.
   *
   * @throws InputException if settings or data are wrong
   */
  public OverfitCheck.Result overfitBatch() {
    requireNoRanges();
    return compute((context, given) -> new BatchOverfit(context.experiments()).check(given));
  }

  /**
   * Raises the learning rate step by step while training, and suggests one.
   *
   * @throws InputException if settings or data are wrong
   */
  public RateCurve findLearningRate() {
    requireNoRanges();
    return compute(
        (context, given) ->
            new RateFinder(context.experiments(), context.catalog())
                .find(given, new RateSweep())
                .curve());
  }

  /**
   * Returns all settings, with what is left open filled in to suit the data, as a file of settings
   * holds them; without those of files that only the command line writes.
   *
   * @throws InputException if settings or data are wrong
   */
  public Map<String, Object> settings() {
    requireNoRanges();
    return compute((context, given) -> shown(context.experiments().complete(given)));
  }

  private Map<String, Object> shown(Settings complete) {
    Map<String, Object> map = complete.toMap();
    hidden().forEach(setting -> map.remove(setting.key()));
    return map;
  }

  /** Returns the settings that say nothing of an experiment. */
  private Stream<Setting<?>> hidden() {
    return Stream.concat(
        UNUSED.keySet().stream(), rows == null ? Stream.of() : Stream.of(DataSettings.DATA_FILE));
  }

  private <T> T compute(BiFunction<ExperimentContext, Settings, T> work) {
    if (settings.find(DataSettings.TARGET) == null && settings.find(NetworkSettings.FROM) == null) {
      throw new InputException("target is missing; name the column to predict: target(\"column\")");
    }
    return Spool.during(
        () -> {
          ExperimentContext context =
              new ExperimentContext(settings, rows, parts, listeners, notices);
          try {
            return work.apply(context, settings);
          } catch (InputException e) {
            throw inCode(e);
          } catch (CancelledException e) {
            throw inCode(e);
          } catch (NnException | MisfitException e) {
            throw e;
          } catch (RuntimeException | Error e) {
            Optional<PluginException> plugin = context.blame().find(e);
            if (plugin.isPresent()) {
              throw plugin.get();
            }
            throw e;
          } finally {
            context.close();
          }
        });
  }

  /** Returns the end of a training in words of code. */
  private static CancelledException inCode(CancelledException e) {
    String where = String.valueOf(e.getMessage()).replaceFirst("^interrupted", "cancelled");
    Path checkpoint = e.checkpoint();
    return new CancelledException(
        checkpoint == null
            ? where
            : where + "; to go on: with(\"resume\", \"" + checkpoint.resolveSibling("") + "\")",
        checkpoint,
        e.current());
  }

  /** Returns a fault in which settings are called by their keys, as in code, and not as flags. */
  private static InputException inCode(InputException e) {
    String message = String.valueOf(e.getMessage());
    String words = inCode(message);
    return words.equals(message) ? e : e.withMessage(words);
  }

  /** Returns a message in which settings are called by their keys. */
  static String inCode(String message) {
    return FLAG.matcher(message.replace(JAR_ADVICE, PART_ADVICE))
        .replaceAll(flag -> flag.group(1).replace('-', '_'));
  }

  /**
   * Returns the settings that are given, as {@code {target: [species], seed: 7}}, and which of them
   * have ranges.
   */
  @Override
  public String toString() {
    return "Experiment "
        + hidden().reduce(settings, Settings::without, (a, b) -> a)
        + (space == null ? "" : ", to be searched for " + String.join(", ", space.keys()));
  }
}
