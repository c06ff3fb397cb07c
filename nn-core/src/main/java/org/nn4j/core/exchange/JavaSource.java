package org.nn4j.core.exchange;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.nn4j.api.Activation;
import org.nn4j.api.DensityLoss;
import org.nn4j.api.Layer;
import org.nn4j.api.Matrix;
import org.nn4j.api.Operator;
import org.nn4j.api.OperatorGraph;
import org.nn4j.api.Precision;
import org.nn4j.core.InputException;
import org.nn4j.core.io.AtomicFile;
import org.nn4j.core.io.JsonText;
import org.nn4j.core.layer.Dense;
import org.nn4j.core.model.Model;
import org.nn4j.core.network.Network;
import org.nn4j.core.preprocess.ClassTarget;
import org.nn4j.core.preprocess.Curve;
import org.nn4j.core.preprocess.NumericTarget;
import org.nn4j.core.preprocess.Preprocessor;
import org.nn4j.core.preprocess.Scaler;
import org.nn4j.core.preprocess.TargetEncoder;

/**
 * A model as one Java source file that needs nothing but the JDK: for programs that want a
 * prediction and no library. It computes in double what the model computes in its precision, so
 * that numbers agree to six digits or more.
 *
 * <p>What each part computes is read from its {@linkplain Layer#operators() operators}, those of
 * third parties too. The class takes numbers as they are in a table, missing ones as NaN, and fills
 * and scales them itself; of labels it takes whether, or as which number, they are there. Only what
 * is scaled by its rank is taken scaled. The names of the inputs say so.
 */
public final class JavaSource {
  /** Characters of a line of parameters, in base 64. */
  private static final int LINE = 80;

  /** Lines of one text, of which the format of classes allows 65,535 bytes. */
  private static final int LINES = 800;

  /** What no class can be called. */
  private static final Set<String> WORDS =
      Set.of(
          ("_ abstract assert boolean break byte case catch char class const continue default do"
                  + " double else enum extends false final finally float for goto if implements"
                  + " import instanceof int interface long native new null package permits private"
                  + " protected public record return sealed short static strictfp super switch"
                  + " synchronized this throw throws transient true try var void volatile while"
                  + " yield")
              .split(" "));

  private final Model model;
  private final StringBuilder statements = new StringBuilder();
  private final StringBuilder parameters = new StringBuilder();
  private final StringBuilder helpers = new StringBuilder();
  private final Map<String, String> arrays = new HashMap<>();
  private final List<JavaInput> inputs;
  private int values;

  /** A part that cannot be written. */
  private static final class UnknownOperatorException extends Exception {
    private static final long serialVersionUID = 1;

    UnknownOperatorException(String message) {
      super(message);
    }
  }

  /**
   * Converts a model.
   *
   * @throws InputException if it has a part that cannot be written, naming it
   */
  public JavaSource(Model model) {
    this.model = model;
    this.inputs = JavaInput.of(model);
    String value = inputs();
    Network network = model.network();
    for (int i = 0; i < network.layers().size(); i++) {
      value = layer(network.layers().get(i), "layers." + i + ".", value);
    }
    value = outputs(value);
    statements.append("    return ").append(value).append(";\n");
  }

  private String layer(Layer layer, String prefix, String input) {
    OperatorGraph graph =
        layer
            .operators()
            .orElseThrow(
                () -> unknown(named(layer), "does not say what it computes in standard operators"));
    try {
      return graph(graph, prefix, input);
    } catch (UnknownOperatorException e) {
      throw unknown(named(layer), String.valueOf(e.getMessage()));
    }
  }

  /** Returns the part that is most likely at fault: a layer, or its activation. */
  private static String named(Layer layer) {
    Activation activation = layer instanceof Dense dense ? dense.activation() : null;
    return activation == null
        ? "layer " + layer.shortExpression()
        : "layer " + layer.name() + " with the activation " + activation.shortExpression();
  }

