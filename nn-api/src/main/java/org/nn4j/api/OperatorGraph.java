package org.nn4j.api;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.LongStream;

/**
 * What a part computes in prediction, as standard operators: those of <a
 * href="https://onnx.ai/onnx/operators/">ONNX</a>'s default domain, operator set {@value #OPSET}.
 *
 * <p>The graph maps {@link #INPUT}, N×n, to one output. It also reads constants that it names
 * itself and the parameters that the part declares ({@link ParameterSpec}), a 1×n one as a vector
 * of n elements. A part whose function is one operator or a short composition describes itself like
 * this:
 *
 * <pre>{@code
 * OperatorGraph.of("Tanh")
 * OperatorGraph.build(g -> g.apply("Mul", INPUT, g.apply("Sigmoid", INPUT)))   // silu
 * }</pre>
 *
 * @param constants scalars of the network's precision by name
 * @param integers vectors of 64-bit integers by name: the shapes, axes, indices and bounds that
 *     operators such as {@code Reshape}, {@code Gather} and {@code Slice} read
 * @param parameters names of the part's parameters that are read
 * @param operators the operators, each after those whose outputs it reads
 * @param output the name of the result; {@link #INPUT} if there are no operators
 */
public record OperatorGraph(
    Map<String, Double> constants,
    Map<String, List<Long>> integers,
    Set<String> parameters,
    List<Operator> operators,
    String output) {

  /** The version of ONNX's operator set. */
  public static final int OPSET = 17;

  /** The name of the input. */
  public static final String INPUT = "X";

  /**
   * Copies the collections and checks the names.
   *
   * @throws IllegalArgumentException if a name is given twice, or read before there is a value
   */
  public OperatorGraph {
    constants = Collections.unmodifiableMap(new LinkedHashMap<>(constants));
    Map<String, List<Long>> vectors = new LinkedHashMap<>();
    integers.forEach((name, values) -> vectors.put(name, List.copyOf(values)));
    integers = Collections.unmodifiableMap(vectors);
    parameters = Collections.unmodifiableSet(new LinkedHashSet<>(parameters));
    operators = List.copyOf(operators);
    Set<String> known = new HashSet<>(Set.of(INPUT));
    constants.keySet().forEach(name -> define(known, name));
    integers.keySet().forEach(name -> define(known, name));
    parameters.forEach(name -> define(known, name));
    for (Operator operator : operators) {
      operator.inputs().forEach(name -> requireKnown(known, name));
      define(known, operator.output());
    }
    requireKnown(known, output);
  }

  private static void define(Set<String> known, String name) {
    if (!known.add(name)) {
      throw new IllegalArgumentException("operator graph: two values have the name '" + name + "'");
    }
  }

  private static void requireKnown(Set<String> known, String name) {
    if (!known.contains(name)) {
      throw new IllegalArgumentException(
          "operator graph: '" + name + "' is read but there is no such value before");
    }
  }

  /** Creates the graph of one operator without attributes, applied to the input. */
  public static OperatorGraph of(String operator) {
    return build(graph -> graph.apply(operator, INPUT));
  }

  /**
   * Creates a graph.
   *
   * @param body a function that adds the operators and returns the name of the result
   */
  public static OperatorGraph build(Function<Builder, String> body) {
    Builder builder = new Builder();
    String output = body.apply(builder);
    return new OperatorGraph(
        builder.constants, builder.integers, builder.parameters, builder.operators, output);
  }

  /** Collects operators and names their outputs. */
  public static final class Builder {
    private final Map<String, Double> constants = new LinkedHashMap<>();
    private final Map<String, List<Long>> integers = new LinkedHashMap<>();
    private final Set<String> parameters = new LinkedHashSet<>();
    private final List<Operator> operators = new ArrayList<>();

    private Builder() {}

    /** Adds a scalar and returns its name. */
    public String constant(double value) {
      String name = "constant_" + constants.size();
      constants.put(name, value);
      return name;
    }

    /** Adds a vector of 64-bit integers and returns its name. */
    public String integers(long... values) {
      return integers(LongStream.of(values).boxed().toList());
    }

    private String integers(List<Long> values) {
      String name = "integers_" + integers.size();
      integers.put(name, values);
      return name;
    }

    /** Reads a parameter that the part declares, and returns its name. */
    public String parameter(String name) {
      parameters.add(name);
      return name;
    }

    /** Applies an operator to values and returns the name of its output. */
    public String apply(String operator, String... inputs) {
      return apply(operator, Map.of(), inputs);
    }

    /**
     * Applies an operator with attributes to values and returns the name of its output.
     *
     * @param attributes see {@link Operator#attributes}
     */
    public String apply(String operator, Map<String, ?> attributes, String... inputs) {
      String output = "value_" + operators.size();
      operators.add(new Operator(operator, List.of(inputs), new TreeMap<>(attributes), output));
      return output;
    }

    /**
     * Appends all of another graph and returns the name of its output.
     *
     * @param input the value that the graph is applied to
     * @param prefix the prefix of its parameters' names in this graph
     */
    public String append(OperatorGraph graph, String input, String prefix) {
      Map<String, String> here = new HashMap<>(Map.of(INPUT, input));
      graph.constants.forEach((name, value) -> here.put(name, constant(value)));
      graph.integers.forEach((name, values) -> here.put(name, integers(values)));
      graph.parameters.forEach(name -> here.put(name, parameter(prefix + name)));
      for (Operator operator : graph.operators) {
        String[] inputs =
            operator.inputs().stream().map(name -> named(here, name)).toArray(String[]::new);
        here.put(operator.output(), apply(operator.type(), operator.attributes(), inputs));
      }
      return named(here, graph.output);
    }

    private static String named(Map<String, String> names, String name) {
      return names.getOrDefault(name, name);
    }
  }
}
