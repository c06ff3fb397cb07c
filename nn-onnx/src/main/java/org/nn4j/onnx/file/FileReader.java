package org.nn4j.onnx.file;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads the messages of onnx.proto. The numbers are those of its fields; what a perceptron has no
 * use for is left out, and what would change it is refused.
 */
final class FileReader {
  private static final int UNTYPED = 0;

  private FileReader() {}

  static OnnxFile model(ProtoReader in) {
    long irVersion = 0;
    String producer = "";
    String producerVersion = "";
    Graph graph = null;
    SortedMap<String, Long> opsets = new TreeMap<>();
    Map<String, String> metadata = new LinkedHashMap<>();
    while (in.next()) {
      switch (in.field()) {
        case 1 -> irVersion = in.number();
        case 2 -> producer = in.text();
        case 3 -> producerVersion = in.text();
        case 7 -> graph = graph(in.message());
        case 8 -> opset(in.message(), opsets);
        case 14 -> entry(in.message(), metadata);
        case 25 -> throw new MalformedException("functions of its own, which nn4j does not read");
        default -> in.skip();
      }
    }
    if (graph == null) {
      throw new MalformedException("no graph: it is no ONNX file");
    }
    return new OnnxFile(irVersion, producer, producerVersion, opsets, graph, metadata);
  }

  private static void opset(ProtoReader in, SortedMap<String, Long> opsets) {
    String domain = "";
    long version = 0;
    while (in.next()) {
      switch (in.field()) {
        case 1 -> domain = in.text();
        case 2 -> version = in.number();
        default -> in.skip();
      }
    }
    opsets.put(domain(domain), version);
  }

  /** The default domain has two names. */
  private static String domain(String domain) {
    return domain.equals("ai.onnx") ? Node.STANDARD : domain;
  }

  private static void entry(ProtoReader in, Map<String, String> entries) {
    String key = "";
    String value = "";
    while (in.next()) {
      switch (in.field()) {
        case 1 -> key = in.text();
        case 2 -> value = in.text();
        default -> in.skip();
      }
    }
    entries.put(key, value);
  }

  private static Graph graph(ProtoReader in) {
    String name = "";
    List<Node> nodes = new ArrayList<>();
    Map<String, Tensor> initializers = new LinkedHashMap<>();
    List<Value> inputs = new ArrayList<>();
    List<Value> outputs = new ArrayList<>();
    while (in.next()) {
      switch (in.field()) {
        case 1 -> nodes.add(node(in.message()));
        case 2 -> name = in.text();
        case 5 -> {
          NamedTensor tensor = new NamedTensor(in.message());
          if (initializers.put(tensor.name, tensor.tensor()) != null) {
            throw new MalformedException("two initializers of the name '" + tensor.name + "'");
          }
        }
        case 11 -> inputs.add(value(in.message()));
        case 12 -> outputs.add(value(in.message()));
        case 15 -> throw new MalformedException("sparse initializers, which nn4j does not read");
        default -> in.skip();
      }
    }
    inputs.removeIf(input -> initializers.containsKey(input.name()));
    return new Graph(name, nodes, initializers, inputs, outputs);
  }

  private static Node node(ProtoReader in) {
    String name = "";
    String type = "";
    String domain = "";
    List<String> inputs = new ArrayList<>();
    List<String> outputs = new ArrayList<>();
    SortedMap<String, Object> attributes = new TreeMap<>();
    while (in.next()) {
      switch (in.field()) {
        case 1 -> inputs.add(in.text());
        case 2 -> outputs.add(in.text());
        case 3 -> name = in.text();
        case 4 -> type = in.text();
        case 5 -> attribute(in.message(), attributes);
        case 7 -> domain = domain(in.text());
        default -> in.skip();
      }
    }
    if (type.isEmpty() || outputs.isEmpty()) {
      throw new MalformedException("a node '" + name + "' without an operator or an output");
    }
    return new Node(name, type, domain, inputs, outputs, attributes);
  }

  private static void attribute(ProtoReader in, SortedMap<String, Object> attributes) {
    String name = "";
    long type = UNTYPED;
    Object single = null;
    List<Object> list = new ArrayList<>();
    while (in.next()) {
      switch (in.field()) {
        case 1 -> name = in.text();
        case 2 -> single = (double) in.real();
        case 3 -> single = in.number();
        case 4 -> single = in.text();
        case 5 -> single = new NamedTensor(in.message()).tensor();
        case 7 -> in.reals(list::add);
        case 8 -> in.numbers(list::add);
        case 9 -> list.add(in.text());
        case 13 -> in.skip();
        case 20 -> type = in.number();
        default -> {
          in.skip();
          single = Node.UNREAD;
        }
      }
    }
    boolean uniform = list.stream().map(Object::getClass).distinct().count() <= 1;
    if (attributes.put(name, value(type, single, list)) != null || !uniform) {
      throw new MalformedException("an attribute '" + name + "' of several values");
    }
  }

