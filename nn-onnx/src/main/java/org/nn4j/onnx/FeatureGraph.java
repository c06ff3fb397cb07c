package org.nn4j.onnx;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.nn4j.core.InputException;
import org.nn4j.core.preprocess.CategoricalFeature;
import org.nn4j.core.preprocess.DateFeature;
import org.nn4j.core.preprocess.FeatureStep;
import org.nn4j.core.preprocess.MissingFeature;
import org.nn4j.core.preprocess.NumericFeature;
import org.nn4j.core.preprocess.OrdinalFeature;
import org.nn4j.core.preprocess.Preprocessor;
import org.nn4j.core.preprocess.Scaler;
import org.nn4j.onnx.file.ElementType;
import org.nn4j.onnx.file.Tensor;

/**
 * Adds the way from a table's columns to a network's inputs to a graph.
 *
 * <p>Numbers are computed in float64, as nn4j does, and rounded to the network's precision at the
 * end: the inputs have the same bits. Neighbouring columns that are treated alike are placed side
 * by side first, so that a graph of a hundred columns has few nodes more than one of two.
 */
final class FeatureGraph {
  private static final String SCOPE = "features";
  private static final ElementType TYPE = ElementType.DOUBLE;

  private final GraphBuilder graph;
  private final Preprocessor preprocessor;

  /** The value of each column: numbers, or codes of labels. */
  private final Map<String, String> values = new HashMap<>();

  private final Map<String, DateGraph> dates = new HashMap<>();

  /** The inputs' pieces so far, in the network's precision. */
  private final List<String> pieces = new ArrayList<>();

  /** Numbers that wait for others that are scaled like them. */
  private final List<ScaledGraph.Scaled> numbers = new ArrayList<>();

  /** Columns of which is told whether they are missing, that wait for others. */
  private final List<MissingFeature> flags = new ArrayList<>();

  FeatureGraph(GraphBuilder graph, Preprocessor preprocessor) {
    this.graph = graph;
    this.preprocessor = preprocessor;
  }

  /**
   * Adds an input for each column and what makes the network's inputs of them.
   *
   * @return the name of these
   * @throws InputException if a column is a free text, which ONNX has no operators for
   */
  String add() {
    Map<String, FeatureStep> first = new HashMap<>();
    preprocessor
        .features()
        .steps()
        .forEach(
            step -> {
              if (!(step instanceof MissingFeature)) {
                first.putIfAbsent(step.column(), step);
              }
            });
    for (String column : preprocessor.features().columns()) {
      values.put(column, input(Objects.requireNonNull(first.get(column))));
    }
    preprocessor.features().steps().forEach(this::step);
    flush();
    return graph.concat(SCOPE, pieces);
  }

  private String input(FeatureStep step) {
    String column = step.column();
    if (step instanceof NumericFeature) {
      return known(graph.input(column, TYPE, 1, "a number, NaN where it is missing"));
    }
    if (step instanceof DateFeature date) {
      String name = graph.input(column, TYPE, 1, DateGraph.doc(date));
      dates.put(column, new DateGraph(graph, name, date));
      return name;
    }
    List<String> labels = labels(step);
    graph.input(
        column, ElementType.STRING, 1, "a text, empty where it is missing: " + step.summary());
    return LabelCodes.of(labels, preprocessor.format()).add(graph, column);
  }

  private static List<String> labels(FeatureStep step) {
    if (step instanceof CategoricalFeature category) {
      return category.labels();
    }
    if (step instanceof OrdinalFeature ordinal) {
      return ordinal.labels();
    }
    throw new InputException(
        "column '"
            + step.column()
            + "' is a free text ("
            + step.summary()
            + "), and ONNX has no operators that take texts apart; train without it (--ignore), or"
            + " predict with nn4j");
  }

  /** Takes numbers that stand for a missing value for NaN. */
  private String known(String column) {
    String value = column;
    List<String> missing = preprocessor.format().missing();
    for (String text : missing == null ? List.<String>of() : missing) {
      Double code = Numbers.parse(text);
      if (code != null) {
        String same = graph.apply(SCOPE, "Equal", column, graph.scalar(TYPE, code));
        value = graph.apply(SCOPE, "Where", same, graph.scalar(TYPE, Double.NaN), value);
      }
    }
    return value;
  }

  private String value(FeatureStep step) {
    return Objects.requireNonNull(values.get(step.column()));
  }

  private void step(FeatureStep step) {
    if (step instanceof NumericFeature number) {
      add(new ScaledGraph.Scaled(value(number), number.fill(), number.scaler()));
    } else if (step instanceof DateFeature date) {
      for (DateFeature.Input input : date.inputs()) {
        String part = Objects.requireNonNull(dates.get(date.column())).part(input.part());
        add(new ScaledGraph.Scaled(part, input.fill(), input.scaler()));
      }
    } else if (step instanceof MissingFeature flag && numeric(flag.column())) {
      flushNumbers();
      flags.add(flag);
    } else {
      flush();
      pieces.add(coded(step));
    }
  }

