package org.nn4j.onnx.file;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.nn4j.core.io.ProtoWriter;

/** Writes the messages of onnx.proto. The numbers are those of its fields. */
final class FileWriter {
  private FileWriter() {}

  static ProtoWriter model(OnnxFile file) {
    ProtoWriter out =
        new ProtoWriter()
            .varint(1, file.irVersion())
            .text(2, file.producer())
            .text(3, file.producerVersion())
            .message(7, graph(file.graph()));
    file.opsets()
        .forEach(
            (domain, version) ->
                out.message(8, new ProtoWriter().text(1, domain).varint(2, version)));
    file.metadata()
        .forEach((key, value) -> out.message(14, new ProtoWriter().text(1, key).text(2, value)));
    return out;
  }

  private static ProtoWriter graph(Graph graph) {
    ProtoWriter out = new ProtoWriter();
    graph.nodes().forEach(node -> out.message(1, node(node)));
    out.text(2, graph.name());
    graph.initializers().forEach((name, tensor) -> out.message(5, tensor(name, tensor)));
    graph.inputs().forEach(value -> out.message(11, value(value)));
    graph.outputs().forEach(value -> out.message(12, value(value)));
    return out;
  }

  private static ProtoWriter node(Node node) {
    ProtoWriter out = new ProtoWriter();
    node.inputs().forEach(name -> out.text(1, name));
    node.outputs().forEach(name -> out.text(2, name));
    out.textIfAny(3, node.name()).text(4, node.type());
    node.attributes().forEach((name, value) -> out.message(5, attribute(name, value)));
    return out.textIfAny(7, node.domain());
  }

  private static ProtoWriter attribute(String name, Object value) {
    ProtoWriter out = new ProtoWriter().text(1, name);
    if (value instanceof Double number) {
      return out.fixed32(2, number.floatValue()).varint(20, 1);
    }
    if (value instanceof Long number) {
      return out.varint(3, number).varint(20, 2);
    }
    if (value instanceof String text) {
      return out.text(4, text).varint(20, 3);
    }
    if (value instanceof Tensor tensor) {
      return out.message(5, tensor("", tensor)).varint(20, 4);
    }
    List<?> list = (List<?>) value;
    Object first = list.isEmpty() ? 0L : list.get(0);
    for (Object element : list) {
      if (element instanceof Double number) {
        out.fixed32(7, number.floatValue());
      } else if (element instanceof Long number) {
        out.varint(8, number);
      } else {
        out.text(9, (String) element);
      }
    }
    return out.varint(20, first instanceof Double ? 6 : first instanceof Long ? 7 : 8);
  }

  private static ProtoWriter tensor(String name, Tensor tensor) {
    ProtoWriter out = new ProtoWriter();
    for (int dim : tensor.dims()) {
      out.varint(1, dim);
    }
    out.varint(2, tensor.type().code());
    if (tensor.type() == ElementType.STRING) {
      for (String text : tensor.texts()) {
        out.bytes(6, text.getBytes(StandardCharsets.UTF_8));
      }
      return out.textIfAny(8, name);
    }
    return out.textIfAny(8, name).bytes(9, raw(tensor));
  }

  private static byte[] raw(Tensor tensor) {
    ByteBuffer raw =
        ByteBuffer.allocate(Math.multiplyExact(tensor.size(), tensor.type().bytes()))
            .order(ByteOrder.LITTLE_ENDIAN);
    for (double number : tensor.numbers()) {
      switch (tensor.type()) {
        case FLOAT -> raw.putFloat((float) number);
        case DOUBLE -> raw.putDouble(number);
        case INT64 -> raw.putLong((long) number);
        case INT32 -> raw.putInt((int) number);
        case INT8, UINT8, BOOL -> raw.put((byte) (int) number);
        case STRING -> throw new IllegalStateException(tensor.shape());
      }
    }
    return raw.array();
  }

  private static ProtoWriter value(Value value) {
    if (value.type() == null) {
      throw new IllegalStateException(value + " has no type to write");
    }
    ProtoWriter shape = new ProtoWriter();
    for (String dim : value.dims()) {
      boolean number = !dim.isEmpty() && Character.isDigit(dim.charAt(0));
      shape.message(
          1,
          number
              ? new ProtoWriter().varint(1, Long.parseLong(dim))
              : new ProtoWriter().text(2, dim));
    }
    ProtoWriter tensor = new ProtoWriter().varint(1, value.type().code()).message(2, shape);
    return new ProtoWriter()
        .text(1, value.name())
        .message(2, new ProtoWriter().message(1, tensor))
        .textIfAny(3, value.doc());
  }
}