  /** Returns an attribute's value: one that is not written is its type's zero. */
  private static Object value(long type, @Nullable Object single, List<Object> list) {
    if (!list.isEmpty() || (type >= 6 && type <= 8)) {
      return List.copyOf(list);
    }
    if (single != null) {
      return single;
    }
    return type == 1 ? (Object) 0.0 : type == 2 ? (Object) 0L : type == 3 ? "" : Node.UNREAD;
  }

  private static Value value(ProtoReader in) {
    String name = "";
    String doc = "";
    ElementType type = null;
    List<String> dims = new ArrayList<>();
    while (in.next()) {
      switch (in.field()) {
        case 1 -> name = in.text();
        case 2 -> type = type(in.message(), dims);
        case 3 -> doc = in.text();
        default -> in.skip();
      }
    }
    return new Value(name, type, dims, doc);
  }

  private static @Nullable ElementType type(ProtoReader in, List<String> dims) {
    ElementType type = null;
    while (in.next()) {
      if (in.field() == 1) {
        ProtoReader tensor = in.message();
        while (tensor.next()) {
          switch (tensor.field()) {
            case 1 -> {
              long code = tensor.number();
              type =
                  Arrays.stream(ElementType.values())
                      .filter(known -> known.code() == code)
                      .findFirst()
                      .orElse(null);
            }
            case 2 -> shape(tensor.message(), dims);
            default -> tensor.skip();
          }
        }
      } else {
        in.skip();
      }
    }
    return type;
  }

  private static void shape(ProtoReader in, List<String> dims) {
    while (in.next()) {
      if (in.field() != 1) {
        in.skip();
        continue;
      }
      String dim = "?";
      ProtoReader dimension = in.message();
      while (dimension.next()) {
        switch (dimension.field()) {
          case 1 -> dim = Long.toString(dimension.number());
          case 2 -> dim = dimension.text();
          default -> dimension.skip();
        }
      }
      dims.add(dim);
    }
  }

  /** A tensor while it is read. */
  private static final class NamedTensor {
    private final List<Integer> dims = new ArrayList<>();
    private final Numbers numbers = new Numbers();
    private final List<String> texts = new ArrayList<>();
    private String name = "";
    private long type = UNTYPED;
    private @Nullable ByteBuffer raw;

    NamedTensor(ProtoReader in) {
      while (in.next()) {
        switch (in.field()) {
          case 1 -> in.numbers(this::addDim);
          case 2 -> type = in.number();
          case 4 -> {
            numbers.reserve(in.count(Float.BYTES));
            in.reals(numbers::add);
          }
          case 5, 7 -> {
            numbers.reserve(in.count(0));
            in.numbers(numbers::add);
          }
          case 6 -> texts.add(in.text());
          case 8 -> name = in.text();
          case 9 -> raw = in.bytes();
          case 10 -> {
            numbers.reserve(in.count(Double.BYTES));
            in.longReals(numbers::add);
          }
          case 13, 14 -> external(in);
          default -> in.skip();
        }
      }
    }

    private static void external(ProtoReader in) {
      if (in.field() == 13 || in.number() != 0) {
        throw new MalformedException(
            "a tensor whose values lie in another file; save the model as one file (onnx.save_model"
                + " with save_as_external_data=False)");
      }
    }

    private void addDim(long dim) {
      if (dim < 0 || dim > Integer.MAX_VALUE) {
        throw new MalformedException("a tensor with a dimension of " + dim);
      }
      dims.add((int) dim);
    }

    Tensor tensor() {
      ElementType element = ElementType.of(type);
      int[] shape = dims.stream().mapToInt(Integer::intValue).toArray();
      if (element == ElementType.STRING) {
        return Tensor.of(texts.toArray(String[]::new), shape);
      }
      double[] values = raw == null ? numbers.values() : raw(raw, element);
      for (int i = 0; i < values.length; i++) {
        values[i] = element.rounded(values[i]);
      }
      return Tensor.of(element, values, shape);
    }

    private static double[] raw(ByteBuffer raw, ElementType type) {
      if (raw.remaining() % type.bytes() != 0) {
        throw new MalformedException(
            raw.remaining() + " bytes of " + type + ", which has " + type.bytes() + " each");
      }
      double[] values = new double[raw.remaining() / type.bytes()];
      for (int i = 0; i < values.length; i++) {
        values[i] =
            switch (type) {
              case FLOAT -> raw.getFloat();
              case DOUBLE -> raw.getDouble();
              case INT64 -> raw.getLong();
              case INT32 -> raw.getInt();
              case INT8, UINT8, BOOL -> raw.get();
              case STRING -> throw new IllegalStateException("texts are not raw");
            };
      }
      return values;
    }
  }

  /** A growing array, which is as long as needed where its elements come all at once. */
  private static final class Numbers {
    private double[] values = {};
    private int count;

    void reserve(int more) {
      if (count + more > values.length) {
        values = Arrays.copyOf(values, count + Math.max(more, count >> 1));
      }
    }

    void add(double value) {
      values[count++] = value;
    }

    double[] values() {
      return count == values.length ? values : Arrays.copyOf(values, count);
    }
  }
}
