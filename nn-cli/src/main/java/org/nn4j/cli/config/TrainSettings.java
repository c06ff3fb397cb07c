package org.nn4j.cli.config;

import static org.nn4j.cli.config.Setting.Group.DATA;
import static org.nn4j.cli.config.Setting.Group.NETWORK;
import static org.nn4j.cli.config.Setting.Group.RUN;
import static org.nn4j.cli.config.Setting.Group.TRAINING;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.nn4j.api.Precision;
import org.nn4j.api.Task;
import org.nn4j.core.InputException;
import org.nn4j.core.checkpoint.Every;
import org.nn4j.core.preprocess.Imputation;
import org.nn4j.core.preprocess.Scaling;
import org.nn4j.core.registry.NearNames;

/** The settings of {@code nn train}, in the order in which they are listed and printed. */
public final class TrainSettings {
  /** The samples. */
  public static final Setting<Path> DATA_FILE =
      Setting.required(
          "data",
          DATA,
          Forms.path("FILE"),
          "CSV file with a header line, several by a pattern such as 'part-*.csv', or IDX file of"
              + " images");

  /** What is predicted. */
  public static final Setting<List<String>> TARGET =
      Setting.required(
          "target",
          DATA,
          Forms.texts("COLUMN"),
          "column to predict; several for a regression of several values");

  /** Columns left out. */
  public static final Setting<List<String>> IGNORE =
      Setting.of("ignore", DATA, Forms.texts("COLUMN,…"), List.of(), "columns to leave out");

  /** Columns read as categories. */
  public static final Setting<List<String>> CATEGORICAL =
      Setting.of(
          "categorical",
          DATA,
          Forms.texts("COLUMN,…"),
          List.of(),
          "columns that hold categories though they look like numbers");

  /** Classes or numbers. */
  public static final Setting<Task> TASK =
      Setting.auto("task", DATA, Forms.choice(Task.class), "what is predicted");

  /** Samples that watch training. */
  public static final Setting<Portion> VALIDATION =
      Setting.of(
          "validation",
          DATA,
          Forms.portion(),
          Portion.of(0.2),
          "part of the data, or a file, held out to watch training");

  /** Samples for the end. */
  public static final Setting<Portion> TEST =
      Setting.of(
          "test",
          DATA,
          Forms.portion(),
          Portion.of(0),
          "part of the data, or a file, held out for the final metrics");

  /** How numeric features are scaled. */
  public static final Setting<Scaling> SCALING =
      Setting.of(
          "scaling",
          DATA,
          Forms.choice(Scaling.class),
          Scaling.STANDARDIZE,
          "how numeric features are scaled");

  /** How a regression's target is scaled. */
  public static final Setting<Scaling> TARGET_SCALING =
      Setting.auto(
          "target_scaling",
          DATA,
          Forms.choice(Scaling.class),
          "how a regression's target is scaled; metrics are in its own units");

  /** What missing numbers are replaced by. */
  public static final Setting<Filling> IMPUTATION =
      Setting.of(
          "imputation",
          DATA,
          Forms.filling(),
          new Filling(Imputation.MEAN, 0),
          "what replaces a missing number");

  /** How much classes count. */
  public static final Setting<ClassWeights> CLASS_WEIGHT =
      Setting.of(
          "class_weight",
          DATA,
          new ClassWeightsForm(),
          ClassWeights.NONE,
          "how much classes count: balanced or label=weight,…");

  /** A column that tells how much a sample counts. */
  public static final Setting<String> SAMPLE_WEIGHT =
      Setting.optional(
          "sample_weight",
          DATA,
          Forms.text("COLUMN"),
          "column that tells how much each sample counts");

  /** How unsure labels are. */
  public static final Setting<Double> LABEL_SMOOTHING =
      Setting.of(
          "label_smoothing",
          DATA,
          Forms.share(),
          0.0,
          "how much of each training label is spread evenly over all classes, such as 0.1");

  /** The hidden layers. */
  public static final Setting<List<LayerItem>> LAYERS =
      Setting.auto(
          "layers",
          NETWORK,
          Forms.layers(),
          "hidden layers: 16:relu,16:relu, parts such as dropout(rate=0.2), or none");

  /** The output layer's activation. */
  public static final Setting<String> OUTPUT =
      Setting.auto(
          "output",
          NETWORK,
          Forms.part("ACTIVATION"),
          "activation of the output layer, or none if the layers end in it");