  private static InputException unknown(String part, String why) {
    return new InputException(
        "the "
            + part
            + " cannot be written in Java: it "
            + why
            + "; nn export MODEL --onnx FILE writes more");
  }

  private String graph(OperatorGraph graph, String prefix, String input)
      throws UnknownOperatorException {
    Map<String, String> names = new HashMap<>();
    names.put(OperatorGraph.INPUT, input);
    graph.constants().forEach((name, value) -> names.put(name, "new double[] {" + value + "}"));
    for (String name : graph.parameters()) {
      names.put(name, array(prefix + name));
    }
    for (Operator operator : graph.operators()) {
      if (graph.integers().containsKey(operator.inputs().get(0))) {
        names.put(operator.output(), ""); // an axis, which is that of columns
        continue;
      }
      if (operator.type().equals("Slice")) {
        String first = String.valueOf(names.get(operator.inputs().get(0)));
        names.put(operator.output(), assign(slice(first, operator, graph.integers())));
        continue;
      }
      List<String> read = new ArrayList<>();
      for (String name : operator.inputs()) {
        String value = names.get(name);
        read.add(value == null ? refuse("reads numbers that are no parameter") : value);
      }
      String text = expression(operator, read);
      if (text.equals(read.get(0))) {
        names.put(operator.output(), text);
      } else {
        names.put(operator.output(), assign(text));
      }
    }
    return String.valueOf(names.get(graph.output()));
  }

  private static String slice(String x, Operator slice, Map<String, List<Long>> integers)
      throws UnknownOperatorException {
    List<List<Long>> bounds = new ArrayList<>();
    for (String name : slice.inputs().subList(1, slice.inputs().size())) {
      bounds.add(integers.getOrDefault(name, List.of()));
    }
    if (bounds.size() != 3
        || bounds.stream().anyMatch(each -> each.size() != 1 || each.get(0) < 0)
        || bounds.get(2).get(0) != 1) {
      refuse("takes columns in a way of its own");
    }
    long to = Math.min(Integer.MAX_VALUE, bounds.get(1).get(0));
    return "java.util.Arrays.copyOfRange("
        + x
        + ", "
        + bounds.get(0).get(0)
        + ", Math.min("
        + to
        + ", "
        + x
        + ".length))";
  }

  private String assign(String expression) {
    String name = "v" + values++;
    statements.append("    double[] ").append(name).append(" = ").append(expression).append(";\n");
    return name;
  }

  private static String refuse(String why) throws UnknownOperatorException {
    throw new UnknownOperatorException(why);
  }

  private static double attribute(Operator operator, String name, double absent) {
    return operator.attributes().get(name) instanceof Number number ? number.doubleValue() : absent;
  }

