package org.nn4j.experiment.data;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.nn4j.api.Kernels;
import org.nn4j.api.Matrix;
import org.nn4j.api.ParameterSpec;
import org.nn4j.api.Precision;
import org.nn4j.core.InputException;
import org.nn4j.core.data.ColumnType;
import org.nn4j.core.data.Table;
import org.nn4j.core.data.TableOptions;
import org.nn4j.core.data.read.TableSources;
import org.nn4j.core.model.Model;
import org.nn4j.core.model.ModelFile;
import org.nn4j.core.network.Network;
import org.nn4j.core.network.ParameterStore;
import org.nn4j.core.preprocess.ClassTarget;
import org.nn4j.core.preprocess.LabelTarget;
import org.nn4j.core.preprocess.Preprocessor;
import org.nn4j.core.preprocess.TargetEncoder;
import org.nn4j.core.registry.Catalog;
import org.nn4j.experiment.config.DataSettings;
import org.nn4j.experiment.config.FormatSettings;
import org.nn4j.experiment.config.NetworkSettings;
import org.nn4j.experiment.config.Setting;
import org.nn4j.experiment.config.Settings;

/**
 * The model that a training goes on from: its layers and parameters are where it starts, and if it
 * has preprocessing, that is how tables are read, so that what the inputs and outputs stand for
 * stays the same. Tables for a model without preprocessing are read as for a new one, except that
 * numbers are not scaled.
 *
 * @param model the model; it is not trained itself, but a copy of its network
 */
public record BaseModel(Model model) {
  /** What says how columns become inputs, which preprocessing has decided already. */
  private static final List<Setting<?>> DECIDED =
      List.of(
          DataSettings.LABEL_SEPARATOR,
          DataSettings.FEATURES,
          DataSettings.POSITIVE,
          DataSettings.IGNORE,
          DataSettings.CATEGORICAL,
          DataSettings.DATES,
          DataSettings.DATE_ORDER,
          DataSettings.TEXT,
          DataSettings.TEXT_INPUTS,
          DataSettings.ORDINAL,
          DataSettings.SCALING,
          DataSettings.TARGET_SCALING,
          DataSettings.IMPUTATION,
          DataSettings.MISSING_INDICATORS,
          DataSettings.CATEGORY_ENCODING,
          DataSettings.EMBEDDING_FROM);

  private static final List<Setting<?>> OF_THE_NETWORK =
      List.of(
          NetworkSettings.LAYERS,
          NetworkSettings.OUTPUT,
          NetworkSettings.INITIALIZER,
          NetworkSettings.NTK);

  /**
   * Loads the model that settings name.
   *
   * @return null if they name none
   * @throws InputException if the file is no model
   */
  public static @Nullable BaseModel of(Settings settings, Catalog catalog, Kernels kernels) {
    Path file = settings.find(NetworkSettings.FROM);
    return file == null ? null : new BaseModel(ModelFile.load(file, catalog, kernels));
  }

  /** Returns how the model reads tables, or null if that is left to the settings. */
  public @Nullable Preprocessor preprocessor() {
    return model.preprocessor();
  }

  /**
   * Requires that settings leave to the model what it has decided.
   *
   * @throws InputException if one does not
   */
  public void requireOwn(Settings settings) {
    List<Setting<?>> own = new ArrayList<>(OF_THE_NETWORK);
    if (preprocessor() != null) {
      own.addAll(DECIDED);
    }
    Settings none = Settings.defaults();
    for (Setting<?> setting : own) {
      if (settings.isGiven(setting) && !settings.print(setting).equals(none.print(setting))) {
        throw settings.fault(
            setting,
            "is what the model of --from has decided when it was trained; leave it out, or train a"
                + " new model without --from");
      }
    }
  }

  /**
   * Reads and divides the file of the data as the model's preprocessing wants it.
   *
   * @param preprocessor the model's
   * @throws InputException if the file, or a setting about it, is wrong or does not fit the model
   */
  SourceData read(
      Settings given, Preprocessor preprocessor, TableSources sources, Consumer<String> notices) {
    TargetEncoder target = preprocessor.target();
    Settings settings = withTarget(given, target.columns());
    TableOptions options = LoadedModel.options(preprocessor, FormatSettings.format(settings), true);
    String weights = settings.find(DataSettings.SAMPLE_WEIGHT);
    Table whole =
        sources.readFor(
            settings.get(DataSettings.DATA_FILE),
            weights == null ? options : options.withType(weights, ColumnType.NUMERIC),
            SourceData.storage(settings));
    Table table =
        SourceData.ordered(
            settings,
            settings.get(DataSettings.DROP_MISSING_TARGET)
                ? SourceTable.withTarget(whole, target, notices)
                : whole);
    CategoryNotices.of(preprocessor, table).forEach(notices);
    return SourceData.of(
        settings, table, target.task(), preprocessor.labels().size(), groups(target, table), this);
  }

  private static Settings withTarget(Settings given, List<String> columns) {
    if (given.isGiven(DataSettings.TARGET)
        && !ColumnSettings.divided(given).get(DataSettings.TARGET).equals(columns)) {
      throw given.fault(
          DataSettings.TARGET,
          "is "
              + given.print(DataSettings.TARGET)
              + ", but the model of --from predicts "
              + columns
              + "; leave it out, and call the column of the file so");
    }
    return given.with(DataSettings.TARGET, columns);
  }

  /** Returns the classes, or combinations of labels, that the parts of the data share evenly. */
  private static int[] groups(TargetEncoder target, Table table) {
    int[] rows = table.everyRow();
    target.columns().forEach(table::column); // names one that is missing
    try {
      return target instanceof ClassTarget classes
          ? classes.indices(table, rows)
          : target instanceof LabelTarget labels
              ? labels.combinations(table, rows, SourceData.FEW)
              : new int[rows.length];
    } catch (InputException e) {
      throw e.withMessage(
          e.getMessage()
              + "; what is trained --from a model keeps its classes: leave such rows out, call"
              + " them one of these, or train a new model without --from");
    }
  }

  /**
   * Returns a copy of the network to be trained.
   *
   * @param precision the precision to compute in
   * @param seed the seed of what layers draw at random
   */
  public Network network(Precision precision, long seed) {
    Network network = model.network().withPrecision(precision);
    ParameterStore store = network.parameters();
    Map<String, Matrix> values = new TreeMap<>();
    for (ParameterSpec spec : store.specs()) {
      values.put(spec.name(), store.value(spec.name()));
    }
    return Network.restore(
        network.layers(), network.inputWidth(), precision, seed, network.kernels(), values);
  }
}
