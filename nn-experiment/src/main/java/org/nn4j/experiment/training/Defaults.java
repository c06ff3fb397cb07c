package org.nn4j.experiment.training;

import java.util.List;
import java.util.stream.Collectors;
import org.nn4j.api.Activation;
import org.nn4j.api.AveragingOptimizer;
import org.nn4j.api.Component;
import org.nn4j.api.FullBatchOptimizer;
import org.nn4j.api.Initializer;
import org.nn4j.api.Layer;
import org.nn4j.api.LearningRateSchedule;
import org.nn4j.api.Loss;
import org.nn4j.api.Metric;
import org.nn4j.api.Optimizer;
import org.nn4j.api.OutputLink;
import org.nn4j.api.TargetKind;
import org.nn4j.api.Task;
import org.nn4j.core.data.NumericColumn;
import org.nn4j.core.preprocess.Preprocessor;
import org.nn4j.core.preprocess.Scaling;
import org.nn4j.core.registry.Catalog;
import org.nn4j.core.text.Words;
import org.nn4j.experiment.config.DataSettings;
import org.nn4j.experiment.config.LayerItem;
import org.nn4j.experiment.config.NetworkSettings;
import org.nn4j.experiment.config.Preset;
import org.nn4j.experiment.config.RunSettings;
import org.nn4j.experiment.config.Setting;
import org.nn4j.experiment.config.Settings;
import org.nn4j.experiment.config.Threshold;
import org.nn4j.experiment.config.TrainingSettings;
import org.nn4j.experiment.data.BaseModel;
import org.nn4j.experiment.data.SourceData;

/**
 * Fills in what the settings leave open, by task and size of the data, and writes out every part's
 * parameters: the result trains the same bytes wherever it is read again.
 *
 * <p>The rules and their measured results are in docs/adr/0005-defaults.md.
 */
final class Defaults {
  private static final String ORDERED = "ordered";
  private static final int BATCH = 32;
  private static final int STEPS = 4000;
  private static final int LEAST_EPOCHS = 10;
  private static final int MOST_EPOCHS = 300;
  private static final double RATE = 0.003;

  /**
   * The optimizer of a network that has learnt already, which larger steps, or a strong pull of the
   * weights to 0, would make forget.
   */
  private static final String TUNING = "adamw(lr=0.001)";

  private static final double DECAY_ROWS = 300;
  private static final int SOME_ROWS = 1000;
  private static final int MANY_ROWS = 10_000;

  /** Settings by which users say how to train, and want nothing added. */
  private static final List<Setting<?>> CHOICES =
      List.of(
          NetworkSettings.LAYERS,
          NetworkSettings.OUTPUT,
          NetworkSettings.INITIALIZER,
          TrainingSettings.LOSS,
          TrainingSettings.OPTIMIZER,
          TrainingSettings.SCHEDULE,
          TrainingSettings.EPOCHS,
          TrainingSettings.BATCH,
          TrainingSettings.ENSEMBLE,
          TrainingSettings.EARLY_STOPPING,
          TrainingSettings.STOP_WHEN,
          TrainingSettings.STOP_TOLERANCE,
          TrainingSettings.MIXUP,
          TrainingSettings.CLIP_NORM,
          TrainingSettings.CLIP_VALUE);

  private final Catalog catalog;
  private final SourceData data;
  private final int rows;
  private Settings settings;

  private Defaults(Settings settings, SourceData data, Catalog catalog) {
    this.settings = settings;
    this.data = data;
    this.catalog = catalog;
    this.rows = data.split().train().length;
  }

  /**
   * Returns complete settings.
   *
   * @throws org.nn4j.core.InputException if a part's name or parameter is wrong
   */
  static Settings fill(Settings settings, SourceData data, Catalog catalog) {
    Defaults defaults = new Defaults(settings.overriddenBy(data.columns()), data, catalog);
    BaseModel base = data.base();
    if (base != null) {
      defaults.base(base);
    }
    defaults.preset();
    defaults.task();
    defaults.recipe();
    if (base == null) {
      defaults.network();
    }
    defaults.training();
    return defaults.settings;
  }

  /** Returns whether classes or labels are predicted. */
  private boolean classifies() {
    return data.task() != Task.REGRESSION;
  }

  /** Takes over where a model to train on decides, unless that is given. */
  private void threshold(BaseModel base) {
    Preprocessor preprocessor = base.preprocessor();
    List<Double> thresholds = preprocessor == null ? List.of() : preprocessor.thresholds();
    if (!settings.isGiven(TrainingSettings.THRESHOLD)
        && thresholds.stream().distinct().count() == 1) {
      settings = settings.with(TrainingSettings.THRESHOLD, new Threshold(thresholds.get(0), null));
    }
  }

