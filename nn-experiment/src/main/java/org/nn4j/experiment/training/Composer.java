package org.nn4j.experiment.training;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.nn4j.api.Activation;
import org.nn4j.api.Component;
import org.nn4j.api.Initializer;
import org.nn4j.api.Kernels;
import org.nn4j.api.Layer;
import org.nn4j.api.LearningRateSchedule;
import org.nn4j.api.Loss;
import org.nn4j.api.Metric;
import org.nn4j.api.Optimizer;
import org.nn4j.api.ParameterSpec;
import org.nn4j.api.Parameters;
import org.nn4j.core.InputException;
import org.nn4j.core.MisfitException;
import org.nn4j.core.data.Dataset;
import org.nn4j.core.layer.Dense;
import org.nn4j.core.layer.Embedding;
import org.nn4j.core.layer.Pbld;
import org.nn4j.core.network.Network;
import org.nn4j.core.preprocess.FeatureEncoder;
import org.nn4j.core.registry.Catalog;
import org.nn4j.core.text.Names;
import org.nn4j.core.training.Cancellation;
import org.nn4j.core.training.EarlyStopping;
import org.nn4j.core.training.EpochMetrics;
import org.nn4j.core.training.Evaluator;
import org.nn4j.core.training.GradientClipping;
import org.nn4j.core.training.ParameterGroup;
import org.nn4j.core.training.StopCriterion;
import org.nn4j.core.training.TimeBudget;
import org.nn4j.core.training.Trainer;
import org.nn4j.core.training.TrainingListener;
import org.nn4j.core.training.TrainingPlan;
import org.nn4j.core.training.WeightAveraging;
import org.nn4j.core.training.shard.Shards;
import org.nn4j.experiment.config.DataSettings;
import org.nn4j.experiment.config.LayerItem;
import org.nn4j.experiment.config.NetworkSettings;
import org.nn4j.experiment.config.Preset;
import org.nn4j.experiment.config.RunSettings;
import org.nn4j.experiment.config.Setting;
import org.nn4j.experiment.config.Settings;
import org.nn4j.experiment.config.TrainingSettings;

/** Builds what complete settings describe; errors carry the place of the setting at fault. */
public final class Composer {
  /** Conditions that do not depend on held-out rows. */
  private static final Pattern OF_TRAINING = Pattern.compile("\\s*(epoch|loss)\\s*[<>]=.*");

  private final Catalog catalog;
  private final Kernels kernels;

  Composer(Catalog catalog, Kernels kernels) {
    this.catalog = catalog;
    this.kernels = kernels;
  }

  Loss loss(Settings settings) {
    return part(settings, TrainingSettings.LOSS, Loss.class);
  }

  /**
   * Builds the network.
   *
   * @param inputs what the columns become: the codes that a layer {@code embedding} without numbers
   *     of categories stands for, and the numbers before them that {@code pbld} and {@code
   *     piecewise_linear} without a number of columns do
   * @param outputs the outputs of the layer that is added, unless the settings say otherwise
   */
  Network network(Settings settings, FeatureEncoder inputs, int outputs) {
    return settings.using(
        NetworkSettings.LAYERS,
        () ->
            new Network(
                layers(settings, inputs, outputs),
                inputs.width(),
                settings.get(NetworkSettings.PRECISION),
                settings.get(RunSettings.SEED),
                kernels));
  }

  private List<Layer> layers(Settings settings, FeatureEncoder inputs, int outputs) {
    Initializer initializer = part(settings, NetworkSettings.INITIALIZER, Initializer.class);
    List<Layer> layers = new ArrayList<>();
    for (LayerItem item : settings.get(NetworkSettings.LAYERS)) {
      layers.add(
          item.dense()
              ? dense(item.units(), item.expression(), initializer, settings)
              : suited(catalog.create(Layer.class, item.expression()), inputs));
    }
    String output = settings.get(NetworkSettings.OUTPUT);
    if (!output.equals("none")) {
      layers.add(dense(outputs, output, initializer, settings));
    }
    if (layers.isEmpty()) {
      throw new IllegalArgumentException(
          "a network needs a layer, but none is given and no output");
    }
    return layers;
  }

