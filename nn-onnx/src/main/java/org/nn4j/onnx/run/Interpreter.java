package org.nn4j.onnx.run;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.DoubleBinaryOperator;
import org.jspecify.annotations.Nullable;
import org.nn4j.api.math.NnMath;
import org.nn4j.onnx.file.ElementType;
import org.nn4j.onnx.file.Graph;
import org.nn4j.onnx.file.MalformedException;
import org.nn4j.onnx.file.Node;
import org.nn4j.onnx.file.Tensor;
import org.nn4j.onnx.file.Value;

/**
 * Computes what a graph says, one operator after another, each in float64 by ONNX's definition and
 * rounded to its result's type. It is made to check files, not to be fast.
 */
public final class Interpreter {
  private static final double SELU_ALPHA = 1.67326319217681884765625;
  private static final double SELU_GAMMA = 1.05070102214813232421875;

  /** Most numbers that are held at a time, beside inputs and initializers. */
  private static final long MOST_HELD = 1L << 25;

  private static final Set<String> PRODUCTS = Set.of("MatMul", "Gemm");

  /** Numbers that are granted besides those of a graph, and rows besides those given. */
  private static final long FREE = 1 << 16;

  private static final long FREE_ROWS = 16;

  /** How many times longer a function of a number takes than a product. */
  private static final long FUNCTION = 16;

  private Interpreter() {}

  /**
   * Computes the outputs of a graph.
   *
   * @param inputs a value for each input, by name
   * @return the outputs by name
   * @throws MalformedException if an input is missing, the graph has an operator that is not known
   *     here, or shapes do not fit
   */
  public static Map<String, Tensor> run(Graph graph, Map<String, Tensor> inputs) {
    Map<String, Tensor> values = new HashMap<>(graph.initializers());
    Set<String> given = new HashSet<>();
    for (Value input : graph.inputs()) {
      Tensor value = inputs.get(input.name());
      if (value == null || value.type() != input.type()) {
        throw new MalformedException(
            "input '" + input.name() + "' must be of " + input.type() + " but is " + value);
      }
      values.put(input.name(), value);
      given.add(input.name());
    }
    Map<String, Integer> lastUse = new HashMap<>();
    for (int i = 0; i < graph.nodes().size(); i++) {
      for (String name : graph.nodes().get(i).inputs()) {
        lastUse.put(name, i);
      }
    }
    graph.outputs().forEach(output -> lastUse.put(output.name(), graph.nodes().size()));
    long held = 0;
    long work = most(graph, inputs);
    for (int i = 0; i < graph.nodes().size(); i++) {
      Node node = graph.nodes().get(i);
      work -= products(node, values);
      Tensor made = work < 0 ? null : apply(node, values);
      work -= made == null ? 0 : FUNCTION * made.size();
      if (made == null || work < 0) {
        throw new MalformedException("work, up to " + node.describe() + ", out of proportion");
      }
      held += made.size();
      if (held > MOST_HELD) {
        throw new MalformedException(
            "the node " + node.describe() + ", which makes too many numbers at a time");
      }
      values.put(node.outputs().get(0), made);
      for (String name : node.inputs()) {
        if (lastUse.getOrDefault(name, -1) == i && !graph.initializers().containsKey(name)) {
          Tensor done = values.remove(name);
          held -= done == null || given.contains(name) ? 0 : done.size();
        }
      }
    }
    Map<String, Tensor> outputs = new LinkedHashMap<>();
    for (Value output : graph.outputs()) {
      Tensor value = values.get(output.name());
      if (value == null) {
        throw new MalformedException("no node makes output '" + output.name() + "'");
      }
      outputs.put(output.name(), value);
    }
    return outputs;
  }

  /** Returns the products that a graph may take: so many for each of its numbers and each row. */
  private static long most(Graph graph, Map<String, Tensor> inputs) {
    long numbers = FREE + graph.initializers().values().stream().mapToLong(Tensor::size).sum();
    long rows =
        inputs.values().stream().mapToLong(x -> x.rank() == 0 ? 1 : x.dim(0)).max().orElse(1);
    return FUNCTION * numbers * (FREE_ROWS + rows);
  }

  /** Returns how many products a node adds up; 0 for one that multiplies no matrices. */
  public static long products(Node node, Map<String, Tensor> values) {
    if (!PRODUCTS.contains(node.type()) || node.inputs().size() < 2) {
      return 0;
    }
    Tensor x = values.get(node.inputs().get(0));
    Tensor y = values.get(node.inputs().get(1));
    if (x == null || y == null || x.rank() == 0 || x.size() == 0) {
      return 0;
    }
    boolean transposed = x.rank() > 1 && Objects.equals(node.attributes().get("transA"), 1L);
    long inner = x.dim(transposed ? -2 : -1);
    return x.size() * (y.size() / inner) / Math.min(matrices(x), matrices(y));
  }

