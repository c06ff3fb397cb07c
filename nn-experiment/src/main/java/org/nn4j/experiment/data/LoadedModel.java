package org.nn4j.experiment.data;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.nn4j.api.Kernels;
import org.nn4j.api.Loss;
import org.nn4j.api.Matrix;
import org.nn4j.core.InputException;
import org.nn4j.core.data.CsvFormat;
import org.nn4j.core.data.Dataset;
import org.nn4j.core.data.Table;
import org.nn4j.core.data.TableOptions;
import org.nn4j.core.data.read.InputTexts;
import org.nn4j.core.data.read.TableSources;
import org.nn4j.core.diagnosis.DriftDiagnosis;
import org.nn4j.core.diagnosis.Finding;
import org.nn4j.core.model.Model;
import org.nn4j.core.model.ModelFile;
import org.nn4j.core.model.UsedPlugins;
import org.nn4j.core.network.Network;
import org.nn4j.core.preprocess.DataProfile;
import org.nn4j.core.preprocess.Preprocessor;
import org.nn4j.core.registry.Catalog;

/**
 * A model from a file, with what it needs to be applied to files of data.
 *
 * @param sources reads data files
 * @param differences how the plug-ins it uses differ from those it was trained with
 */
public record LoadedModel(
    Path file,
    Model model,
    Preprocessor preprocessor,
    TableSources sources,
    List<String> differences) {

  /**
   * Loads a model.
   *
   * @throws InputException if the file is no model, or one without preprocessing
   */
  public static LoadedModel load(Path file, Catalog catalog, Kernels kernels) {
    Model model = ModelFile.load(file, catalog, kernels);
    Preprocessor preprocessor = model.preprocessor();
    if (preprocessor == null) {
      throw InputException.in(
          file,
          "the model has no preprocessing, so it cannot be applied to a file of data; one that was"
              + " imported gets columns by nn import --features, or by nn train --from on a table");
    }
    return new LoadedModel(
        file,
        model,
        preprocessor,
        new TableSources(catalog),
        UsedPlugins.differences(model, catalog));
  }

  /** Returns the network. */
  public Network network() {
    return model.network();
  }

  /** Returns the loss. */
  public Loss loss() {
    return model.loss();
  }

  /**
   * Reads a data file as the model needs it. Reports how, and warns of categories that the model
   * does not know and of plug-ins that are not those it was trained with.
   */
  public Table read(DataFile data, boolean withTarget, Notices notices) {
    differences.forEach(notices::warn);
    Table table =
        sources.readFor(
            data.path(), options(preprocessor, data.format(), withTarget), data.storage());
    table.notices().forEach(notices::note);
    CategoryNotices.of(preprocessor, table).forEach(notices::warn);
    return table;
  }

  /** Returns the cells of all columns of a file from which {@link #read} read a table. */
  public InputTexts texts(DataFile data, Table table) {
    CsvFormat format = options(preprocessor, data.format(), false).format();
    return sources.texts(data.path(), format, table, data.storage());
  }

  /**
   * Returns how rows are unlike those that the model learnt from, if its file says what they were.
   */
  public Optional<Finding> drift(Table table) {
    DataProfile profile = model.facts().profile();
    return profile == null ? Optional.empty() : DriftDiagnosis.of(profile, table, table.everyRow());
  }

  /** Returns how to read a file for a model: as it was in training, and as the user says. */
  public static TableOptions options(
      Preprocessor preprocessor, CsvFormat given, boolean withTarget) {
    TableOptions options = preprocessor.tableOptions(withTarget);
    CsvFormat learnt = options.format();
    return options.withFormat(
        given
            .withUsualDecimal(learnt.usualDecimal())
            .withMissing(given.missing() == null ? learnt.missing() : given.missing()));
  }

  /** Encodes rows with their targets. */
  public Dataset samples(Table table, int[] rows) {
    return model.dataset(table, rows);
  }

  /** Encodes rows without their targets. */
  public Matrix features(Table table, int[] rows) {
    return preprocessor.features().encode(table, rows, network().precision());
  }
}
