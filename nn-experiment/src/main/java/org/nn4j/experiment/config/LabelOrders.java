package org.nn4j.experiment.config;

import java.nio.file.Path;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The format of labels in an order, by column: {@code size=S<M<L; mood=bad<good}, or a map of such
 * orders.
 */
final class LabelOrders implements ValueFormat<Map<String, List<String>>> {

  @Override
  public String label() {
    return "COLUMN=A<B<C";
  }

  @Override
  public String rule() {
    return "columns with at least two different labels each, from the least to the greatest"
        + " (column=label<label<label; …)";
  }

  @Override
  public boolean repeatable() {
    return true;
  }

  @Override
  public @Nullable Map<String, List<String>> read(RawValue value, Path base) {
    Map<String, String> entries = new LinkedHashMap<>();
    if (value instanceof RawValue.Entries map) {
      entries.putAll(map.entries());
    } else {
      List<String> texts =
          value instanceof RawValue.Items list
              ? list.items()
              : value instanceof RawValue.Text text ? List.of(text.text()) : List.of();
      for (String item :
          texts.stream().flatMap(t -> Stream.of(t.split(";"))).filter(t -> !t.isBlank()).toList()) {
        int split = item.indexOf('=');
        if (split < 0
            || entries.put(item.substring(0, split).strip(), item.substring(split + 1)) != null) {
          return null;
        }
      }
    }
    Map<String, List<String>> orders = new LinkedHashMap<>();
    for (Map.Entry<String, String> entry : entries.entrySet()) {
      List<String> labels = Stream.of(entry.getValue().split("<", -1)).map(String::strip).toList();
      if (labels.size() < 2
          || labels.contains("")
          || new HashSet<>(labels).size() < labels.size()) {
        return null;
      }
      orders.put(entry.getKey(), labels);
    }
    return Collections.unmodifiableMap(orders);
  }

  @Override
  public Object print(Map<String, List<String>> value) {
    return value.entrySet().stream()
        .map(entry -> entry.getKey() + "=" + String.join("<", entry.getValue()))
        .collect(Collectors.toList());
  }
}