  private static long matrices(Tensor x) {
    return x.rank() < 3 || x.size() == 0 ? 1 : x.size() / ((long) x.dim(-1) * x.dim(-2));
  }

  /**
   * Computes a node's first output.
   *
   * @param values values by name, all that it reads among them
   * @throws MalformedException if it cannot be computed, naming it
   */
  public static Tensor apply(Node node, Map<String, Tensor> values) {
    List<@Nullable Tensor> inputs = new ArrayList<>();
    for (String name : node.inputs()) {
      Tensor value = values.get(name);
      if (value == null && !name.isEmpty()) {
        throw new MalformedException(
            "the node "
                + node.describe()
                + ", which reads '"
                + name
                + "', of which there is no value before");
      }
      inputs.add(value);
    }
    try {
      return apply(new Arguments(node, inputs));
    } catch (MalformedException
        | IndexOutOfBoundsException
        | ClassCastException
        | NegativeArraySizeException e) {
      throw new MalformedException(
          "the node " + node.describe() + ", which cannot be computed: " + e.getMessage());
    }
  }

  private static Tensor apply(Arguments args) {
    Node node = args.node();
    if (node.domain().equals(Node.ML)) {
      return switch (node.type()) {
        case "LabelEncoder" -> labels(args);
        case "ArrayFeatureExtractor" ->
            Shaping.gather(args.in(0), args.in(1), args.in(0).rank() - 1);
        default -> throw unknown();
      };
    }
    if (!node.domain().equals(Node.STANDARD)) {
      throw unknown();
    }
    if (node.type().equals("Constant")) {
      return constant(args);
    }
    Tensor x = args.in(0);
    int rank = x.rank();
    return switch (node.type()) {
      case "Identity", "Dropout" -> x;
      case "Cast" -> cast(x, ElementType.of(args.integer("to", 0)));
      case "Add", "Sub", "Mul", "Div", "Pow", "Mod", "Min", "Max", "PRelu" -> arithmetic(args);
      case "Equal", "Less", "LessOrEqual", "Greater", "GreaterOrEqual", "And", "Or" -> truth(args);
      case "Not" -> Broadcast.map(x, v -> 1 - v);
      case "IsNaN" -> Broadcast.map(x, ElementType.BOOL, v -> Double.isNaN(v) ? 1 : 0);
      case "Where" -> Broadcast.where(x, args.in(1), args.in(2));
      case "Expand" -> Broadcast.expand(x, integers(args.in(1)));
      case "Shape" -> Tensor.integers(Arrays.stream(x.dims()).asLongStream().toArray());
      case "Concat" -> Shaping.concat(all(args), args.axis(0, rank));
      case "Gather" -> Shaping.gather(x, args.in(1), args.axis(0, rank));
      case "Slice" -> Shaping.slice(args);
      case "Reshape" -> Shaping.reshape(x, args.in(1));
      case "Flatten" -> Shaping.flatten(x, (int) args.integer("axis", 1));
      case "Squeeze" -> Shaping.squeeze(x, args.axes(1, rank));
      case "Unsqueeze" -> Shaping.unsqueeze(x, axes(args, rank));
      case "Transpose" -> Shaping.transpose(x, args.list("perm"));
      case "ReduceSum" -> reduce(args, 1, false, Double::sum);
      case "ReduceMean" -> reduce(args, 1, true, Double::sum);
      case "ReduceMax" -> reduce(args, 1, false, Math::max);
      case "CumSum" -> Reductions.alongAxis(x, (int) args.in(1).number(0), Reductions::sums);
      case "ArgMax" ->
          Reductions.argMax(
              x,
              args.axis(0, rank),
              args.integer("keepdims", 1) != 0,
              args.integer("select_last_index", 0) != 0);
      case "Softmax" -> Reductions.alongAxis(x, args.axis(-1, rank), Reductions::softmax);
      case "LogSoftmax" -> Reductions.alongAxis(x, args.axis(-1, rank), Reductions::logSoftmax);
      case "MatMul" -> Reductions.matMul(x, args.in(1));
      case "Gemm" -> gemm(args);
      case "BatchNormalization" -> batchNorm(args);
      case "LayerNormalization" ->
          Reductions.layerNorm(
              x, args.in(1), args.optional(2), args.number("epsilon", (double) 1e-5f));
      default -> elementwise(args);
    };
  }

  private static MalformedException unknown() {
    return new MalformedException("nn4j's interpreter does not know the operator");
  }

