package org.nn4j.core.model;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Where a model came from, as texts in a fixed order: version, JDK, kernels, seed, data and its
 * hash, configuration. It holds no time, so that equal runs write equal files.
 *
 * @param entries the texts by key
 */
public record Provenance(Map<String, String> entries) {
  /** Nothing known. */
  public static final Provenance NONE = new Provenance(Map.of());

  /** Copies the map, keeping its order. */
  public Provenance {
    entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
  }

  /** Returns an entry a line, such as {@code seed: 7}; a text if there is none. */
  @Override
  public String toString() {
    return entries.isEmpty()
        ? "no provenance"
        : entries.entrySet().stream()
            .map(entry -> entry.getKey() + ": " + entry.getValue())
            .collect(Collectors.joining("\n"));
  }
}