  private static Layer suited(Layer layer, FeatureEncoder inputs) {
    List<Integer> categories = inputs.categories();
    if (layer instanceof Embedding embedding && embedding.categories().isEmpty()) {
      return new Embedding(categories, embedding.size());
    }
    if (layer instanceof Pbld pbld && pbld.columns() == 0 && !categories.isEmpty()) {
      return pbld.with(Parameters.of("columns", inputs.width() - categories.size()));
    }
    return layer;
  }

  private Dense dense(int units, String activation, Initializer initializer, Settings settings) {
    return new Dense(units, catalog.create(Activation.class, activation))
        .withInitializer(initializer)
        .withNtk(settings.get(NetworkSettings.NTK));
  }

  /**
   * Builds the plan of an experiment.
   *
   * @param validation the data that epochs are evaluated on, or null for the training data, of
   *     which each network of an ensemble holds a part out
   * @throws org.nn4j.core.InputException if a setting is wrong, or what it watches is undefined
   */
  public TrainingPlan plan(PreparedExperiment experiment, @Nullable Dataset validation) {
    Settings settings = experiment.settings();
    List<Metric> metrics = metrics(settings);
    Dataset watched = validation == null && ensemble(settings) ? experiment.train() : validation;
    return plan(settings, experiment.network(), epochs(experiment, metrics, watched));
  }

  /**
   * Builds the plan of a network's training.
   *
   * @param epochs what is known of what is evaluated after every epoch
   */
  TrainingPlan plan(Settings settings, Network network, EpochMetrics epochs) {
    try {
      return composed(settings, network, epochs);
    } catch (IllegalArgumentException e) { // what optimizers over all rows cannot do
      InputException placed =
          settings.fault(TrainingSettings.OPTIMIZER, String.valueOf(e.getMessage()));
      placed.addSuppressed(e);
      throw placed;
    }
  }

  private TrainingPlan composed(Settings settings, Network network, EpochMetrics epochs) {
    return new TrainingPlan(
        loss(settings),
        part(settings, TrainingSettings.OPTIMIZER, Optimizer.class),
        part(settings, TrainingSettings.SCHEDULE, LearningRateSchedule.class),
        settings.get(TrainingSettings.EPOCHS),
        settings.get(TrainingSettings.BATCH),
        settings.get(TrainingSettings.SHUFFLE),
        settings.get(RunSettings.SEED),
        new GradientClipping(
            settings.get(TrainingSettings.CLIP_VALUE), settings.get(TrainingSettings.CLIP_NORM)),
        settings.get(TrainingSettings.MIXUP),
        epochs.metrics(),
        stop(settings, epochs),
        earlyStopping(settings, epochs),
        parameterGroups(settings, network),
        part(settings, TrainingSettings.WEIGHT_DECAY_SCHEDULE, LearningRateSchedule.class),
        averaging(settings),
        shards(settings));
  }

  private static int shards(Settings settings) {
    return settings.using(
        TrainingSettings.SHARDS,
        () -> {
          int shards = settings.get(TrainingSettings.SHARDS);
          if (shards > 0) {
            Shards.require(shards);
          }
          return shards;
        });
  }

  private static List<ParameterGroup> parameterGroups(Settings settings, Network network) {
    List<ParameterGroup> given =
        settings.using(
            TrainingSettings.PARAMETER_GROUPS,
            () -> {
              List<ParameterGroup> groups =
                  settings.get(TrainingSettings.PARAMETER_GROUPS).stream()
                      .map(ParameterGroup::parse)
                      .toList();
              ParameterGroup.apply(groups, network.parameters().specs());
              return groups;
            });
    return Stream.concat(given.stream(), frozen(settings, network).stream()).toList();
  }

  /** Returns groups of the parameters that do not learn. */
  private static List<ParameterGroup> frozen(Settings settings, Network network) {
    return settings.using(
        TrainingSettings.FREEZE,
        () -> {
          List<ParameterGroup> groups = new ArrayList<>();
          List<ParameterSpec> specs = network.parameters().specs();
          for (String name : settings.get(TrainingSettings.FREEZE)) {
            List<ParameterGroup> fitting =
                Stream.of(name, name + ".*")
                    .map(glob -> new ParameterGroup(glob, 0, 1))
                    .filter(group -> group.fits(specs))
                    .toList();
            if (fitting.isEmpty()) {
              throw new InputException(
                  "no layer or parameter is called "
                      + Names.quote(name)
                      + "; the parameters are "
                      + String.join(", ", trainable(specs)));
            }
            groups.addAll(fitting);
          }
          if (!groups.isEmpty()
              && ParameterGroup.apply(groups, specs).stream()
                  .noneMatch(spec -> spec.trainable() && spec.rateFactor() > 0)) {
            throw new InputException(
                "freezes every parameter, so there is nothing to learn; name some of "
                    + String.join(", ", trainable(specs)));
          }
          return groups;
        });
  }