  private static Tensor elementwise(Arguments args) {
    Tensor x = args.in(0);
    return switch (args.node().type()) {
      case "Abs" -> Broadcast.map(x, Math::abs);
      case "Neg" -> Broadcast.map(x, v -> -v);
      case "Sqrt" -> Broadcast.map(x, Math::sqrt);
      case "Floor" -> Broadcast.map(x, Math::floor);
      case "Exp" -> Broadcast.map(x, NnMath::exp);
      case "Log" -> Broadcast.map(x, NnMath::log);
      case "Sin" -> Broadcast.map(x, StrictMath::sin);
      case "Cos" -> Broadcast.map(x, StrictMath::cos);
      case "Reciprocal" -> Broadcast.map(x, v -> 1 / v);
      case "Erf" -> Broadcast.map(x, NnMath::erf);
      case "Sigmoid" -> Broadcast.map(x, NnMath::sigmoid);
      case "Tanh" -> Broadcast.map(x, NnMath::tanh);
      case "Relu" -> Broadcast.map(x, v -> Math.max(0, v));
      case "Softplus" -> Broadcast.map(x, NnMath::softplus);
      case "Softsign" -> Broadcast.map(x, v -> v / (1 + Math.abs(v)));
      case "Mish" -> Broadcast.map(x, v -> v * NnMath.tanh(NnMath.softplus(v)));
      case "Gelu" -> Broadcast.map(x, NnMath::gelu);
      case "HardSwish" -> Broadcast.map(x, v -> v * clip(v / 6 + 0.5, 0, 1));
      case "HardSigmoid" -> {
        double alpha = args.number("alpha", (double) 0.2f);
        double beta = args.number("beta", 0.5);
        yield Broadcast.map(x, v -> clip(alpha * v + beta, 0, 1));
      }
      case "LeakyRelu" -> {
        double alpha = args.number("alpha", (double) 0.01f);
        yield Broadcast.map(x, v -> v < 0 ? alpha * v : v);
      }
      case "Elu" -> {
        double alpha = args.number("alpha", 1);
        yield Broadcast.map(x, v -> v < 0 ? alpha * NnMath.expm1(v) : v);
      }
      case "Celu" -> {
        double alpha = args.number("alpha", 1);
        yield Broadcast.map(x, v -> v < 0 ? alpha * NnMath.expm1(v / alpha) : v);
      }
      case "Selu" -> {
        double alpha = args.number("alpha", SELU_ALPHA);
        double gamma = args.number("gamma", SELU_GAMMA);
        yield Broadcast.map(x, v -> gamma * (v > 0 ? v : alpha * NnMath.expm1(v)));
      }
      case "Clip" -> {
        Tensor least = args.optional(1);
        Tensor most = args.optional(2);
        double from = least == null ? args.number("min", -Double.MAX_VALUE) : least.number(0);
        double to = most == null ? args.number("max", Double.MAX_VALUE) : most.number(0);
        yield Broadcast.map(x, v -> clip(v, from, to));
      }
      default -> throw unknown();
    };
  }

  private static double clip(double value, double least, double most) {
    return Math.min(most, Math.max(least, value));
  }

  private static Tensor arithmetic(Arguments args) {
    Tensor result = args.in(0);
    for (int i = 1; i < args.inputs().size(); i++) {
      Tensor y = args.in(i);
      boolean whole = !result.type().isFloating();
      result =
          switch (args.node().type()) {
            case "Add" -> Broadcast.zip(result, y, Double::sum);
            case "Sub" -> Broadcast.zip(result, y, (a, b) -> a - b);
            case "Mul" -> Broadcast.zip(result, y, (a, b) -> a * b);
            case "Div" -> Broadcast.zip(result, y, whole ? Interpreter::quotient : (a, b) -> a / b);
            case "Pow" -> Broadcast.zip(result, y, StrictMath::pow);
            case "Mod" -> Broadcast.zip(result, y, (a, b) -> a - b * Math.floor(a / b));
            case "Min" -> Broadcast.zip(result, y, Math::min);
            case "Max" -> Broadcast.zip(result, y, Math::max);
            case "PRelu" -> Broadcast.zip(result, y, (z, slope) -> z < 0 ? slope * z : z);
            default -> throw unknown();
          };
    }
    return result;
  }

  private static double quotient(double a, double b) {
    if (b == 0) {
      throw new MalformedException("a whole number is divided by 0");
    }
    long quotient = (long) a / (long) b;
    return quotient;
  }

