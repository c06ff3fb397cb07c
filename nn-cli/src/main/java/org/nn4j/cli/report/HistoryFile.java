package org.nn4j.cli.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nn4j.core.InputException;
import org.nn4j.core.io.AtomicFile;
import org.nn4j.core.training.EpochResult;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads the epochs of a run from the JSON document that {@link TrainReport} makes. */
public final class HistoryFile {
  /** The document's name in the folder of a report, beside the page. */
  public static final String RUN = "run.json";

  private static final String WANTED =
      "give what nn train --json printed, or the folder of a --report, where it is " + RUN;

  private HistoryFile() {}

  /** Returns the document that a path names: itself, or the one in the folder of a report. */
  public static Path document(Path given) {
    return Files.isDirectory(given) ? given.resolve(RUN) : given;
  }

  /**
   * Reads a run's epochs, at least one.
   *
   * @param given the document, or the folder of a report
   * @throws InputException if the file cannot be read or is no such document
   */
  public static List<EpochResult> read(Path given) {
    Path file = document(given);
    if (!file.equals(given) && !Files.exists(file)) {
      throw InputException.in(given, "is a folder without " + RUN + ": " + WANTED);
    }
    JsonNode history;
    try {
      history = JsonMapper.shared().readTree(Files.readAllBytes(file)).path("history");
    } catch (IOException e) {
      throw InputException.in(file, "cannot be read: " + AtomicFile.reason(e));
    } catch (JacksonException e) {
      throw InputException.in(file, "is not JSON: " + WANTED);
    }
    if (!history.isArray() || history.isEmpty()) {
      throw InputException.in(file, "has no epochs in 'history': " + WANTED);
    }
    List<EpochResult> epochs = new ArrayList<>();
    for (JsonNode epoch : history) {
      epochs.add(epoch(epoch));
    }
    return epochs;
  }

  private static EpochResult epoch(JsonNode node) {
    Map<String, Double> metrics = new LinkedHashMap<>();
    node.path("metrics")
        .properties()
        .forEach(metric -> metrics.put(metric.getKey(), metric.getValue().asDouble(Double.NaN)));
    return new EpochResult(
        node.path("epoch").asInt(0),
        0,
        node.path("loss").asDouble(Double.NaN),
        node.path("validation_loss").asDouble(Double.NaN),
        metrics,
        node.path("rate").asDouble(Double.NaN),
        0,
        node.path("samples_per_second").asDouble(Double.NaN));
  }
}
