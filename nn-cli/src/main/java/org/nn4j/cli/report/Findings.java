package org.nn4j.cli.report;

import java.util.LinkedHashMap;
import java.util.Map;
import org.nn4j.core.diagnosis.Finding;
import org.nn4j.core.text.Words;

/** Renders what is likely wrong. */
final class Findings {
  private Findings() {}

  static Map<String, Object> json(Finding finding) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("kind", Words.of(finding.kind()));
    map.put("subject", finding.subject());
    map.put("message", finding.message());
    return map;
  }
}
