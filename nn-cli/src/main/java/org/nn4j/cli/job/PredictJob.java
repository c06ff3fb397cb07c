package org.nn4j.cli.job;

import jakarta.inject.Inject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.nn4j.api.Kernels;
import org.nn4j.cli.report.Console;
import org.nn4j.core.InputException;
import org.nn4j.core.data.Table;
import org.nn4j.core.data.read.InputTexts;
import org.nn4j.core.data.text.ColumnNames;
import org.nn4j.core.diagnosis.Finding;
import org.nn4j.core.registry.Catalog;
import org.nn4j.core.text.Spelling;
import org.nn4j.experiment.data.DataFile;
import org.nn4j.experiment.data.LoadedModel;
import org.nn4j.experiment.data.PredictedRows;

/** Applies a model to a file. */
public final class PredictJob {
  private final Catalog catalog;
  private final Kernels kernels;
  private final Console console;

  @Inject
  PredictJob(Catalog catalog, Kernels kernels, Console console) {
    this.catalog = catalog;
    this.kernels = kernels;
    this.console = console;
  }

  /**
   * What is asked of predictions.
   *
   * @param level the probability that intervals or sets of classes are to hold with, or null for
   *     none
   * @param append whether all columns of the file come first
   * @param keep columns of the file that come first
   */
  public record Options(@Nullable Double level, boolean append, List<String> keep) {}

  /**
   * Predicts every row of a file, which need not have the target.
   *
   * @return the rows, which are predicted while they are iterated over
   * @throws org.nn4j.core.InputException if model and data do not fit one another
   */
  public PredictedRows predict(Path modelFile, DataFile data, Options options) {
    LoadedModel model = LoadedModel.load(modelFile, catalog, kernels);
    Table table = model.read(data, false, console);
    model.drift(table).map(Finding::message).ifPresent(console::warn);
    PredictedRows predicted;
    try {
      predicted = PredictedRows.of(model.model(), model.preprocessor(), table, options.level);
    } catch (InputException e) {
      throw options.level == null ? e : new InputException("--intervals: " + e.getMessage(), e);
    }
    if (!options.append && options.keep.isEmpty()) {
      return predicted;
    }
    InputTexts texts = model.texts(data, table);
    return options.append
        ? predicted.behind(
            texts, IntStream.range(0, texts.columns().size()).boxed().toList(), "--append")
        : predicted.behind(texts, kept(texts.columns(), options.keep), "--keep");
  }

  /** Finds columns by their names. */
  private static List<Integer> kept(List<String> columns, List<String> names) {
    List<Integer> kept = new ArrayList<>();
    for (String name : names) {
      String meant = Spelling.match(name, columns);
      if (meant == null) {
        throw new InputException(
            "--keep: no column '" + name + "'" + ColumnNames.hint(name, columns));
      }
      kept.add(columns.indexOf(meant));
    }
    return kept;
  }
}