  private String expression(Operator operator, List<String> x) throws UnknownOperatorException {
    String first = x.get(0);
    double alpha = attribute(operator, "alpha", ALPHA.getOrDefault(operator.type(), 1.0));
    return switch (operator.type()) {
      case "Identity", "Cast" -> first;
      case "Gemm", "MatMul" -> {
        if (operator.attributes().values().stream().anyMatch(a -> !a.equals(1.0))) {
          throw new UnknownOperatorException("multiplies by a matrix in a way of its own");
        }
        helper(AFFINE);
        yield "affine(" + first + ", " + x.get(1) + ", " + (x.size() > 2 ? x.get(2) : "null") + ")";
      }
      case "BatchNormalization" ->
          scaled(
              zip(
                  zip(first, x.get(3), "p - q"),
                  map(
                      x.get(4),
                      "StrictMath.sqrt(z + " + attribute(operator, "epsilon", 1e-5) + ")"),
                  "p / q"),
              x.get(1),
              x.get(2));
      case "LayerNormalization" -> {
        helper(NORMALIZE);
        String normal = "normalize(" + first + ", " + attribute(operator, "epsilon", 1e-5) + ")";
        yield scaled(normal, x.get(1), x.get(2));
      }
      case "ReduceMean" -> {
        if (!List.of(1L).equals(operator.attributes().get("axes"))) {
          refuse("takes means of something else than a row");
        }
        helper(MEAN);
        yield "mean(" + first + ")";
      }
      case "Softmax", "LogSoftmax" -> {
        helper(LOG_SOFTMAX);
        String logarithms = "logSoftmax(" + first + ")";
        yield operator.type().equals("Softmax") ? map(logarithms, "StrictMath.exp(z)") : logarithms;
      }
      case "CumSum" -> {
        if (!operator.attributes().isEmpty()) {
          throw new UnknownOperatorException("sums up in a way of its own");
        }
        helper(CUMULATIVE);
        yield "cumulative(" + first + ")";
      }
      case "Concat" -> {
        helper(JOIN);
        yield "join(" + String.join(", ", x) + ")";
      }
      case "Add", "Sub", "Mul", "Div", "Max", "Min", "Less", "Equal" ->
          x.size() == 2
              ? zip(first, x.get(1), binary(operator.type()))
              : refuse("compares more than two numbers");
      case "PRelu" -> zip(first, x.get(1), "p < 0 ? p * q : p");
      case "Clip" -> zip(zip(first, x.get(1), binary("Max")), x.get(2), binary("Min"));
      case "Where" ->
          zip(
              zip(first, x.get(1), "p != 0 ? q : 0"),
              zip(first, x.get(2), "p != 0 ? 0 : q"),
              "p + q");
      case "LeakyRelu" -> map(first, "z < 0 ? " + alpha + " * z : z");
      case "Elu" -> map(first, "z < 0 ? " + alpha + " * StrictMath.expm1(z) : z");
      case "Celu" -> map(first, "z < 0 ? " + alpha + " * StrictMath.expm1(z / " + alpha + ") : z");
      case "Selu" -> {
        double gamma = attribute(operator, "gamma", 1.05070102214813232421875);
        yield map(first, gamma + " * (z < 0 ? " + alpha + " * StrictMath.expm1(z) : z)");
      }
      case "HardSigmoid" ->
          map(
              first,
              "Math.max(0, Math.min(1, "
                  + alpha
                  + " * z + "
                  + attribute(operator, "beta", 0.5)
                  + "))");
      case "Erf" -> {
        helper(ERF);
        yield map(first, "erf(z)");
      }
      default -> {
        String scalar = UNARY.get(operator.type());
        if (scalar == null) {
          throw new UnknownOperatorException("uses the operator " + operator.type());
        }
        yield map(first, scalar);
      }
    };
  }

  /** ONNX's defaults other than 1. */
  private static final Map<String, Double> ALPHA =
      Map.of("LeakyRelu", 0.01, "Selu", 1.67326319217681884765625, "HardSigmoid", 0.2);

  private static final Map<String, String> UNARY =
      Map.ofEntries(
          Map.entry("Relu", "Math.max(z, 0)"),
          Map.entry("Sigmoid", "1 / (1 + StrictMath.exp(-z))"),
          Map.entry("Tanh", "StrictMath.tanh(z)"),
          Map.entry("Softplus", "Math.max(z, 0) + StrictMath.log1p(StrictMath.exp(-Math.abs(z)))"),
          Map.entry("Softsign", "z / (1 + Math.abs(z))"),
          Map.entry("HardSwish", "z * Math.max(0, Math.min(1, z / 6 + 0.5))"),
          Map.entry(
              "Mish",
              "z * StrictMath.tanh(Math.max(z, 0)"
                  + " + StrictMath.log1p(StrictMath.exp(-Math.abs(z))))"),
          Map.entry("Exp", "StrictMath.exp(z)"),
          Map.entry("Log", "StrictMath.log(z)"),
          Map.entry("Sqrt", "StrictMath.sqrt(z)"),
          Map.entry("Abs", "Math.abs(z)"),
          Map.entry("Neg", "-z"),
          Map.entry("Sin", "StrictMath.sin(z)"),
          Map.entry("Cos", "StrictMath.cos(z)"));