  private static List<String> trainable(List<ParameterSpec> specs) {
    return specs.stream().filter(ParameterSpec::trainable).map(ParameterSpec::name).toList();
  }

  private static @Nullable WeightAveraging averaging(Settings settings) {
    String rule = settings.find(TrainingSettings.WEIGHT_AVERAGING);
    return rule == null ? null : WeightAveraging.parse(rule);
  }

  /** Returns what is known of metrics of some samples, the training data if they are null. */
  EpochMetrics epochs(
      PreparedExperiment experiment, List<Metric> metrics, @Nullable Dataset samples) {
    return EpochMetrics.of(
        metrics,
        new Evaluator(experiment.loss(), experiment.preprocessor()),
        experiment.network(),
        experiment.train(),
        samples);
  }

  /**
   * Returns whether something is learnt from the validation rows, which then must be held out: how
   * long to train, probabilities, a threshold. Settings need not be complete.
   */
  public boolean needsValidation(Settings settings) {
    return watches(settings)
        || new CalibrationRule(settings).wanted()
        || settings.get(TrainingSettings.THRESHOLD).metric() != null;
  }

  /**
   * Returns whether the training of one network depends on how well it does, to stop or to lower
   * the rate.
   */
  boolean watches(Settings settings) {
    return !ensemble(settings)
        && (settings.find(TrainingSettings.EARLY_STOPPING) != null
            || settings.find(TrainingSettings.STOP_WHEN) != null
            || looks(settings));
  }

  /**
   * Returns whether several networks are trained, which watch rows of their own. Settings need not
   * be complete.
   */
  static boolean ensemble(Settings settings) {
    Integer networks = settings.find(TrainingSettings.ENSEMBLE);
    Preset preset = settings.find(TrainingSettings.PRESET);
    return networks == null ? preset != null && preset != Preset.NONE : networks > 0;
  }

  /**
   * Returns the keys of the settings that choose the result of training by its performance on a
   * part of the data, whose metrics are then optimistic; only the validation rows are used for
   * that.
   */
  List<String> choosing(PreparedExperiment experiment, String part) {
    return part.equals(PreparedExperiment.VALIDATION)
        ? choosing(experiment.settings()).stream().map(Setting::key).toList()
        : List.of();
  }

  private List<Setting<?>> choosing(Settings settings) {
    List<Setting<?>> choosing = new ArrayList<>();
    if (!ensemble(settings)) {
      String early = settings.find(TrainingSettings.EARLY_STOPPING);
      if (early != null && !EarlyStopping.parse(early).monitor().equals("loss")) {
        choosing.add(TrainingSettings.EARLY_STOPPING);
      }
      String condition = settings.find(TrainingSettings.STOP_WHEN);
      if (condition != null && !OF_TRAINING.matcher(condition).matches()) {
        choosing.add(TrainingSettings.STOP_WHEN);
      }
      for (Setting<String> schedule :
          List.of(TrainingSettings.SCHEDULE, TrainingSettings.WEIGHT_DECAY_SCHEDULE)) {
        if (looks(settings, schedule)) {
          choosing.add(schedule);
        }
      }
    }
    if (new CalibrationRule(settings).wanted()) {
      choosing.add(TrainingSettings.CALIBRATION);
    }
    if (settings.get(TrainingSettings.THRESHOLD).metric() != null) {
      choosing.add(TrainingSettings.THRESHOLD);
    }
    return choosing;
  }

  /**
   * Returns whether what a model predicts depends on the validation rows. A threshold does not
   * change probabilities, and intervals depend on these alone.
   */
  boolean learnsFromValidation(Settings settings) {
    return choosing(settings).stream().anyMatch(by -> by != TrainingSettings.THRESHOLD);
  }

  /** Returns whether the schedule depends on how well the network does. */
  private boolean looks(Settings settings) {
    return looks(settings, TrainingSettings.SCHEDULE)
        || looks(settings, TrainingSettings.WEIGHT_DECAY_SCHEDULE);
  }

