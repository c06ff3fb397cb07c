package org.nn4j.keras;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import org.nn4j.api.ForeignModel;
import org.nn4j.api.ModelSource;

/**
 * Reads perceptrons in {@code .keras} files: a zip with the layers as JSON and the weights as HDF5.
 *
 * <p>The layers must be a chain of Dense, BatchNormalization, LayerNormalization, Dropout,
 * activations and, right after the input, Flatten. Weights are found where Keras 3 writes them, by
 * the kinds of layers and not by their names.
 */
public record KerasSource() implements ModelSource {

  @Override
  public String name() {
    return "keras";
  }

  @Override
  public String description() {
    return "perceptrons of Keras in .keras files";
  }

  @Override
  public boolean reads(Path file) {
    return String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT).endsWith(".keras");
  }

  @Override
  public ForeignModel read(Path file) throws IOException {
    KerasArchive archive = KerasArchive.read(file);
    Json config = Json.parse("config.json", archive.config());
    Json metadata = Json.parse("metadata.json", archive.metadata());
    try (KerasWeights weights = KerasWeights.open(archive.weights())) {
      return new KerasNetwork(config, metadata, weights).read();
    }
  }
}