  private static final Map<String, String> BINARY =
      Map.of(
          "Add", "p + q",
          "Sub", "p - q",
          "Mul", "p * q",
          "Div", "p / q",
          "Max", "Math.max(p, q)",
          "Min", "Math.min(p, q)",
          "Less", "p < q ? 1 : 0",
          "Equal", "p == q ? 1 : 0");

  private static String unary(String operator) {
    return Objects.requireNonNull(UNARY.get(operator), operator);
  }

  private static String binary(String operator) {
    return Objects.requireNonNull(BINARY.get(operator), operator);
  }

  private String map(String x, String scalar) {
    helper(MAP);
    return "map(" + x + ", z -> " + scalar + ")";
  }

  private String scaled(String x, String factor, String shift) {
    return zip(zip(x, factor, "p * q"), shift, "p + q");
  }

  /** Computes with the elements of two arrays, one of which may have one element. */
  private String zip(String a, String b, String scalar) {
    helper(ZIP);
    return "zip(" + a + ", " + b + ", (p, q) -> " + scalar + ")";
  }

  private void helper(String text) {
    if (helpers.indexOf(text) < 0) {
      helpers.append('\n').append(text);
    }
  }

  /** Declares a parameter and returns its name. */
  private String array(String parameter) {
    String known = arrays.get(parameter);
    if (known != null) {
      return known;
    }
    Matrix value = model.network().parameters().value(parameter);
    String name = "P" + arrays.size();
    arrays.put(parameter, name);
    boolean single = value.precision() == Precision.FLOAT32;
    ByteBuffer bytes =
        ByteBuffer.allocate(Math.multiplyExact(value.size(), value.precision().bytes()))
            .order(ByteOrder.LITTLE_ENDIAN);
    for (int r = 0; r < value.rows(); r++) {
      for (int c = 0; c < value.columns(); c++) {
        if (single) {
          bytes.putFloat((float) value.get(r, c));
        } else {
          bytes.putDouble(value.get(r, c));
        }
      }
    }
    parameters
        .append("\n  /** ")
        .append(parameter)
        .append(", ")
        .append(value.rows() + " x " + value.columns())
        .append(". */\n  private static final double[] ")
        .append(name)
        .append(" =\n      decode(");
    String text = Base64.getEncoder().encodeToString(bytes.array());
    int line = 0;
    for (int from = 0; from < text.length(); from += LINE) {
      String before =
          line == 0
              ? "\n          \""
              : line % LINES == 0 ? ",\n          \"" : "\n              + \"";
      parameters
          .append(before)
          .append(text, from, Math.min(text.length(), from + LINE))
          .append('"');
      line++;
    }
    parameters.append(");\n");
    return name;
  }

  private @Nullable Preprocessor preprocessor() {
    return model.preprocessor();
  }

  /** Writes what makes the network's inputs of the numbers given. */
  private String inputs() {
    String value = "x";
    if (given().size() < inputs.size()) {
      List<JavaInput> given = given();
      value =
          assign(
              inputs.stream()
                  .map(input -> input.source(given))
                  .collect(Collectors.joining(", ", "new double[] {", "}")));
    }
    if (inputs.stream().anyMatch(input -> !Double.isNaN(input.fill()))) {
      String fill = literal(inputs.stream().map(JavaInput::fill).toList());
      value = assign(zip(value, fill, "Double.isNaN(p) ? q : p"));
    }
    List<Scaler> scalers = inputs.stream().map(JavaInput::scaler).toList();
    if (scalers.stream().allMatch(Scaler.IDENTITY::equals)) {
      return value;
    }
    String centred =
        assign(zip(value, literal(scalers.stream().map(Scaler::center).toList()), "p - q"));
    value = assign(zip(centred, literal(scalers.stream().map(Scaler::scale).toList()), "p / q"));
    List<Double> bounds =
        scalers.stream()
            .map(
                scaler ->
                    scaler.curve() instanceof Curve.SmoothClip clip
                        ? clip.bound()
                        : Double.POSITIVE_INFINITY)
            .toList();
    return bounds.stream().allMatch(bound -> bound.isInfinite())
        ? value
        : assign(zip(value, literal(bounds), "p / StrictMath.hypot(1, p / q)"));
  }