  /**
   * Takes over what a model to train on has decided. Its inputs and outputs have had their scale
   * when it was trained, so numbers stay as they are unless the settings know better.
   */
  private void base(BaseModel base) {
    for (Setting<?> setting : List.of(TrainingSettings.PRESET, TrainingSettings.ENSEMBLE)) {
      Object printed = settings.print(setting);
      if (settings.isGiven(setting) && !List.of("auto", "none", 0).contains(printed)) {
        throw settings.fault(
            setting,
            "is for networks that start anew, but --from trains one that is there; leave it out");
      }
    }
    threshold(base);
    settings = settings.with(TrainingSettings.PRESET, Preset.NONE);
    Task asked = settings.find(DataSettings.TASK);
    if (asked != null && asked != data.task()) {
      throw settings.fault(
          DataSettings.TASK,
          "is "
              + Words.of(asked)
              + ", but the model of --from is for "
              + Words.of(data.task())
              + "; leave it out");
    }
    if (base.preprocessor() == null) {
      if (!settings.isGiven(DataSettings.SCALING)) {
        settings = settings.with(DataSettings.SCALING, Scaling.NONE);
      }
      open(DataSettings.TARGET_SCALING, Scaling.NONE);
    }
    if (!settings.isGiven(NetworkSettings.PRECISION)) {
      settings = settings.with(NetworkSettings.PRECISION, base.model().network().precision());
    }
    open(TrainingSettings.LOSS, base.model().loss().expression());
    open(TrainingSettings.OPTIMIZER, TUNING);
  }

  private void task() {
    open(DataSettings.TASK, data.task());
    part(TrainingSettings.LOSS, Loss.class, lossName());
    requireQuantiles();
    boolean real = loss().targetKind() == TargetKind.REAL;
    if (data.base() == null) {
      open(DataSettings.TARGET_SCALING, targetScaling(real));
    }
    open(RunSettings.MODEL, ExperimentFactory.model(settings.get(DataSettings.DATA_FILE)));
  }

  private Scaling targetScaling(boolean real) {
    return classifies() || !real || squashed() ? Scaling.NONE : Scaling.STANDARDIZE;
  }

  /** Chooses what is done for tables: nothing if the user chose how to train. */
  private void preset() {
    boolean chosen = CHOICES.stream().anyMatch(settings::isGiven);
    open(TrainingSettings.PRESET, chosen ? Preset.NONE : Preset.STANDARD);
  }

  private void recipe() {
    Preset preset = settings.get(TrainingSettings.PRESET);
    if (preset == Preset.NONE) {
      return;
    }
    if (settings.isGiven(TrainingSettings.OPTIMIZER) && chosen() instanceof FullBatchOptimizer) {
      throw settings.fault(
          TrainingSettings.OPTIMIZER,
          settings.get(TrainingSettings.OPTIMIZER)
              + " takes all rows at once, but the networks of the preset "
              + Words.of(preset)
              + " are made for batches; leave the preset out, or take another optimizer such as"
              + " adamw");
    }
    TableRecipe recipe =
        new TableRecipe(preset, data.task(), rows, data.table().columns().size() - 1);
    settings = recipe.inputs(settings);
    metrics();
    String monitor = classifies() ? settings.get(TrainingSettings.METRICS).get(0) : "rmse";
    settings = recipe.network(settings, monitor, plain());
  }

  private Optimizer chosen() {
    return catalog.create(Optimizer.class, settings.get(TrainingSettings.OPTIMIZER));
  }

  /** Returns the plain network in the words of a variant. */
  private String plain() {
    int batch = Math.min(BATCH, rows);
    return "{layers: ["
        + hiddenLayers().stream().map(l -> "\"" + l + "\"").collect(Collectors.joining(", "))
        + "], initializer: glorot_uniform, ntk: false, label_smoothing: 0, optimizer: \""
        + optimizer()
        + "\", schedule: cosine, weight_decay_schedule: constant, parameter_groups: none,"
        + " batch: "
        + batch
        + ", epochs: "
        + epochs(batch)
        + ", early_stopping: none}";
  }

  private String lossName() {
    if (data.task() == Task.CLASSIFICATION
        && "log_softmax".equals(settings.find(NetworkSettings.OUTPUT))) {
      return "nll";
    }
    List<Double> quantiles = settings.get(TrainingSettings.QUANTILES);
    if (!quantiles.isEmpty()) {
      return "pinball(quantiles=" + quantiles + ")";
    }
    return !classifies()
        ? "mse"
        : decidesEach() ? "binary_cross_entropy" : "categorical_cross_entropy";
  }

  /** Requires that quantiles are those of the loss, and of a number. */
  private void requireQuantiles() {
    List<Double> quantiles = settings.get(TrainingSettings.QUANTILES);
    if (quantiles.isEmpty()) {
      return;
    }
    if (classifies()) {
      throw settings.fault(
          TrainingSettings.QUANTILES,
          "are predicted of a number, but the task is " + Words.of(data.task()));
    }
    if (!loss().quantiles().equals(quantiles)) {
      throw settings.fault(
          TrainingSettings.QUANTILES,
          "are those of the loss, which is "
              + settings.get(TrainingSettings.LOSS)
              + "; leave the loss or the quantiles out");
    }
  }

  /** Returns whether each output is a decision of its own: a label, or one of two classes. */
  private boolean decidesEach() {
    return data.task() == Task.MULTI_LABEL || data.classes() == 2;
  }

