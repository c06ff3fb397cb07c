package org.nn4j.experiment.config;

import static org.nn4j.experiment.config.Setting.Group.TRAINING;

import java.time.Duration;
import java.util.List;

/** The settings of how to train and when to stop, and of what is evaluated. */
public final class TrainingSettings {
  /** The rules that fill in what is left open. */
  public static final Setting<Preset> PRESET =
      Setting.auto(
          "preset",
          TRAINING,
          WordFormats.choice(Preset.class),
          "how much is done for a good model where nothing else is said: fast takes seconds, best"
              + " several times as long as standard, none is one plain network; auto is standard,"
              + " or none if layers, loss, optimizer, epochs or the like are given");

  /** The number of networks that are trained. */
  public static final Setting<Integer> ENSEMBLE =
      Setting.auto(
          "ensemble",
          TRAINING,
          NumberFormats.whole(0),
          "networks to train, each with another part of the training rows held out to find its best"
              + " epoch, and to join to one; 0 for one network that learns all training rows");

  /** The number of parts of the training rows. */
  public static final Setting<Integer> ENSEMBLE_FOLDS =
      Setting.of(
          "ensemble_folds",
          TRAINING,
          NumberFormats.whole(2),
          5,
          "parts of the training rows, one of which each network of an ensemble does not learn");

  /** Further kinds of networks. */
  public static final Setting<List<String>> VARIANTS =
      Setting.of(
          "variants",
          TRAINING,
          new ValueFormat.ListOf<>(
              "SETTINGS",
              "settings such as '{layers: [64:relu], optimizer: adam}'",
              ValueFormat.ListSyntax.ONE_ITEM,
              (text, base) -> Variants.check(text),
              text -> text),
          List.of(),
          "further kinds of networks in an ensemble, each the settings in which it differs, such as"
              + " '{layers: [64:relu], optimizer: adam}'; how much a kind counts is chosen by the"
              + " rows that its networks do not learn");

  /** The loss. */
  public static final Setting<String> LOSS =
      Setting.auto("loss", TRAINING, PartFormats.part("NAME"), "what training minimizes");

  /** The levels of quantiles. */
  public static final Setting<List<Double>> QUANTILES =
      Setting.of(
          "quantiles",
          TRAINING,
          NumberFormats.levels(),
          List.of(),
          "predict quantiles of a number, such as 0.1,0.5,0.9, with the loss pinball");

  /** The optimizer. */
  public static final Setting<String> OPTIMIZER =
      Setting.auto(
          "optimizer", TRAINING, PartFormats.part("NAME"), "update rule, such as adam(lr=0.001)");

  /** The schedule. */
  public static final Setting<String> SCHEDULE =
      Setting.auto(
          "schedule",
          TRAINING,
          PartFormats.part("NAME"),
          "learning rate over time, such as cosine");

  /** The number of epochs. */
  public static final Setting<Integer> EPOCHS =
      Setting.auto("epochs", TRAINING, NumberFormats.whole(1), "passes over the data");

  /** The rows of a batch. */
  public static final Setting<Integer> BATCH =
      Setting.auto(
          "batch", TRAINING, NumberFormats.batch(), "rows of a batch; full takes all at once");

  /** The number of shards. */
  public static final Setting<Integer> SHARDS =
      Setting.of(
          "shards",
          TRAINING,
          NumberFormats.whole(0),
          0,
          "parts of a batch whose gradients are summed along a tree, a power of two such as 64, with"
              + " rows ordered by what is in them: so the result is the same on one machine and on"
              + " any number; 0 for none");

  /** Whether the order of samples changes. */
  public static final Setting<Boolean> SHUFFLE =
      Setting.of(
          "shuffle",
          TRAINING,
          WordFormats.flag(),
          true,
          "whether each epoch has a new order of samples");

  /** The α of mixup. */
  public static final Setting<Double> MIXUP =
      Setting.of(
          "mixup",
          TRAINING,
          NumberFormats.bound(),
          0.0,
          "mix each batch's samples, and targets, with one another at shares drawn from Beta(X, X),"
              + " such as 0.2; 0 for none");

  /** The bound on the gradient's length. */
  public static final Setting<Double> CLIP_NORM =
      Setting.of(
          "clip_norm",
          TRAINING,
          NumberFormats.bound(),
          0.0,
          "greatest length of all gradients together, 0 for no bound");

  /** The bound on each gradient. */
  public static final Setting<Double> CLIP_VALUE =
      Setting.of(
          "clip_value",
          TRAINING,
          NumberFormats.bound(),
          0.0,
          "greatest size of each gradient, 0 for no bound");