  /** Returns the inputs that a caller gives; others follow from them. */
  private List<JavaInput> given() {
    return inputs.stream().filter(input -> input.of() == null).toList();
  }

  private static String literal(List<Double> numbers) {
    return numbers.stream()
        .map(
            number ->
                Double.isNaN(number)
                    ? "Double.NaN"
                    : Double.isInfinite(number) ? "Double.POSITIVE_INFINITY" : number.toString())
        .collect(Collectors.joining(", ", "new double[] {", "}"));
  }

  /** Applies the function that the loss applies, and returns numbers to the units of the data. */
  private String outputs(String logits) {
    String value =
        switch (model.loss().appliedLink()) {
          case NONE -> logits;
          case LOGISTIC -> assign(map(logits, unary("Sigmoid")));
          case EXPONENTIAL -> assign(map(logits, unary("Exp")));
          case SOFTMAX -> {
            helper(LOG_SOFTMAX);
            yield assign(map("logSoftmax(" + logits + ")", unary("Exp")));
          }
        };
    Preprocessor preprocessor = preprocessor();
    if (preprocessor == null || !(preprocessor.target() instanceof NumericTarget numbers)) {
      return value;
    }
    List<Scaler> scalers = numbers.scalers();
    if (model.loss() instanceof DensityLoss density) {
      return moments(value, density, scalers);
    }
    if (scalers.stream().anyMatch(scaler -> !(scaler.curve() instanceof Curve.Straight))) {
      throw unknown("target " + String.join(", ", numbers.columns()), "is scaled by a curve");
    }
    String scaled = zip(value, literal(scalers.stream().map(Scaler::scale).toList()), "p * q");
    return assign(zip(scaled, literal(scalers.stream().map(Scaler::center).toList()), "p + q"));
  }

  /** Adds means and standard deviations in the units of the data. */
  private String moments(String value, DensityLoss loss, List<Scaler> scalers) {
    String part = "loss " + loss.name();
    OperatorGraph described =
        loss.momentOperators(scalers.size())
            .orElseThrow(
                () -> unknown(part, "does not say what it predicts in standard operators"));
    try {
      String moments = graph(described, "", value);
      Stream<Double> scales = Stream.concat(scalers.stream(), scalers.stream()).map(Scaler::scale);
      Stream<Double> centers =
          Stream.concat(scalers.stream().map(Scaler::center), scalers.stream().map(scaler -> 0.0));
      String scaled = zip(moments, literal(scales.toList()), "p * q");
      return assign(zip(scaled, literal(centers.toList()), "p + q"));
    } catch (UnknownOperatorException e) {
      throw unknown(part, String.valueOf(e.getMessage()));
    }
  }

  /**
   * Writes the class to a file, whole or not at all.
   *
   * @param file a Java file, whose name is the name of the class: {@code Iris.java}
   * @throws InputException if its name is none of a class, or it cannot be written
   */
  public void write(Path file) {
    String name = String.valueOf(file.getFileName());
    if (!name.matches("[A-Za-z_$][A-Za-z0-9_$]*\\.java")
        || WORDS.contains(name.substring(0, name.indexOf('.')))) {
      throw InputException.in(
          file,
          "must be called as a class with .java, such as Iris.java, for Java wants that, and not as"
              + " a word of its own");
    }
    String text = text(name.substring(0, name.length() - ".java".length()));
    AtomicFile.write(
        file,
        channel -> {
          ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
          while (bytes.hasRemaining()) {
            if (channel.write(bytes) < 0) {
              throw new IOException("the file takes no more");
            }
          }
        });
  }

