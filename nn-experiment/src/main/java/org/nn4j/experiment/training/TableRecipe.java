package org.nn4j.experiment.training;

import java.util.ArrayList;
import java.util.List;
import org.nn4j.api.Task;
import org.nn4j.core.preprocess.CategoryEncoding;
import org.nn4j.core.preprocess.Scaling;
import org.nn4j.experiment.config.DataSettings;
import org.nn4j.experiment.config.LayerItem;
import org.nn4j.experiment.config.NetworkSettings;
import org.nn4j.experiment.config.Preset;
import org.nn4j.experiment.config.Setting;
import org.nn4j.experiment.config.Settings;
import org.nn4j.experiment.config.TrainingSettings;

/**
 * What {@code nn train} does with a table where nothing else is said: a perceptron with trained
 * embeddings of numbers and categories after RealMLP (Holzmüller, Grinsztajn and Steinwart, "Better
 * by default: strong pre-tuned MLPs and boosted trees on tabular data", 2024), and beside it the
 * plain one of {@link Defaults}, whose strong decay does well on few rows. An ensemble weighs both.
 *
 * <p>The rules and their measured results are in docs/adr/0005-defaults.md.
 *
 * @param preset how much is done
 * @param task what is predicted
 * @param rows the number of training rows
 * @param columns the number of columns
 */
record TableRecipe(Preset preset, Task task, int rows, int columns) {
  private static final int UNITS = 256;
  private static final int EPOCHS = 256;

  /**
   * Rows below which categories are not worth embeddings, nor numbers their quantiles, and a third
   * kind of network joins: it costs little and helps.
   */
  private static final int FEW_ROWS = 2000;

  /** Members of a kind that are not too few to watch every row. */
  private static final int FOLDS = 5;

  /** Steps by single rows of networks for 20 columns that take less than a minute on two cores. */
  private static final double STEPS = 3e6;

  /** Training rows for which that is enough; from there on the steps grow with their root. */
  private static final double MANY_ROWS = 16_000;

  private boolean classifies() {
    return task != Task.REGRESSION;
  }

  /** Fills in how columns become inputs. */
  Settings inputs(Settings given) {
    boolean few = rows < FEW_ROWS;
    Settings settings =
        open(given, DataSettings.SCALING, few ? Scaling.STANDARDIZE : Scaling.QUANTILE_NORMAL);
    settings = open(settings, DataSettings.MISSING_INDICATORS, true);
    settings =
        open(
            settings,
            DataSettings.CATEGORY_ENCODING,
            few ? CategoryEncoding.ONE_HOT : CategoryEncoding.AUTO);
    return classifies() && task != Task.MULTI_LABEL && !plainAlone()
        ? open(settings, DataSettings.LABEL_SMOOTHING, 0.1)
        : settings;
  }

  /**
   * Fills in the network and its training.
   *
   * @param monitor the metric that the best epoch is chosen by
   * @param plain the plain network as a variant
   */
  Settings network(Settings given, String monitor, String plain) {
    int members = members();
    Settings settings = open(given, TrainingSettings.ENSEMBLE, members);
    settings =
        open(settings, TrainingSettings.EARLY_STOPPING, monitor + "(patience=inf, ties=last)");
    if (plainAlone()) {
      return settings;
    }
    settings = open(settings, NetworkSettings.LAYERS, layers());
    settings = open(settings, NetworkSettings.INITIALIZER, "data_driven");
    settings = open(settings, NetworkSettings.NTK, true);
    double rate = classifies() ? 0.04 : 0.2;
    settings =
        open(
            settings,
            TrainingSettings.OPTIMIZER,
            "adamw(lr=" + rate + ", beta2=0.95, weight_decay=0.02)");
    settings = open(settings, TrainingSettings.SCHEDULE, "coslog");
    settings = open(settings, TrainingSettings.WEIGHT_DECAY_SCHEDULE, "flat_cosine");
    settings =
        open(settings, TrainingSettings.PARAMETER_GROUPS, List.of("*.bias(rate=0.1, decay=0)"));
    settings = open(settings, TrainingSettings.BATCH, Math.min(256, Math.max(1, rows / 4)));
    settings = open(settings, TrainingSettings.EPOCHS, epochs(members));
    return open(
        settings, TrainingSettings.VARIANTS, deepToo() ? List.of(plain, deep()) : List.of(plain));
  }

  /** Returns the steps that there is time for, by single rows and for all members of a kind. */
  private double steps() {
    double size = (UNITS * 4.0 * columns + 2 * UNITS * UNITS) / (UNITS * 80 + 2 * UNITS * UNITS);
    double most = STEPS * Math.max(1, Math.sqrt(rows / MANY_ROWS)) / size;
    return preset == Preset.FAST ? most / 3 : most;
  }

  /** Returns the rows that a member learns. */
  private double learnt() {
    return Math.max(1, rows * (FOLDS - 1.0) / FOLDS);
  }

  private int members() {
    if (preset == Preset.BEST) {
      return 2 * FOLDS;
    }
    return preset == Preset.FAST
        ? 2
        : (int) Math.max(2, Math.min(FOLDS, Math.rint(steps() / (EPOCHS * learnt()))));
  }

  private int epochs(int members) {
    int most = preset == Preset.FAST ? EPOCHS / 4 : EPOCHS;
    return preset == Preset.BEST
        ? EPOCHS
        : (int) Math.max(8, Math.min(most, steps() / (members * learnt())));
  }

  /** Returns whether the plain network is the only kind: where others would take seconds. */
  private boolean plainAlone() {
    return preset == Preset.FAST && rows < FEW_ROWS;
  }

  /** Returns whether a third kind joins: where it costs little, or cost does not matter. */
  private boolean deepToo() {
    return preset == Preset.BEST || (preset == Preset.STANDARD && rows < FEW_ROWS);
  }

  /** Returns a deep network without embeddings as a variant. */
  private String deep() {
    return "{layers: [\"256:mish\", dropout(rate=0.15), \"256:mish\", dropout(rate=0.15),"
        + " \"256:mish\", dropout(rate=0.15)], initializer: glorot_uniform, ntk: false, optimizer:"
        + " \"adamw(lr=0.002, beta2=0.95, weight_decay=0.1)\", schedule: cosine,"
        + " weight_decay_schedule: constant, parameter_groups: none, batch: "
        + Math.min(64, Math.max(1, rows / 4))
        + ", epochs: 100, early_stopping: none}";
  }

  private List<LayerItem> layers() {
    List<LayerItem> layers = new ArrayList<>();
    layers.add(part("pbld"));
    layers.add(part("embedding"));
    layers.add(part("scale"));
    String activation = "parametric(activation=" + (classifies() ? "selu" : "mish") + ")";
    int depth = preset == Preset.FAST ? 2 : 3;
    for (int i = 0; i < depth; i++) {
      layers.add(new LayerItem(preset == Preset.FAST ? UNITS / 2 : UNITS, activation));
      layers.add(part("dropout(rate=0.15, schedule=flat_cosine)"));
    }
    return layers;
  }

  private static LayerItem part(String expression) {
    return new LayerItem(0, expression);
  }

  private static <T> Settings open(Settings settings, Setting<T> setting, T value) {
    return settings.isGiven(setting) ? settings : settings.with(setting, value);
  }
}