  /** The weights before training. */
  public static final Setting<String> INITIALIZER =
      Setting.auto(
          "initializer",
          NETWORK,
          Forms.part("NAME"),
          "initializer of the weights of layers given as 16:relu and of the output");

  /** The precision. */
  public static final Setting<Precision> PRECISION =
      Setting.of(
          "precision",
          NETWORK,
          Forms.choice(Precision.class),
          Precision.FLOAT32,
          "numbers to compute with");

  /** The loss. */
  public static final Setting<String> LOSS =
      Setting.auto("loss", TRAINING, Forms.part("NAME"), "what training minimizes");

  /** The optimizer. */
  public static final Setting<String> OPTIMIZER =
      Setting.auto(
          "optimizer", TRAINING, Forms.part("NAME"), "update rule, such as adam(lr=0.001)");

  /** The schedule. */
  public static final Setting<String> SCHEDULE =
      Setting.auto(
          "schedule", TRAINING, Forms.part("NAME"), "learning rate over time, such as cosine");

  /** The number of epochs. */
  public static final Setting<Integer> EPOCHS =
      Setting.auto("epochs", TRAINING, Forms.whole(1), "passes over the data");

  /** The rows of a batch. */
  public static final Setting<Integer> BATCH =
      Setting.auto("batch", TRAINING, Forms.batch(), "rows of a batch; full takes all at once");

  /** Whether the order of samples changes. */
  public static final Setting<Boolean> SHUFFLE =
      Setting.of(
          "shuffle", TRAINING, Forms.flag(), true, "whether each epoch has a new order of samples");

  /** The bound on the gradient's length. */
  public static final Setting<Double> CLIP_NORM =
      Setting.of(
          "clip_norm",
          TRAINING,
          Forms.bound(),
          0.0,
          "greatest length of all gradients together, 0 for no bound");

  /** The bound on each gradient. */
  public static final Setting<Double> CLIP_VALUE =
      Setting.of(
          "clip_value",
          TRAINING,
          Forms.bound(),
          0.0,
          "greatest size of each gradient, 0 for no bound");

  /** When training has gone far enough. */
  public static final Setting<Double> STOP_TOLERANCE =
      Setting.of(
          "stop_tolerance",
          TRAINING,
          Forms.bound(),
          0.0,
          "stop after an epoch whose training loss falls by less, 0 for never");

  /** What is watched for improvement. */
  public static final Setting<String> EARLY_STOPPING =
      Setting.optional(
          "early_stopping",
          TRAINING,
          Forms.earlyStopping(),
          "stop when this does not improve, and restore the best: validation_loss, loss or a"
              + " metric, such as accuracy(patience=10, min_delta=0, restore_best=true)");

  /** What is good enough. */
  public static final Setting<String> STOP_WHEN =
      Setting.optional(
          "stop_when",
          TRAINING,
          Forms.text("CONDITION"),
          "stop after an epoch with this, such as 'accuracy >= 0.97', 'validation_loss <= 0.1' or"
              + " 'epoch >= 5'");

  /** How long training may take. */
  public static final Setting<Duration> TIME_BUDGET =
      Setting.optional(
          "time_budget",
          TRAINING,
          Forms.duration(),
          "stop when training has taken this long, such as 90s, 5m or 1h30m; what it took before"
              + " it was resumed counts");

  /** What is evaluated. */
  public static final Setting<List<String>> METRICS =
      Setting.auto("metrics", TRAINING, Forms.parts("NAME,…"), "metrics to report");

  /** Where classes are decided. */
  public static final Setting<Threshold> THRESHOLD =
      Setting.of(
          "threshold",
          TRAINING,
          Forms.threshold(),
          Threshold.EVEN,
          "probability of the second of two classes above which it is predicted; or a metric, such"
              + " as f1, for which training ends with the best one on the validation rows");

  /** The seed. */
  public static final Setting<Long> SEED =
      Setting.of(
          "seed",
          RUN,
          Forms.seed(),
          0L,
          "seed of the split, the weights and the order; same seed, same bytes");

  /** The kernels. */
  public static final Setting<String> KERNELS =
      Setting.of(
          "kernels", RUN, Forms.text("NAME"), "auto", "kernels to compute with, see nn doctor");

  /** The number of threads. */
  public static final Setting<Integer> THREADS =
      Setting.auto(
          "threads",
          RUN,
          Forms.whole(1),
          "most threads to use, auto for one a processor; same bytes for any number");

  /** Where the model goes. */
  public static final Setting<Path> MODEL =
      Setting.auto("model", RUN, Forms.path("FILE"), "where to write the model");