  private boolean looks(Settings settings, Setting<String> schedule) {
    return settings.find(schedule) != null
        && part(settings, schedule, LearningRateSchedule.class).stateSize() > 0;
  }

  /**
   * Trains, or otherwise computes a loss; a loss that does not fit the data, or another part that
   * fits neither, is reported as a fault of the setting that chose it. Other failures pass
   * unchanged.
   *
   * @throws org.nn4j.core.InputException if data, network and loss do not fit one another
   */
  public static <T> T comparing(Settings settings, Supplier<T> training) {
    try {
      return training.get();
    } catch (MisfitException e) {
      Setting<String> chosen =
          switch (e.choice()) {
            case LOSS -> TrainingSettings.LOSS;
            case OPTIMIZER -> TrainingSettings.OPTIMIZER;
            case SCHEDULE -> TrainingSettings.SCHEDULE;
            case WEIGHT_DECAY_SCHEDULE -> TrainingSettings.WEIGHT_DECAY_SCHEDULE;
          };
      InputException fault = settings.fault(chosen, String.valueOf(e.getMessage()));
      fault.addSuppressed(e);
      throw fault;
    }
  }

  /**
   * Returns what ends a run before its last epoch: a cancellation, and a budget if one is given.
   */
  static List<TrainingListener> ending(Settings settings, Cancellation cancellation) {
    List<TrainingListener> listeners = new ArrayList<>(List.of(cancellation));
    Duration budget = settings.find(TrainingSettings.TIME_BUDGET);
    if (budget != null) {
      listeners.add(new TimeBudget(budget));
    }
    return listeners;
  }

  /** Returns the most threads to use: those asked for, else one a processor. */
  public static int threads(Settings settings) {
    Integer threads = settings.find(RunSettings.THREADS);
    return threads == null ? Trainer.defaultThreads() : threads;
  }

  private static StopCriterion stop(Settings settings, EpochMetrics epochs) {
    double tolerance = settings.get(TrainingSettings.STOP_TOLERANCE);
    StopCriterion stop =
        tolerance > 0 ? StopCriterion.lossFallsByLessThan(tolerance) : StopCriterion.NEVER;
    String condition = settings.find(TrainingSettings.STOP_WHEN);
    return condition == null
        ? stop
        : settings.using(
            TrainingSettings.STOP_WHEN,
            () -> {
              StopCriterion target = StopCriterion.when(condition);
              target.requireFit(epochs);
              return stop.or(target);
            });
  }

  /**
   * Returns what is watched; with checkpoints there is always something, since the best model is
   * kept too.
   */
  private static @Nullable EarlyStopping earlyStopping(Settings settings, EpochMetrics epochs) {
    String rule = settings.find(TrainingSettings.EARLY_STOPPING);
    if (rule == null) {
      return settings.find(RunSettings.CHECKPOINT) == null
          ? null
          : EarlyStopping.never(epochs.validated() ? "validation_loss" : "loss");
    }
    return settings.using(
        TrainingSettings.EARLY_STOPPING,
        () -> {
          EarlyStopping parsed = EarlyStopping.parse(rule);
          parsed.requireFit(epochs);
          return parsed;
        });
  }

  /**
   * Creates the metrics to report.
   *
   * @throws org.nn4j.core.InputException if one is unknown or of another task
   */
  public List<Metric> metrics(Settings settings) {
    return settings.using(
        TrainingSettings.METRICS,
        () ->
            StandardMetrics.create(
                catalog, settings.get(TrainingSettings.METRICS), settings.get(DataSettings.TASK)));
  }

  /**
   * Requires that metrics suit the number of classes.
   *
   * @throws org.nn4j.core.InputException if one is not
   */
  void requireClasses(Settings settings, int outputs) {
    List<Metric> metrics = metrics(settings);
    settings.using(
        TrainingSettings.METRICS,
        () -> {
          metrics.forEach(metric -> StandardMetrics.requireClasses(metric, outputs));
          return metrics;
        });
  }

  Metric metric(String expression) {
    return catalog.create(Metric.class, expression);
  }

  private <T extends Component> T part(Settings settings, Setting<String> setting, Class<T> kind) {
    return settings.using(setting, () -> catalog.create(kind, settings.get(setting)));
  }
}
