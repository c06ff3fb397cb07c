package org.nn4j.cli.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nn4j.api.Layer;
import org.nn4j.api.ParameterSpec;
import org.nn4j.core.layer.Ensemble;
import org.nn4j.core.network.Network;
import org.nn4j.core.text.Words;

/** Renders a network's layers, shapes and numbers of parameters. */
final class NetworkReport {
  private NetworkReport() {}

  /** Returns a line such as {@code 4-32-3, 259 parameters, float32}. */
  static String summary(Network network) {
    StringBuilder widths = new StringBuilder().append(network.inputWidth());
    if (network.layers().get(0) instanceof Ensemble ensemble) {
      widths.append("-(").append(ensemble.members().size()).append(" networks)");
    }
    int width = network.inputWidth();
    for (Layer layer : network.layers()) {
      width = layer.outputWidth(width);
      widths.append('-').append(width);
    }
    return widths
        + ", "
        + Words.count(network.parameters().trainable().size(), "parameter")
        + ", "
        + network.precision().id();
  }

  /** Returns a table with a row for each layer. */
  static String layers(Network network) {
    TextTable table = new TextTable();
    table.row("layer", "output", "parameters", "definition");
    rows(network)
        .forEach(
            row ->
                table.row(
                    "layers." + row.index, row.output, row.parameters, row.layer.expression()));
    return table.toString();
  }

  /** Returns the layers as JSON holds them. */
  static List<Map<String, Object>> json(Network network) {
    List<Map<String, Object>> layers = new ArrayList<>();
    for (Row row : rows(network)) {
      Map<String, Object> layer = new LinkedHashMap<>();
      layer.put("name", row.layer.name());
      layer.put("inputs", row.input);
      layer.put("outputs", row.output);
      layer.put("parameters", row.parameters);
      layer.put("definition", row.layer.expression());
      layers.add(layer);
    }
    return layers;
  }

  private record Row(int index, Layer layer, int input, int output, long parameters) {}

  private static List<Row> rows(Network network) {
    List<Row> rows = new ArrayList<>();
    int width = network.inputWidth();
    for (Layer layer : network.layers()) {
      int output = layer.outputWidth(width);
      long parameters =
          layer.declare(width).stream()
              .filter(ParameterSpec::trainable)
              .mapToLong(spec -> (long) spec.rows() * spec.columns())
              .sum();
      rows.add(new Row(rows.size(), layer, width, output, parameters));
      width = output;
    }
    return rows;
  }
}
