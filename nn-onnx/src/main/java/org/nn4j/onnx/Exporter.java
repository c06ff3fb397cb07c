package org.nn4j.onnx;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.nn4j.api.OperatorGraph;
import org.nn4j.core.InputException;
import org.nn4j.core.model.Model;
import org.nn4j.core.model.ModelFile;
import org.nn4j.core.preprocess.Preprocessor;
import org.nn4j.onnx.file.Node;
import org.nn4j.onnx.file.OnnxFile;

/** Makes a file's content of a model. */
final class Exporter {
  /** The only input of a network over plain matrices. */
  static final String INPUT = "input";

  /** The version of the format that came with the operator set. */
  private static final long IR_VERSION = 8;

  private static final long ML_OPSET = 3;
  private static final String PRODUCER = "nn4j";

  private Exporter() {}

  /**
   * Returns the content.
   *
   * @throws InputException if a part or column has no form in ONNX, naming it
   */
  static OnnxFile file(Model model) {
    try {
      GraphBuilder graph = new GraphBuilder(model.network().precision());
      Preprocessor preprocessor = model.preprocessor();
      String features =
          preprocessor == null
              ? graph.input(
                  INPUT, graph.element(), model.network().inputWidth(), "the network's inputs")
              : new FeatureGraph(graph, preprocessor).add();
      String outputs = new NetworkGraph(graph, model.network()).add(features);
      new AnswerGraph(graph, model).add(outputs);
      SortedMap<String, Long> opsets = new TreeMap<>();
      opsets.put(Node.STANDARD, (long) OperatorGraph.OPSET);
      if (graph.usesMl()) {
        opsets.put(Node.ML, ML_OPSET);
      }
      Map<String, String> metadata = new LinkedHashMap<>(ModelFile.content(model).metadata());
      return new OnnxFile(IR_VERSION, PRODUCER, "", opsets, graph.graph("model"), metadata);
    } catch (InputException e) {
      throw new InputException("the model cannot be exported to ONNX: " + e.getMessage(), e);
    }
  }
}