  private boolean numeric(String column) {
    return preprocessor.features().steps().stream()
        .anyMatch(step -> step instanceof NumericFeature && step.column().equals(column));
  }

  private void add(ScaledGraph.Scaled number) {
    flushFlags();
    if (!numbers.isEmpty() && !ScaledGraph.alike(numbers.get(0).scaler(), number.scaler())) {
      flushNumbers();
    }
    numbers.add(number);
  }

  private void flush() {
    flushNumbers();
    flushFlags();
  }

  private void flushNumbers() {
    if (!numbers.isEmpty()) {
      pieces.add(rounded(new ScaledGraph(graph, SCOPE).add(numbers)));
      numbers.clear();
    }
  }

  private String rounded(String value) {
    return graph.element() == TYPE ? value : graph.cast(SCOPE, value, graph.element());
  }

  private void flushFlags() {
    if (!flags.isEmpty()) {
      List<String> columns = flags.stream().map(this::value).toList();
      String missing = graph.apply(SCOPE, "IsNaN", graph.concat(SCOPE, columns));
      pieces.add(
          graph.apply(
              SCOPE,
              "Where",
              missing,
              table("missing", flags.stream().map(f -> f.scaler().apply(1)).toList()),
              table("present", flags.stream().map(f -> f.scaler().apply(0)).toList())));
      flags.clear();
    }
  }

  /** Adds a row of numbers in the network's precision. */
  private String table(String name, List<Double> row) {
    return graph.constant(SCOPE + "/" + name, Tensor.vector(graph.element(), row));
  }

  /** Adds the inputs of a column of labels, of which there are codes. */
  private String coded(FeatureStep step) {
    String code = value(step);
    String scope = SCOPE + "/" + step.column();
    if (step instanceof CategoricalFeature category) {
      return switch (category.encoding()) {
        case ONE_HOT -> oneHot(category, code, scope);
        case SIGN -> lookedUp(scope, code, scaled(category.scalers(), -1, 1, 0, 0));
        case CODE, AUTO -> {
          int labels = category.labels().size();
          List<Double> codes =
              new ArrayList<>(IntStream.rangeClosed(1, labels).mapToObj(k -> (double) k).toList());
          codes.add(category.rare() ? labels + 1.0 : 0.0);
          codes.add(0.0);
          yield lookedUp(scope, code, codes);
        }
      };
    }
    if (step instanceof OrdinalFeature ordinal) {
      int labels = ordinal.labels().size();
      List<Double> inputs =
          new ArrayList<>(
              IntStream.range(0, labels).mapToObj(k -> ordinal.scaler().apply(k)).toList());
      inputs.add(ordinal.scaler().apply(ordinal.fill()));
      inputs.add(ordinal.scaler().apply(ordinal.fill()));
      return lookedUp(scope, code, inputs);
    }
    if (step instanceof MissingFeature flag) {
      OrdinalFeature labels = ordinal(flag.column());
      List<Double> inputs =
          new ArrayList<>(Collections.nCopies(labels.labels().size() + 1, flag.scaler().apply(0)));
      inputs.add(flag.scaler().apply(1));
      return lookedUp(scope, code, inputs);
    }
    throw new IllegalStateException(step.describe(0));
  }

  private OrdinalFeature ordinal(String column) {
    return preprocessor.features().steps().stream()
        .filter(step -> step instanceof OrdinalFeature && step.column().equals(column))
        .map(OrdinalFeature.class::cast)
        .findFirst()
        .orElseThrow();
  }

  private static List<Double> scaled(List<Scaler> scalers, double... values) {
    Scaler scaler = scalers.isEmpty() ? Scaler.IDENTITY : scalers.get(0);
    return Arrays.stream(values).mapToObj(scaler::apply).toList();
  }

  /** Looks the input of each code up. */
  private String lookedUp(String scope, String code, List<Double> inputs) {
    String table = graph.constant(scope + "/inputs", Tensor.vector(graph.element(), inputs));
    return graph.apply(scope, "Gather", Map.of("axis", 0L), table, code);
  }

  private String oneHot(CategoricalFeature category, String code, String scope) {
    int labels = category.labels().size();
    double[] own = new double[labels];
    double[] others = new double[labels];
    for (int k = 0; k < labels; k++) {
      Scaler scaler = category.scalers().isEmpty() ? Scaler.IDENTITY : category.scalers().get(k);
      own[k] = graph.element().rounded(scaler.apply(1));
      others[k] = graph.element().rounded(scaler.apply(0));
    }
    String codes =
        graph.constant(scope + "/codes", Tensor.integers(LongStream.range(0, labels).toArray()));
    String same = graph.apply(scope, "Equal", code, codes);
    if (category.scalers().isEmpty()) {
      return graph.cast(scope, same, graph.element());
    }
    return graph.apply(
        scope,
        "Where",
        same,
        graph.constant(scope + "/own", Tensor.of(graph.element(), own, labels)),
        graph.constant(scope + "/others", Tensor.of(graph.element(), others, labels)));
  }
}