  /**
   * Returns the source of the class.
   *
   * @param name the name of the class
   */
  public String text(String name) {
    return "import java.nio.ByteBuffer;\n"
        + "import java.nio.ByteOrder;\n"
        + "import java.util.Base64;\n"
        + (helpers.indexOf("DoubleBinary") < 0
            ? ""
            : "import java.util.function.DoubleBinaryOperator;\n")
        + (helpers.indexOf("DoubleUnary") < 0
            ? ""
            : "import java.util.function.DoubleUnaryOperator;\n")
        + "\n/** "
        + model.network().toString().replace("\u2192", "->")
        + "; written by nn4j. */\npublic final class "
        + name
        + " {\n"
        + names(
            "INPUTS",
            "What the numbers given are, in their order and in the units of the table.",
            given().stream().map(JavaInput::name).toList())
        + names("OUTPUTS", "What the numbers returned are, in their order.", outputNames())
        + parameters
        + "\n  private "
        + name
        + "() {}\n\n  /**\n   * Predicts one sample.\n   *\n   * @param x the numbers that"
        + " INPUTS names"
        + (model.preprocessor() == null
            ? ""
            : ";\n   *     NaN for a number that is missing, 1 or 0 for what is or is not so, such as a=b")
        + "\n   * @return the numbers that OUTPUTS names\n   */\n"
        + "  public static double[] predict(double... x) {\n"
        + "    if (x.length != "
        + given().size()
        + ") {\n      throw new IllegalArgumentException(\"there are "
        + given().size()
        + " inputs, but \" + x.length + \" numbers are given\");\n    }\n"
        + statements
        + "  }\n"
        + label()
        + helpers
        + "\n"
        + (model.network().precision() == Precision.FLOAT32
            ? DECODE.replace("KIND", "Float").replace("SIZE", "4")
            : DECODE.replace("KIND", "Double").replace("SIZE", "8"))
        + "}\n";
  }

  private List<String> outputNames() {
    Preprocessor preprocessor = preprocessor();
    int width = model.network().outputWidth();
    if (preprocessor == null) {
      return IntStream.range(0, width).mapToObj(i -> "y" + i).toList();
    }
    List<String> names = preprocessor.outputs(model.loss());
    if (model.loss() instanceof DensityLoss) {
      return Stream.concat(names.stream(), names.stream().map(name -> name + "_std")).toList();
    }
    return width == 1 && names.size() == 2 ? names.subList(1, 2) : names;
  }

  private static String names(String constant, String what, List<String> names) {
    return "\n  /** "
        + what
        + " */\n  public static final String[] "
        + constant
        + " = {\n"
        + names.stream().map(name -> "    " + quote(name)).collect(Collectors.joining(",\n"))
        + "\n  };\n";
  }

  /** Returns a text as a Java literal of ASCII alone. */
  private static String quote(String text) {
    StringBuilder literal = new StringBuilder();
    for (char c : JsonText.of(text).toCharArray()) {
      literal.append(c < 0x7f ? String.valueOf(c) : String.format(Locale.ROOT, "\\u%04x", (int) c));
    }
    return literal.toString();
  }

  private String label() {
    Preprocessor preprocessor = preprocessor();
    TargetEncoder target = preprocessor == null ? null : preprocessor.target();
    if (!(target instanceof ClassTarget classes)) {
      return "";
    }
    boolean single = model.network().outputWidth() == 1;
    String decision =
        single
            ? "    return predict(x)[0] > "
                + classes.threshold()
                + " ? "
                + quote(classes.labels().get(1))
                + " : "
                + quote(classes.labels().get(0))
                + ";\n"
            : MOST_PROBABLE;
    return "\n  /** Predicts the class of one sample. */\n"
        + "  public static String label(double... x) {\n"
        + (single || classes.labels().size() > 2 || classes.threshold() == 0.5
            ? decision
            : "    return predict(x)[1] > " + classes.threshold() + " ? OUTPUTS[1] : OUTPUTS[0];\n")
        + "  }\n";
  }