  private static Tensor truth(Arguments args) {
    Tensor x = args.in(0);
    Tensor y = args.in(1);
    ElementType type = ElementType.BOOL;
    return switch (args.node().type()) {
      case "Equal" -> Broadcast.zip(x, y, type, (a, b) -> a == b ? 1 : 0);
      case "Less" -> Broadcast.zip(x, y, type, (a, b) -> a < b ? 1 : 0);
      case "LessOrEqual" -> Broadcast.zip(x, y, type, (a, b) -> a <= b ? 1 : 0);
      case "Greater" -> Broadcast.zip(x, y, type, (a, b) -> a > b ? 1 : 0);
      case "GreaterOrEqual" -> Broadcast.zip(x, y, type, (a, b) -> a >= b ? 1 : 0);
      case "And" -> Broadcast.zip(x, y, type, (a, b) -> a * b);
      case "Or" -> Broadcast.zip(x, y, type, Math::max);
      default -> throw unknown();
    };
  }

  private static Tensor cast(Tensor x, ElementType to) {
    if (x.type() == ElementType.STRING || to == ElementType.STRING) {
      throw new MalformedException("nn4j's interpreter casts numbers alone");
    }
    return Broadcast.map(x, to, v -> v);
  }

  private static Tensor constant(Arguments args) {
    if (args.node().attributes().get("value") instanceof Tensor tensor) {
      return tensor;
    }
    if (args.node().attributes().containsKey("value_float")) {
      return Tensor.scalar(ElementType.FLOAT, args.number("value_float", 0));
    }
    if (args.node().attributes().containsKey("value_int")) {
      return Tensor.scalar(ElementType.INT64, args.integer("value_int", 0));
    }
    List<?> numbers = args.list("value_floats");
    if (!numbers.isEmpty()) {
      return Tensor.of(
          ElementType.FLOAT,
          numbers.stream().mapToDouble(v -> ((Number) v).doubleValue()).toArray(),
          numbers.size());
    }
    List<?> integers = args.list("value_ints");
    if (!integers.isEmpty()) {
      return Tensor.integers(integers.stream().mapToLong(v -> (Long) v).toArray());
    }
    throw new MalformedException("nn4j's interpreter does not know such a constant");
  }

  private static Tensor labels(Arguments args) {
    List<?> keys = args.list("keys_strings");
    List<?> values = args.list("values_int64s");
    if (keys.isEmpty() || keys.size() != values.size()) {
      throw new MalformedException("nn4j's interpreter maps texts to whole numbers alone");
    }
    Map<Object, Object> map = new HashMap<>();
    for (int i = 0; i < keys.size(); i++) {
      map.putIfAbsent(keys.get(i), values.get(i));
    }
    long unknown = args.integer("default_int64", -1);
    Tensor x = args.in(0);
    double[] result = new double[x.size()];
    for (int i = 0; i < result.length; i++) {
      result[i] = (Long) map.getOrDefault(x.text(i), unknown);
    }
    return Tensor.of(ElementType.INT64, result, x.dims());
  }

  private static Tensor gemm(Arguments args) {
    Tensor a = args.in(0);
    Tensor b = args.in(1);
    Tensor left = args.integer("transA", 0) == 0 ? a : Shaping.transpose(a, List.of());
    Tensor right = args.integer("transB", 0) == 0 ? b : Shaping.transpose(b, List.of());
    double alpha = args.number("alpha", 1);
    double beta = args.number("beta", 1);
    Tensor product = Reductions.matMul(left, right);
    Tensor scaled = alpha == 1 ? product : Broadcast.map(product, v -> alpha * v);
    Tensor c = args.optional(2);
    return c == null ? scaled : Broadcast.zip(scaled, c, (p, q) -> p + beta * q);
  }

  private static Tensor batchNorm(Arguments args) {
    double epsilon = args.number("epsilon", (double) 1e-5f);
    Tensor centred = Broadcast.zip(args.in(0), args.in(3), (x, mean) -> x - mean);
    Tensor scaled = Broadcast.zip(centred, args.in(4), (x, v) -> x / Math.sqrt(v + epsilon));
    Tensor weighted = Broadcast.zip(scaled, args.in(1), (x, w) -> x * w);
    return Broadcast.zip(weighted, args.in(2), Double::sum);
  }

  private static Tensor reduce(Arguments args, int axes, boolean mean, DoubleBinaryOperator f) {
    Tensor x = args.in(0);
    return Reductions.reduce(
        x, args.axes(axes, x.rank()), args.integer("keepdims", 1) != 0, mean, f);
  }

  private static int[] axes(Arguments args, int rank) {
    Tensor given = args.optional(1);
    int count = given == null ? args.list("axes").size() : given.size();
    return Objects.requireNonNull(args.axes(1, rank + count), "axes");
  }

  private static List<Tensor> all(Arguments args) {
    List<Tensor> all = new ArrayList<>();
    for (int i = 0; i < args.inputs().size(); i++) {
      all.add(args.in(i));
    }
    return all;
  }

  private static int[] integers(Tensor tensor) {
    int[] values = new int[tensor.size()];
    Arrays.setAll(values, i -> (int) tensor.number(i));
    return values;
  }
}
