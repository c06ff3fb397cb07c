package org.nn4j.testkit.check.support;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.nn4j.api.Component;
import org.nn4j.api.Layer;
import org.nn4j.api.Loss;
import org.nn4j.api.Matrix;
import org.nn4j.api.Precision;
import org.nn4j.core.model.Model;
import org.nn4j.core.model.ModelFile;
import org.nn4j.core.model.Provenance;
import org.nn4j.core.network.Network;
import org.nn4j.core.registry.Catalog;
import org.nn4j.core.registry.Kind;
import org.nn4j.testkit.check.Setting;

/** Sends parts through a model file. */
public final class ModelFiles {
  private ModelFiles() {}

  /**
   * Saves a network and a loss and loads them again.
   *
   * @param part the part under check, whose default form has to be in the catalog
   */
  public static void check(
      Kind kind, Component part, Setting setting, List<Layer> layers, int width, Loss loss)
      throws IOException {
    Catalog catalog = setting.catalogOf(kind, ComponentChecks.defaults(part));
    if (loss instanceof LinearLoss) {
      catalog = catalog.with(loss);
    }
    Network network = new Network(layers, width, Precision.FLOAT64, 7, setting.kernels());
    Path folder = Files.createTempDirectory("nn-testkit");
    Path file = folder.resolve("model.safetensors");
    try {
      ModelFile.save(new Model(network, loss, null, Provenance.NONE), file);
      compare(network, loss, ModelFile.load(file, catalog, setting.kernels()));
    } finally {
      Files.deleteIfExists(file);
      Files.delete(folder);
    }
  }

  private static void compare(Network network, Loss loss, Model loaded) {
    String rule = "what a model file holds is loaded as it was saved";
    List<Layer> layers = network.layers();
    List<Layer> others = loaded.network().layers();
    Expect.that(others.equals(layers), rule, "the layers", layers, others);
    Expect.that(loaded.loss().equals(loss), rule, "the loss", loss, loaded.loss());
    Matrix x = TestMatrices.normal(Precision.FLOAT64, 5, network.inputWidth(), 1, 1);
    Expect.bits(rule, "a prediction", network.predict(x), loaded.network().predict(x));
  }
}
