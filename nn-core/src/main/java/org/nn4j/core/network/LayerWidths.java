package org.nn4j.core.network;

import java.util.List;
import org.nn4j.api.Layer;
import org.nn4j.core.layer.Concat;
import org.nn4j.core.layer.Ensemble;
import org.nn4j.core.layer.Residual;
import org.nn4j.core.layer.Sequential;

/**
 * How many numbers a network computes per row. In any useful network the parameters bound it, since
 * whatever makes a layer wide has weights; but a mere text, of layers that repeat their input, may
 * ask for any amount of memory.
 */
final class LayerWidths {
  /** The width allowed without parameters: 256 rows of it take 64 MB in float32. */
  private static final long FREE = 1 << 16;

  /**
   * Numbers allowed per parameter: layers without parameters, such as dropout, repeat the width of
   * those before.
   */
  private static final int MOST = 8;

  private LayerWidths() {}

  /** Returns the columns of all layers together, of those within others too. */
  static long sum(List<Layer> layers, int inputWidth) {
    long sum = 0;
    int width = inputWidth;
    for (Layer layer : layers) {
      sum += sum(layer, width);
      width = layer.outputWidth(width);
    }
    return sum;
  }

  private static long sum(Layer layer, int inputWidth) {
    long own = layer.outputWidth(inputWidth);
    if (layer instanceof Sequential chain) {
      return sum(chain.layers(), inputWidth);
    }
    if (layer instanceof Residual residual) {
      return own + sum(residual.layers(), inputWidth);
    }
    if (layer instanceof Concat concat) {
      return own + concat.branches().stream().mapToLong(branch -> sum(branch, inputWidth)).sum();
    }
    if (layer instanceof Ensemble ensemble) {
      return own + ensemble.members().stream().mapToLong(part -> sum(part, inputWidth)).sum();
    }
    return own;
  }

  /**
   * Requires enough parameters for the widths of a network that a file describes.
   *
   * @param parameters how many numbers the file holds
   * @throws IllegalArgumentException otherwise
   */
  static void requireBacked(List<Layer> layers, int inputWidth, long parameters) {
    long sum = inputWidth + sum(layers, inputWidth);
    if (sum > FREE + MOST * parameters) {
      throw new IllegalArgumentException(
          "the network's layers have "
              + sum
              + " columns together but "
              + parameters
              + " parameters; with so few they must not have more than "
              + (FREE + MOST * parameters));
    }
  }

  /**
   * Returns how many rows are computed at once: as many as asked for, fewer where a network is so
   * wide that they would take more than some 64 MB.
   */
  static int rows(List<Layer> layers, int inputWidth, int most) {
    long wide = 256 * FREE / (inputWidth + sum(layers, inputWidth));
    return (int) Math.max(1, Math.min(most, wide));
  }
}
