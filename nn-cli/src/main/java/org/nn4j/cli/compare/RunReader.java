package org.nn4j.cli.compare;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nn4j.api.Kernels;
import org.nn4j.core.InputException;
import org.nn4j.core.data.ColumnType;
import org.nn4j.core.data.CsvFormat;
import org.nn4j.core.data.TableOptions;
import org.nn4j.core.data.read.TableReader;
import org.nn4j.core.io.AtomicFile;
import org.nn4j.core.io.JsonText;
import org.nn4j.core.model.Model;
import org.nn4j.core.model.ModelFacts;
import org.nn4j.core.model.ModelFile;
import org.nn4j.core.registry.Catalog;
import org.nn4j.core.text.Words;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** Reads what a run left: the JSON document of a verb, a report, predictions or a model file. */
public final class RunReader {
  private static final String WANTED =
      "give what nn train, crossval or evaluate --json printed, the folder of a --report, the file"
          + " of crossval --predictions, or a model file";

  /** The bytes that a model file starts with: the length of its header. */
  private static final int HEAD = 8;

  /** The document of a run in the folder of its report, which gives the run its name. */
  private static final String REPORTED = "run.json";

  private final Catalog catalog;
  private final Kernels kernels;

  /**
   * Creates a reader.
   *
   * @param catalog where the parts of model files are looked up
   */
  public RunReader(Catalog catalog, Kernels kernels) {
    this.catalog = catalog;
    this.kernels = kernels;
  }

  /**
   * Reads runs, and gives each a name of its own.
   *
   * @throws InputException if one cannot be read or is none
   */
  public List<ComparedRun> read(List<Path> files) {
    List<ComparedRun> runs = new ArrayList<>();
    for (Path file : files) {
      runs.add(read(file).named(name(file)));
    }
    for (int i = 0; i < runs.size(); i++) {
      String own = runs.get(i).name();
      if (runs.stream().filter(run -> run.name().equals(own)).count() > 1) {
        runs.set(i, runs.get(i).named(files.get(i).toString()));
      }
    }
    return runs;
  }

  /** Returns whether a file is a model, by its first bytes. */
  public static boolean isModel(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] head = in.readNBytes(HEAD);
      return head.length == HEAD && head[HEAD - 1] == 0; // no text holds it
    } catch (IOException e) {
      throw InputException.in(file, "cannot be read: " + AtomicFile.reason(e));
    }
  }

  private static String name(Path file) {
    Path whole = file.toAbsolutePath().normalize();
    Path folder = whole.getParent();
    String name = String.valueOf(whole.getFileName());
    return folder != null && name.equals(REPORTED)
        ? String.valueOf(folder.getFileName())
        : name.replaceFirst("(\\.nn)?\\.(json|csv|safetensors)$", "");
  }

  private ComparedRun read(Path file) {
    if (isModel(file)) {
      return model(ModelFile.load(file, catalog, kernels));
    }
    String text = text(file);
    if (text.stripLeading().startsWith("{")) {
      try {
        return document(file, JsonText.tree(text));
      } catch (JacksonException e) {
        throw InputException.in(file, "is not JSON: " + WANTED);
      }
    }
    RowPredictions predictions = predictions(file);
    return new ComparedRun(
        "",
        "predictions",
        predictions.rows().size(),
        predictions.metrics(),
        null,
        null,
        Map.of(),
        null,
        predictions);
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (CharacterCodingException e) {
      throw InputException.in(file, "is no run: " + WANTED);
    } catch (IOException e) {
      throw InputException.in(file, "cannot be read: " + AtomicFile.reason(e));
    }
  }

  private static RowPredictions predictions(Path file) {
    TableOptions texts =
        TableOptions.DEFAULT
            .withFormat(
                CsvFormat.FOUND.withSeparator(',').withHeader(true).withMissing(List.of("")))
            .withOthers(ColumnType.CATEGORICAL);
    return RowPredictions.of(TableReader.read(file, texts));
  }

  private static ComparedRun model(Model model) {
    ModelFacts facts = model.facts();
    return new ComparedRun(
        "",
        facts.evaluatedOn(),
        facts.samples(),
        facts.metrics(),
        null,
        (long) model.network().parameters().trainable().size(),
        model.provenance().entries(),
        null,
        null);
  }

  private ComparedRun document(Path file, JsonNode run) {
    if (!run.path("metrics").isObject()) {
      throw InputException.in(file, "has no 'metrics': " + WANTED);
    }
    boolean folded = run.path("scores").isArray();
    Map<String, Double> metrics = new LinkedHashMap<>();
    run.path("metrics")
        .properties()
        .forEach(
            m ->
                metrics.put(m.getKey(), number(folded ? m.getValue().path("mean") : m.getValue())));
    int repeats = run.path("repeats").asInt(1);
    String folds = Words.count(run.path("folds").asInt(0), "fold");
    Path predictions = Path.of(run.path("predictions").asString(""));
    return new ComparedRun(
        "",
        folded
            ? folds + (repeats == 1 ? "" : " × " + repeats)
            : run.path("evaluated_on").asString(""),
        run.path("samples").asLong(0),
        metrics,
        run.path("seconds").isNumber() ? run.path("seconds").asDouble() : null,
        run.path("parameters").isNumber() ? run.path("parameters").asLong() : null,
        provenance(run.path("provenance")),
        folded ? folds(run) : null,
        folded && Files.isRegularFile(predictions) ? predictions(predictions) : null);
  }

  private static double number(JsonNode node) {
    return node.isNumber() ? node.asDouble() : Double.NaN;
  }

  private static Map<String, String> provenance(JsonNode node) {
    Map<String, String> entries = new LinkedHashMap<>();
    node.properties().forEach(entry -> entries.put(entry.getKey(), entry.getValue().asString("")));
    return entries;
  }

  private static ComparedRun.FoldScores folds(JsonNode run) {
    List<Map<String, Double>> scores = new ArrayList<>();
    double held = 0;
    for (JsonNode fold : run.path("scores")) {
      Map<String, Double> metrics = new LinkedHashMap<>();
      fold.path("metrics")
          .properties()
          .forEach(metric -> metrics.put(metric.getKey(), number(metric.getValue())));
      scores.add(metrics);
      held += fold.path("samples").asDouble(0);
    }
    double each = held / Math.max(1, scores.size());
    String sha256 = run.path("folds_sha256").asString("");
    return new ComparedRun.FoldScores(
        sha256.isEmpty() ? null : sha256,
        scores,
        each / Math.max(1, run.path("samples").asDouble(0) - each));
  }
}
