package org.nn4j.api;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A network that another program trained, in the words of nn4j's parts.
 *
 * @param inputs the number of features, at least 1
 * @param precision the precision of all its numbers
 * @param layers the layers from input to output
 * @param loss the loss that it was trained with, such as {@code mse}; null for the one that suits
 *     its outputs
 */
public record ForeignModel(
    int inputs, Precision precision, List<ForeignLayer> layers, @Nullable String loss) {

  /**
   * Copies the list.
   *
   * @throws IllegalArgumentException if there is no input
   */
  public ForeignModel {
    Checks.atLeast("inputs", inputs, 1);
    layers = List.copyOf(layers);
  }

  /**
   * A layer with its parameters.
   *
   * @param expression the layer, such as {@code dense(units=16, activation=relu)}
   * @param parameters the values of all parameters that it declares, by their names and in their
   *     shapes, of the model's precision
   * @param origin where in the file it is from, for people: {@code 0.weight, 0.bias}
   */
  public record ForeignLayer(String expression, Map<String, Matrix> parameters, String origin) {

    /** Copies the map, keeping its order. */
    public ForeignLayer {
      parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
    }
  }
}