  private static final String MOST_PROBABLE =
      """
          double[] p = predict(x);
          int best = 0;
          for (int i = 1; i < p.length; i++) {
            best = p[i] > p[best] ? i : best;
          }
          return OUTPUTS[best];
      """;

  private static final String MEAN =
      """
        private static double[] mean(double[] x) {
          double sum = 0;
          for (double each : x) {
            sum += each;
          }
          return new double[] {sum / x.length};
        }
      """;

  private static final String AFFINE =
      """
        private static double[] affine(double[] x, double[] weight, double[] bias) {
          double[] z = bias == null ? new double[weight.length / x.length] : bias.clone();
          for (int i = 0; i < x.length; i++) {
            for (int j = 0; j < z.length; j++) {
              z[j] += x[i] * weight[i * z.length + j];
            }
          }
          return z;
        }
      """;

  private static final String MAP =
      """
        private static double[] map(double[] x, DoubleUnaryOperator function) {
          double[] y = new double[x.length];
          for (int i = 0; i < x.length; i++) {
            y[i] = function.applyAsDouble(x[i]);
          }
          return y;
        }
      """;

  private static final String ZIP =
      """
        private static double[] zip(double[] a, double[] b, DoubleBinaryOperator function) {
          double[] y = new double[Math.max(a.length, b.length)];
          for (int i = 0; i < y.length; i++) {
            y[i] = function.applyAsDouble(a[i % a.length], b[i % b.length]);
          }
          return y;
        }
      """;

  private static final String NORMALIZE =
      """
        private static double[] normalize(double[] x, double epsilon) {
          double mean = 0;
          for (double value : x) {
            mean += value / x.length;
          }
          double variance = 0;
          for (double value : x) {
            variance += (value - mean) * (value - mean) / x.length;
          }
          double[] y = new double[x.length];
          for (int i = 0; i < x.length; i++) {
            y[i] = (x[i] - mean) / StrictMath.sqrt(variance + epsilon);
          }
          return y;
        }
      """;

  private static final String LOG_SOFTMAX =
      """
        private static double[] logSoftmax(double[] x) {
          double greatest = Double.NEGATIVE_INFINITY;
          for (double value : x) {
            greatest = Math.max(greatest, value);
          }
          double sum = 0;
          for (double value : x) {
            sum += StrictMath.exp(value - greatest);
          }
          double[] y = new double[x.length];
          for (int i = 0; i < x.length; i++) {
            y[i] = x[i] - greatest - StrictMath.log(sum);
          }
          return y;
        }
      """;

  private static final String CUMULATIVE =
      """
        private static double[] cumulative(double[] x) {
          double[] y = x.clone();
          for (int i = 1; i < x.length; i++) {
            y[i] += y[i - 1];
          }
          return y;
        }
      """;

  private static final String JOIN =
      """
        private static double[] join(double[]... parts) {
          double[] y = new double[0];
          for (double[] part : parts) {
            int from = y.length;
            y = java.util.Arrays.copyOf(y, from + part.length);
            System.arraycopy(part, 0, y, from, part.length);
          }
          return y;
        }
      """;

  private static final String ERF =
      """
        private static double erf(double x) {
          if (Math.abs(x) > 6) {
            return Math.signum(x);
          }
          double term = x;
          double sum = x;
          for (int n = 1; Math.abs(term) > 1e-17 * Math.abs(sum); n++) {
            term *= 2 * x * x / (2 * n + 1);
            sum += term;
          }
          return 1.1283791670955126 * StrictMath.exp(-x * x) * sum;
        }
      """;

  private static final String DECODE =
      """
        private static double[] decode(String... texts) {
          ByteBuffer bytes =
              ByteBuffer.wrap(Base64.getDecoder().decode(String.join("", texts)))
                  .order(ByteOrder.LITTLE_ENDIAN);
          double[] values = new double[bytes.remaining() / SIZE];
          for (int i = 0; i < values.length; i++) {
            values[i] = bytes.getKIND();
          }
          return values;
        }
      """;
}
