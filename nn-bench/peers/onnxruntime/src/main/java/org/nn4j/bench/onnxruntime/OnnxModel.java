package org.nn4j.bench.onnxruntime;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.nn4j.bench.prediction.DenseLayers;

/**
 * Writes a network as an ONNX file: a Gemm for each layer, Relu between them, Softmax at the end.
 * The numbers are those of the fields in onnx.proto.
 */
final class OnnxModel {
  static final String INPUT = "x";
  static final String OUTPUT = "y";

  private static final int IR_VERSION = 8;
  private static final int OPERATORS = 13;
  private static final int FLOAT = 1;

  private OnnxModel() {}

  /** Returns the file's bytes, for batches of {@code rows} rows. */
  static byte[] bytes(DenseLayers network, int rows) {
    List<DenseLayers.Layer> layers = network.layers();
    ProtoWriter graph = new ProtoWriter().text(2, "network");
    String value = INPUT;
    for (int i = 0; i < layers.size(); i++) {
      DenseLayers.Layer layer = layers.get(i);
      boolean last = i + 1 == layers.size();
      graph.message(5, tensor("w" + i, layer.weights(), layer.inputs(), layer.outputs()));
      graph.message(5, tensor("b" + i, layer.bias(), layer.outputs()));
      graph.message(1, node("Gemm", "z" + i, value, "w" + i, "b" + i));
      value = last ? OUTPUT : "a" + i;
      graph.message(1, node(last ? "Softmax" : "Relu", value, "z" + i));
    }
    graph.message(11, valueInfo(INPUT, rows, layers.get(0).inputs()));
    graph.message(12, valueInfo(OUTPUT, rows, layers.get(layers.size() - 1).outputs()));
    return new ProtoWriter()
        .number(1, IR_VERSION)
        .message(7, graph)
        .message(8, new ProtoWriter().text(1, "").number(2, OPERATORS))
        .toByteArray();
  }

  private static ProtoWriter node(String operator, String output, String... inputs) {
    ProtoWriter node = new ProtoWriter();
    for (String input : inputs) {
      node.text(1, input);
    }
    return node.text(2, output).text(4, operator);
  }

  private static ProtoWriter tensor(String name, float[] values, int... sizes) {
    ByteBuffer raw = ByteBuffer.allocate(values.length * Float.BYTES);
    raw.order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().put(values);
    ProtoWriter tensor = new ProtoWriter();
    for (int size : sizes) {
      tensor.number(1, size);
    }
    return tensor.number(2, FLOAT).text(8, name).bytes(9, raw.array());
  }

  private static ProtoWriter valueInfo(String name, int... sizes) {
    ProtoWriter shape = new ProtoWriter();
    for (int size : sizes) {
      shape.message(1, new ProtoWriter().number(1, size));
    }
    ProtoWriter type = new ProtoWriter().number(1, FLOAT).message(2, shape);
    return new ProtoWriter().text(1, name).message(2, new ProtoWriter().message(1, type));
  }
}