  /**
   * Returns whether the output is bounded, so that standardized targets would be out of its reach.
   */
  private boolean squashed() {
    String output = settings.find(NetworkSettings.OUTPUT);
    return output != null && !List.of("none", "identity", ORDERED).contains(output);
  }

  private Loss loss() {
    return catalog.create(Loss.class, settings.get(TrainingSettings.LOSS));
  }

  private void network() {
    List<LayerItem> layers = settings.find(NetworkSettings.LAYERS);
    settings =
        settings.with(
            NetworkSettings.LAYERS,
            layers == null
                ? hiddenLayers()
                : settings.using(
                    NetworkSettings.LAYERS, () -> layers.stream().map(this::complete).toList()));
    if (!"none".equals(settings.find(NetworkSettings.OUTPUT))) {
      part(NetworkSettings.OUTPUT, Activation.class, outputName());
    }
    part(NetworkSettings.INITIALIZER, Initializer.class, "glorot_uniform");
  }

  private LayerItem complete(LayerItem layer) {
    return layer.withExpression(
        expression(layer.dense() ? Activation.class : Layer.class, layer.expression()));
  }

  /** One hidden layer, with few units for a regression on few rows, which overfits first. */
  private List<LayerItem> hiddenLayers() {
    int units = rows >= MANY_ROWS ? 128 : classifies() || rows >= SOME_ROWS ? 64 : 16;
    return List.of(new LayerItem(units, "relu"));
  }

  /** Chooses the activation whose outputs are what the loss expects. */
  private String outputName() {
    Loss loss = loss();
    if (loss.quantiles().size() > 1) {
      return ORDERED;
    }
    if (loss.appliedLink() != OutputLink.NONE) {
      boolean logarithms = loss.appliedLink() == OutputLink.EXPONENTIAL;
      return logarithms && loss.targetKind() == TargetKind.DISTRIBUTION
          ? "log_softmax"
          : "identity";
    }
    return switch (loss.targetKind()) {
      case DISTRIBUTION -> "softmax";
      case PROBABILITY -> "sigmoid";
      case COUNT -> "softplus";
      case SIGN -> "identity";
      case REAL -> !classifies() ? "identity" : decidesEach() ? "sigmoid" : "softmax";
    };
  }

  private void training() {
    open(TrainingSettings.ENSEMBLE, 0);
    part(TrainingSettings.OPTIMIZER, Optimizer.class, optimizer());
    Optimizer optimizer = chosen();
    boolean whole = optimizer instanceof FullBatchOptimizer;
    open(TrainingSettings.BATCH, whole ? 0 : Math.min(BATCH, rows));
    // Steps over all rows have the right length by themselves; an average settles without a fall.
    boolean constant = whole || optimizer instanceof AveragingOptimizer;
    part(TrainingSettings.SCHEDULE, LearningRateSchedule.class, constant ? "constant" : "cosine");
    part(TrainingSettings.WEIGHT_DECAY_SCHEDULE, LearningRateSchedule.class, "constant");
    open(TrainingSettings.EPOCHS, epochs(settings.get(TrainingSettings.BATCH)));
    Threshold threshold = settings.get(TrainingSettings.THRESHOLD);
    String decisive = threshold.metric();
    if (decisive != null) {
      settings =
          settings.with(
              TrainingSettings.THRESHOLD,
              settings.using(
                  TrainingSettings.THRESHOLD,
                  () -> new Threshold(threshold.value(), expression(Metric.class, decisive))));
    }
    metrics();
  }

  private void metrics() {
    List<String> metrics = settings.find(TrainingSettings.METRICS);
    List<String> wanted =
        metrics == null
            ? StandardMetrics.names(data.task(), data.classes(), loss().quantiles())
            : metrics;
    settings =
        settings.with(
            TrainingSettings.METRICS,
            settings.using(
                TrainingSettings.METRICS,
                () -> wanted.stream().map(m -> expression(Metric.class, m)).toList()));
  }

  /**
   * A weight decay in inverse proportion to the rows, as a prior weighs less the more data there
   * are.
   */
  private String optimizer() {
    double decay = Math.min(1, DECAY_ROWS / rows);
    double rounded = Math.rint(decay * 1e4) / 1e4;
    return "adamw(lr=" + RATE + ", weight_decay=" + NumericColumn.text(rounded) + ")";
  }

  private int epochs(int batch) {
    int steps = batch == 0 ? 1 : (int) (((long) rows + batch - 1) / batch);
    return Math.max(LEAST_EPOCHS, Math.min(MOST_EPOCHS, STEPS / steps));
  }

  private <T> void open(Setting<T> setting, T value) {
    if (settings.find(setting) == null) {
      settings = settings.with(setting, value);
    }
  }

  private void part(Setting<String> setting, Class<? extends Component> kind, String name) {
    open(setting, name);
    String given = settings.get(setting);
    settings = settings.with(setting, settings.using(setting, () -> expression(kind, given)));
  }

  private String expression(Class<? extends Component> kind, String text) {
    return catalog.create(kind, text).expression();
  }
}