  /** The factors of parameters' rates and decays. */
  public static final Setting<List<String>> PARAMETER_GROUPS =
      Setting.of(
          "parameter_groups",
          TRAINING,
          PartFormats.parameterGroups(),
          List.of(),
          "factors of learning rate and weight decay by parameters' names, where the last that fits"
              + " counts, such as '*.bias(rate=0.1, decay=0)'; a rate of 0 freezes");

  /** The layers that do not learn. */
  public static final Setting<List<String>> FREEZE =
      Setting.of(
          "freeze",
          TRAINING,
          WordFormats.texts("GLOB,…"),
          List.of(),
          "layers or parameters that do not learn, such as layers.0 or '*.bias', as nn inspect names"
              + " them; the same as a rate of 0 in parameter_groups");

  /** The schedule of the weight decay. */
  public static final Setting<String> WEIGHT_DECAY_SCHEDULE =
      Setting.of(
          "weight_decay_schedule",
          TRAINING,
          PartFormats.part("NAME"),
          "constant",
          "factor of the optimizer's weight decay over time, such as flat_cosine");

  /** The average of the parameters. */
  public static final Setting<String> WEIGHT_AVERAGING =
      Setting.optional(
          "weight_averaging",
          TRAINING,
          PartFormats.weightAveraging(),
          "end with an average of the parameters: ema(decay=0.999) over steps, or swa(start=0.75)"
              + " over the last epochs");

  /** The fall of the loss below which training stops. */
  public static final Setting<Double> STOP_TOLERANCE =
      Setting.of(
          "stop_tolerance",
          TRAINING,
          NumberFormats.bound(),
          0.0,
          "stop after an epoch whose training loss falls by less, 0 for never");

  /** What is watched for improvement. */
  public static final Setting<String> EARLY_STOPPING =
      Setting.optional(
          "early_stopping",
          TRAINING,
          PartFormats.earlyStopping(),
          "stop when this does not improve, and restore the best: validation_loss, loss or a"
              + " metric, such as accuracy(patience=10, min_delta=0, restore_best=true);"
              + " patience=inf only restores, ties=last takes the last of equally good epochs");

  /** The condition that ends training. */
  public static final Setting<String> STOP_WHEN =
      Setting.optional(
          "stop_when",
          TRAINING,
          WordFormats.text("CONDITION"),
          "stop after an epoch with this, such as 'accuracy >= 0.97', 'validation_loss <= 0.1' or"
              + " 'epoch >= 5'");

  /** How long training may take. */
  public static final Setting<Duration> TIME_BUDGET =
      Setting.optional(
          "time_budget",
          TRAINING,
          TimeFormats.duration(),
          "stop when training has taken this long, such as 90s, 5m or 1h30m; what it took before"
              + " it was resumed counts. Unless epochs are given, as many are planned as fit");

  /** What is evaluated. */
  public static final Setting<List<String>> METRICS =
      Setting.auto("metrics", TRAINING, PartFormats.parts("NAME,…"), "metrics to report");

  /** The decision threshold. */
  public static final Setting<Threshold> THRESHOLD =
      Setting.of(
          "threshold",
          TRAINING,
          PartFormats.threshold(),
          Threshold.EVEN,
          "probability of the positive of two classes, or of each label, above which it is"
              + " predicted; or a metric, such as f1 or label_f1, for which training ends with the"
              + " best one on the validation rows");

  /** How probabilities are calibrated. */
  public static final Setting<Calibration> CALIBRATION =
      Setting.of(
          "calibration",
          TRAINING,
          WordFormats.choice(Calibration.class),
          Calibration.NONE,
          "how probabilities are made right after training, on the validation rows; --calibrate is"
              + " the same as --calibration temperature");

  /** The level of intervals. */
  public static final Setting<Double> INTERVALS =
      Setting.optional(
          "intervals",
          TRAINING,
          NumberFormats.level(),
          "learn intervals of numbers, or sets of classes, that hold what is true with this"
              + " probability, such as 0.9, from validation rows that training does not look at");

  /** All of them, in the order in which they are listed and printed. */
  static final List<Setting<?>> ALL =
      List.of(
          PRESET,
          ENSEMBLE,
          ENSEMBLE_FOLDS,
          VARIANTS,
          LOSS,
          QUANTILES,
          OPTIMIZER,
          SCHEDULE,
          EPOCHS,
          BATCH,
          SHARDS,
          SHUFFLE,
          MIXUP,
          CLIP_NORM,
          CLIP_VALUE,
          PARAMETER_GROUPS,
          FREEZE,
          WEIGHT_DECAY_SCHEDULE,
          WEIGHT_AVERAGING,
          STOP_TOLERANCE,
          EARLY_STOPPING,
          STOP_WHEN,
          TIME_BUDGET,
          METRICS,
          THRESHOLD,
          CALIBRATION,
          INTERVALS);

  private TrainingSettings() {}
}
