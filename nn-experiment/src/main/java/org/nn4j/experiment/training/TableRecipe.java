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
 */
record TableRecipe(Preset preset, Task task, int rows) {
  private static final int UNITS = 256;

  private boolean classifies() {
    return task != Task.REGRESSION;
  }

  /** Fills in how columns become inputs. */
  Settings inputs(Settings given) {
    Settings settings = open(given, DataSettings.SCALING, Scaling.ROBUST);
    settings = open(settings, DataSettings.MISSING_INDICATORS, true);
    settings = open(settings, DataSettings.CATEGORY_ENCODING, CategoryEncoding.AUTO);

    return classifies() && task != Task.MULTI_LABEL
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
    Settings settings = open(given, NetworkSettings.LAYERS, layers());
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
    settings = open(settings, TrainingSettings.EPOCHS, 256);
    settings = open(settings, TrainingSettings.ENSEMBLE, 1);
    settings = open(settings, TrainingSettings.VARIANTS, List.of(plain));
    return open(settings, TrainingSettings.EARLY_STOPPING, monitor + "(patience=inf, ties=last)");
  }

  private List<LayerItem> layers() {
    List<LayerItem> layers = new ArrayList<>();
    layers.add(part("pbld"));
    layers.add(part("embedding"));
    layers.add(part("scale"));
    String activation = "parametric(activation=" + (classifies() ? "selu" : "mish") + ")";
    for (int i = 0; i < 3; i++) {
      layers.add(new LayerItem(UNITS, activation));
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