  /** Where checkpoints go. */
  public static final Setting<Path> CHECKPOINT =
      Setting.optional(
          "checkpoint",
          RUN,
          Forms.path("DIR"),
          "folder to write checkpoints to, from which training can go on");

  /** How often checkpoints are written. */
  public static final Setting<Every> EVERY =
      Setting.of(
          "every",
          RUN,
          Forms.every(),
          Every.time(Duration.ofMinutes(5)),
          "how often to write a checkpoint; one is written at the end and at Ctrl-C too");

  /** How many checkpoints are kept. */
  public static final Setting<Integer> KEEP =
      Setting.of(
          "keep", RUN, Forms.whole(1), 3, "newest checkpoints to keep, besides the best model");

  /** Where training goes on. */
  public static final Setting<Path> RESUME =
      Setting.optional(
          "resume",
          RUN,
          Forms.path("DIR|FILE"),
          "go on from a checkpoint, or the newest good one in a folder, with its settings; further"
              + " checkpoints go to the same folder");

  /** Where a report goes. */
  public static final Setting<Path> REPORT =
      Setting.optional(
          "report",
          RUN,
          Forms.path("DIR"),
          "folder for a report: an HTML page, and its figures as SVG and PNG");

  /** Where event files go. */
  public static final Setting<Path> TENSORBOARD =
      Setting.optional(
          "tensorboard", RUN, Forms.path("DIR"), "folder for event files that TensorBoard reads");

  /** What the help says of {@link #MEMORY_BUDGET}. */
  public static final String BUDGET_HELP =
      "most text of data files to read into memory, such as 512MB, auto for a quarter of the"
          + " greatest heap; what exceeds it is kept in a cache file that is mapped into memory,"
          + " with the same results";

  /** What the help says of {@link #CACHE}. */
  public static final String CACHE_HELP =
      "folder for the caches of data that exceed the memory budget, which are beside the data"
          + " otherwise";

  /** How much text is read into memory. */
  public static final Setting<Long> MEMORY_BUDGET =
      Setting.auto("memory_budget", RUN, Forms.size(), BUDGET_HELP);

  /** Where caches of large data go. */
  public static final Setting<Path> CACHE =
      Setting.optional("cache", RUN, Forms.path("DIR"), CACHE_HELP);

  /** Folders of plug-ins. */
  public static final Setting<List<Path>> PLUGINS =
      Setting.of(
          "plugins",
          RUN,
          Forms.paths("DIR"),
          List.of(),
          "folder of plug-in jars; may be given several times; besides those in NN4J_PLUGINS and"
              + " ~/.nn4j/plugins");

  /** All settings. */
  public static final List<Setting<?>> ALL =
      List.of(
          DATA_FILE,
          TARGET,
          IGNORE,
          CATEGORICAL,
          TASK,
          VALIDATION,
          TEST,
          SCALING,
          TARGET_SCALING,
          IMPUTATION,
          CLASS_WEIGHT,
          SAMPLE_WEIGHT,
          LABEL_SMOOTHING,
          LAYERS,
          OUTPUT,
          INITIALIZER,
          PRECISION,
          LOSS,
          OPTIMIZER,
          SCHEDULE,
          EPOCHS,
          BATCH,
          SHUFFLE,
          CLIP_NORM,
          CLIP_VALUE,
          STOP_TOLERANCE,
          EARLY_STOPPING,
          STOP_WHEN,
          TIME_BUDGET,
          METRICS,
          THRESHOLD,
          SEED,
          KERNELS,
          THREADS,
          MODEL,
          CHECKPOINT,
          EVERY,
          KEEP,
          RESUME,
          REPORT,
          TENSORBOARD,
          MEMORY_BUDGET,
          CACHE,
          PLUGINS);

  private TrainSettings() {}

  /** Finds the setting of a key in a YAML file. */
  static Setting<?> find(Path file, YamlEntry entry) {
    for (Setting<?> setting : ALL) {
      if (setting.key().equals(entry.key())) {
        return setting;
      }
    }
    List<String> keys = ALL.stream().map(Setting::key).toList();
    String near = NearNames.suggestion(entry.key(), keys);
    throw InputException.at(
        file,
        entry.keyPlace().line(),
        entry.keyPlace().column(),
        "unknown key '"
            + entry.key()
            + "'"
            + (near.isEmpty() ? "; the keys are " + String.join(", ", keys) : near));
  }
}
