package org.nn4j.onnx;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.nn4j.api.Activation;
import org.nn4j.api.Kernels;
import org.nn4j.api.Layer;
import org.nn4j.api.Loss;
import org.nn4j.api.Matrix;
import org.nn4j.api.OutputLink;
import org.nn4j.api.Precision;
import org.nn4j.core.InputException;
import org.nn4j.core.activation.LogSoftmax;
import org.nn4j.core.io.Safetensors;
import org.nn4j.core.io.Sha256;
import org.nn4j.core.layer.ActivationLayer;
import org.nn4j.core.layer.Dense;
import org.nn4j.core.model.Model;
import org.nn4j.core.model.ModelFile;
import org.nn4j.core.model.Provenance;
import org.nn4j.core.network.Network;
import org.nn4j.core.registry.Catalog;
import org.nn4j.onnx.file.ElementType;
import org.nn4j.onnx.file.Graph;
import org.nn4j.onnx.file.MalformedException;
import org.nn4j.onnx.file.OnnxFile;
import org.nn4j.onnx.file.Tensor;
import org.nn4j.onnx.file.Value;

/** Makes models of files. */
final class Importer {
  /** The metadata that nn4j's own files have. */
  static final String FORMAT = "nn4j.format";

  private static final String PARAMETER = "layers.";

  /** Rows to compare on where a file is not what would be written now. */
  private static final int ROWS = 50;

  private Importer() {}

  /** Makes the model that a file was written of. */
  static Model own(OnnxFile content, Path file, Catalog catalog, Kernels kernels) {
    Map<String, Matrix> parameters = new LinkedHashMap<>();
    Graph graph = content.graph();
    Map<String, String> renamed = renamed(graph);
    graph
        .initializers()
        .forEach(
            (name, tensor) -> {
              if (name.startsWith(PARAMETER) && name.indexOf('/') < 0) {
                parameters.put(renamed.getOrDefault(name, name), matrix(name, tensor));
              }
            });
    Model model =
        ModelFile.of(new Safetensors(content.metadata(), parameters), file, catalog, kernels);
    if (!Exporter.file(model).graph().equals(graph)) {
      requireSame(model, content, file);
    }
    return model;
  }

  /** Returns the parameters that have another name in a graph, since a column has theirs. */
  private static Map<String, String> renamed(Graph graph) {
    Set<String> columns = graph.inputs().stream().map(Value::name).collect(Collectors.toSet());
    Map<String, String> renamed = new HashMap<>();
    for (String column : columns) {
      int number = 2;
      while (columns.contains(GraphBuilder.numbered(column, number))) {
        number++;
      }
      renamed.put(GraphBuilder.numbered(column, number), column);
    }
    return renamed;
  }

  /** Programs may have rewritten the graph, and this may be another version's. */
  private static void requireSame(Model model, OnnxFile content, Path file) {
    OnnxCheck check = new Comparison(model).on(content.graph(), ROWS);
    if (!check.passed()) {
      throw InputException.in(
          file,
          "was written by nn4j and changed since: its graph computes something else than the model"
              + " in its metadata, with differences up to "
              + check.difference()
              + "; import the file as it was written");
    }
  }

  private static Matrix matrix(String name, Tensor tensor) {
    if (tensor.rank() < 1 || tensor.rank() > 2 || !tensor.type().isFloating()) {
      throw new MalformedException("a parameter " + name + " of " + tensor.shape());
    }
    int columns = tensor.dim(-1);
    int rows = tensor.rank() == 1 ? 1 : tensor.dim(0);
    Precision precision =
        tensor.type() == ElementType.FLOAT ? Precision.FLOAT32 : Precision.FLOAT64;
    Matrix matrix = Matrix.zeros(precision, rows, columns);
    for (int i = 0; i < tensor.size(); i++) {
      matrix.set(i / columns, i % columns, tensor.number(i));
    }
    return matrix;
  }

  /** Makes a model over plain matrices of the perceptron that another program wrote. */
  static Model foreign(OnnxFile content, Path file, Catalog catalog, Kernels kernels) {
    try {
      Perceptron found = PerceptronReader.read(content.graph());
      found.values().forEach(Importer::requireFinite);
      List<Layer> layers = found.layers();
      Network network =
          Network.restore(layers, found.inputs(), found.precision(), 0, kernels, found.values());
      Map<String, String> entries = new LinkedHashMap<>();
      entries.put("imported", String.valueOf(file.getFileName()));
      entries.put("imported_as", "onnx");
      entries.put("imported_sha256", Sha256.of(List.of(file)));
      return new Model(network, loss(network, catalog), null, new Provenance(entries));
    } catch (IllegalArgumentException e) {
      throw InputException.in(file, "cannot be imported: " + e.getMessage());
    }
  }

  private static void requireFinite(String name, Matrix values) {
    for (int r = 0; r < values.rows(); r++) {
      for (int c = 0; c < values.columns(); c++) {
        if (!(Math.abs(values.get(r, c)) <= Double.MAX_VALUE)) {
          throw new MalformedException(
              values.get(r, c)
                  + " among the numbers that become "
                  + name
                  + ", which must be finite");
        }
      }
    }
  }

  /** Chooses the loss whose targets the last activation's outputs are compared with. */
  private static Loss loss(Network network, Catalog catalog) {
    Layer last = network.layers().get(network.layers().size() - 1);
    Activation activation =
        last instanceof Dense dense
            ? dense.activation()
            : last instanceof ActivationLayer layer ? layer.function() : null;
    OutputLink link = activation == null ? OutputLink.NONE : activation.link();
    return catalog.create(
        Loss.class,
        activation instanceof LogSoftmax
            ? "nll"
            : link == OutputLink.SOFTMAX
                ? "categorical_cross_entropy"
                : link == OutputLink.LOGISTIC ? "binary_cross_entropy" : "mse");
  }
}
