package org.nn4j.cli.job;

import jakarta.inject.Inject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.nn4j.api.Activation;
import org.nn4j.api.Kernels;
import org.nn4j.api.Layer;
import org.nn4j.api.Loss;
import org.nn4j.core.InputException;
import org.nn4j.core.exchange.Imported;
import org.nn4j.core.exchange.Importer;
import org.nn4j.core.layer.Dense;
import org.nn4j.core.model.Model;
import org.nn4j.core.model.ModelFile;
import org.nn4j.core.registry.Catalog;
import org.nn4j.experiment.config.LayerItem;
import org.nn4j.onnx.Onnx;

/** Turns a model of another program into a model file. */
public final class ImportJob {
  /** The loss of a network that ends in numbers, where none is told. */
  public static final String NUMBERS = "mse";

  private static final String ONNX = ".onnx";

  private final Catalog catalog;
  private final Kernels kernels;

  @Inject
  ImportJob(Catalog catalog, Kernels kernels) {
    this.catalog = catalog;
    this.kernels = kernels;
  }

  /**
   * What the user knows of a model beside its file.
   *
   * @param layers its layers, none if the file has them
   * @param loss its loss, or null for the one that suits its outputs
   * @param features the columns of its inputs, none to leave them without names
   * @param targets the columns that it predicts
   * @param labels its classes
   */
  public record Options(
      List<LayerItem> layers,
      @Nullable String loss,
      List<String> features,
      List<String> targets,
      List<String> labels) {}

  /**
   * Reads a model and saves it.
   *
   * @throws org.nn4j.core.InputException if it cannot be read or does not fit what is known of it,
   *     or the output cannot be written
   */
  public Imported importModel(Path file, Options options, Path output) {
    ModelFile.requireReplaceable(output);
    String name = options.loss();
    Loss loss = name == null ? null : catalog.create(Loss.class, name);
    List<Layer> layers = new ArrayList<>();
    for (LayerItem item : options.layers()) {
      layers.add(
          item.dense()
              ? new Dense(item.units(), catalog.create(Activation.class, item.expression()))
              : catalog.create(Layer.class, item.expression()));
    }
    Imported read =
        file.toString().toLowerCase(Locale.ROOT).endsWith(ONNX)
            ? onnx(file, layers, loss)
            : new Importer(layers, loss, catalog, kernels).read(file);
    Model model =
        loss == null && !options.labels().isEmpty() ? classifier(read.model()) : read.model();
    if (!options.features().isEmpty()) {
      model = Importer.named(model, options.features(), options.targets(), options.labels());
    }
    ModelFile.save(model, output);
    return new Imported(model, read.told());
  }

  /** Returns a model whose outputs are logits if they are numbers, since there are classes. */
  private Model classifier(Model model) {
    return model.loss().name().equals(NUMBERS)
        ? withLoss(
            model,
            catalog.create(
                Loss.class,
                model.network().outputWidth() == 1
                    ? "binary_cross_entropy_with_logits"
                    : "softmax_cross_entropy"))
        : model;
  }

  private static Model withLoss(Model model, Loss loss) {
    return new Model(model.network(), loss, model.preprocessor(), model.provenance());
  }

  private Imported onnx(Path file, List<Layer> layers, @Nullable Loss loss) {
    if (!layers.isEmpty()) {
      throw new InputException(
          "layers are for safetensors, which holds none, but "
              + file
              + " has its own; leave them out");
    }
    Model read = Onnx.read(file, catalog, kernels);
    return new Imported(loss == null ? read : withLoss(read, loss), List.of());
  }
}
