package org.nn4j.experiment.config;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How much each class counts.
 *
 * @param balanced whether classes count alike, however many samples they have
 * @param byLabel weights by label, empty if none are given
 */
public record ClassWeights(boolean balanced, Map<String, Double> byLabel) {
  /** Every sample counts 1. */
  public static final ClassWeights NONE = new ClassWeights(false, Map.of());

  /** Copies the map, keeping its order. */
  public ClassWeights {
    byLabel = Collections.unmodifiableMap(new LinkedHashMap<>(byLabel));
  }

  /** The format of class weights: two words, or labels with their weights. */
  static final class Format implements ValueFormat<ClassWeights> {
    private static final String BALANCED = "balanced";
    private static final String NONE = "none";

    @Override
    public String label() {
      return "WEIGHTS";
    }

    @Override
    public String rule() {
      return "balanced, none, or weights ≥ 0 by label (label=weight,label=weight)";
    }

    @Override
    public @Nullable ClassWeights read(RawValue value, Path base) {
      if (value instanceof RawValue.Entries map) {
        return of(map.entries());
      }
      if (!(value instanceof RawValue.Text text)) {
        return null;
      }
      if (text.text().equals(NONE)) {
        return ClassWeights.NONE;
      }
      if (text.text().equals(BALANCED)) {
        return new ClassWeights(true, Map.of());
      }
      Map<String, String> entries = new LinkedHashMap<>();
      String label = "";
      for (String item : CommaList.divide(text.text())) {
        label += item;
        int split = label.lastIndexOf('=');
        if (split < 0) {
          label += ","; // a comma of the label
        } else {
          entries.put(
              CommaList.unquote(label.substring(0, split)), label.substring(split + 1).strip());
          label = "";
        }
      }
      return label.isEmpty() ? of(entries) : null;
    }

    private static @Nullable ClassWeights of(Map<String, String> entries) {
      Map<String, Double> weights = new LinkedHashMap<>();
      for (Map.Entry<String, String> entry : entries.entrySet()) {
        Double weight = NumberFormats.finite(entry.getValue());
        if (weight == null || weight < 0) {
          return null;
        }
        weights.put(entry.getKey(), weight);
      }
      return weights.isEmpty() ? null : new ClassWeights(false, weights);
    }

    @Override
    public Object print(ClassWeights value) {
      if (value.balanced()) {
        return BALANCED;
      }
      return value.byLabel().isEmpty() ? NONE : value.byLabel();
    }
  }
}
