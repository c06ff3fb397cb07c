package org.nn4j.cli.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.nn4j.core.registry.CatalogEntry;
import org.nn4j.core.registry.LoadFailure;
import org.nn4j.testkit.check.Report;

/**
 * What checks of parts found.
 *
 * @param results one for each part
 * @param rejected plug-ins that could not be checked because they could not be loaded
 */
public record VerificationReport(List<Result> results, List<LoadFailure> rejected) {

  /** A part and the outcome of its checks. */
  public record Result(CatalogEntry part, Report report) {}

  /** Returns whether everything was checked and all promises hold. */
  public boolean passed() {
    return rejected.isEmpty() && results.stream().allMatch(result -> result.report().passed());
  }

  /** Returns a verdict for each part with its counterexamples. */
  public String text() {
    StringBuilder text = new StringBuilder();
    for (Result result : results) {
      text.append(result.part().kind().noun()).append(' ').append(result.report()).append('\n');
    }
    for (LoadFailure failure : rejected) {
      text.append("rejected ").append(failure).append('\n');
    }
    return text.toString();
  }

  /** Returns the JSON document. */
  public Map<String, Object> json() {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("passed", passed());
    document.put("parts", results.stream().map(VerificationReport::json).toList());
    document.put("rejected", rejected.stream().map(PluginListing::json).toList());
    return document;
  }

  private static Map<String, Object> json(Result result) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("name", result.part().name());
    map.put("kind", result.part().kind().noun());
    map.put("from", result.part().origin().toString());
    map.put("passed", result.report().passed());
    map.put("checks", result.report().outcomes().size());
    map.put(
        "counterexamples",
        result.report().failures().stream()
            .map(
                failure ->
                    Map.of(
                        "check",
                        failure.check(),
                        "message",
                        String.valueOf(
                            Objects.requireNonNull(failure.counterexample()).getMessage())))
            .toList());
    return map;
  }
}
