package org.nn4j.experiment.search;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.nn4j.core.InputException;
import org.nn4j.core.io.AtomicFile;
import org.nn4j.experiment.document.Json;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The file of a search's trials, one JSON document per line: first what is searched, then each
 * trial once it is done. The file is always replaced as a whole, so that it is valid whenever the
 * program dies.
 */
final class SearchLog {
  private static final String SEARCH = "search";

  private final @Nullable Path file;
  private final List<String> lines = new ArrayList<>();
  private final List<TrialResult> trials = new ArrayList<>();
  private int written;

  private SearchLog(@Nullable Path file) {
    this.file = file;
  }

  /**
   * Opens the file of a search, which may have begun.
   *
   * @param file the file, or null to keep the trials in memory alone
   * @param search what is searched, by keys that errors name
   * @throws InputException if the file cannot be read or written or is of another search
   */
  static SearchLog open(@Nullable Path file, Map<String, String> search) {
    SearchLog log = new SearchLog(file);
    if (file == null) {
      return log;
    }
    AtomicFile.requireWritable(file);
    if (Files.exists(file)) {
      log.read(file, search);
    } else {
      log.lines.add(Json.line(Map.of(SEARCH, search)));
    }
    return log;
  }

  private void read(Path file, Map<String, String> search) {
    List<String> found;
    try {
      found = Files.readAllLines(file);
    } catch (CharacterCodingException e) {
      throw fault();
    } catch (IOException e) {
      throw InputException.in(file, "cannot be read: " + AtomicFile.reason(e));
    }
    for (String line : found) {
      JsonNode node = node(line);
      if (lines.isEmpty()) {
        requireSame(texts(node.path(SEARCH)), search);
      } else {
        trials.add(trial(node));
      }
      lines.add(line);
    }
    if (lines.isEmpty()) {
      throw fault();
    }
    written = trials.size();
  }

  private JsonNode node(String line) {
    try {
      JsonNode node = JsonMapper.shared().readTree(line);
      if (node.has(lines.isEmpty() ? SEARCH : "trial")) {
        return node;
      }
    } catch (JacksonException e) {
      throw fault();
    }
    throw fault();
  }

  /** Returns the file, which was read. */
  private Path path() {
    return Objects.requireNonNull(file);
  }

  private InputException fault() {
    return InputException.at(
        path(),
        lines.size() + 1L,
        0,
        "is not what nn search writes; name another --results, or remove the file");
  }

  private void requireSame(Map<String, String> before, Map<String, String> now) {
    Map<String, String> all = new LinkedHashMap<>(now);
    before.forEach(all::putIfAbsent);
    for (String key : all.keySet()) {
      String was = before.getOrDefault(key, "not there");
      String is = now.getOrDefault(key, "not there");
      if (!was.equals(is)) {
        throw InputException.in(
            path(),
            "holds the trials of another search: "
                + key
                + " was "
                + was
                + " and is "
                + is
                + "; a search goes on as it began, or is a new one with other --results");
      }
    }
  }

  private static Map<String, String> texts(JsonNode node) {
    Map<String, String> texts = new LinkedHashMap<>();
    node.properties().forEach(entry -> texts.put(entry.getKey(), entry.getValue().asString("")));
    return texts;
  }

  private static TrialResult trial(JsonNode node) {
    Map<String, Double> metrics = new LinkedHashMap<>();
    node.path("metrics")
        .properties()
        .forEach(metric -> metrics.put(metric.getKey(), metric.getValue().asDouble(Double.NaN)));
    return new TrialResult(
        node.path("trial").asInt(0),
        texts(node.path("values")),
        metrics,
        texts(node.path("undefined")),
        node.path("deviation").asDouble(Double.NaN),
        node.has("failure") ? node.path("failure").asString("") : null);
  }

  /**
   * Returns the trials that are done.
   *
   * @param planned the values of all trials, in their order
   * @throws InputException if they are not the first of those planned
   */
  List<TrialResult> done(List<Map<String, String>> planned) {
    int count = Math.min(trials.size(), planned.size());
    for (int i = 0; i < count; i++) {
      TrialResult trial = trials.get(i);
      if (trial.number() != i + 1 || !trial.values().equals(planned.get(i))) {
        throw InputException.at(
            path(),
            i + 2L,
            0,
            "trial " + (i + 1) + " should be of " + planned.get(i) + "; the file was changed");
      }
    }
    return List.copyOf(trials.subList(0, count));
  }

  /** Adds a trial, to be written. */
  void add(TrialResult trial) {
    lines.add(Json.line(trial.toMap()));
    trials.add(trial);
  }

  /**
   * Writes the trials that were added; when this returns they are on the disk.
   *
   * @throws InputException if they cannot be written; the file is as it was then
   */
  void write() {
    if (file != null && trials.size() > written) {
      AtomicFile.write(file, (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
      written = trials.size();
    }
  }
}
