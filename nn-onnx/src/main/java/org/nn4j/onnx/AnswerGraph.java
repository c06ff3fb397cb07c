package org.nn4j.onnx;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.nn4j.api.DensityLoss;
import org.nn4j.api.OperatorGraph;
import org.nn4j.api.OutputLink;
import org.nn4j.api.TargetKind;
import org.nn4j.api.Task;
import org.nn4j.core.InputException;
import org.nn4j.core.metric.Predictions;
import org.nn4j.core.model.Model;
import org.nn4j.core.preprocess.NormalQuantiles;
import org.nn4j.core.preprocess.NumericTarget;
import org.nn4j.core.preprocess.Preprocessor;
import org.nn4j.core.preprocess.Scaler;
import org.nn4j.core.preprocess.TargetEncoder;
import org.nn4j.core.training.Evaluator;
import org.nn4j.onnx.file.ElementType;
import org.nn4j.onnx.file.Tensor;

/** Adds what a network's outputs mean to a graph: probabilities and labels, or numbers. */
final class AnswerGraph {
  /** Which outputs there may be. */
  static final String OUTPUT = "output";

  static final String LABEL = "label";
  static final String DECISIONS = "decisions";
  static final String PROBABILITIES = "probabilities";
  static final String SCORES = "scores";
  static final String PREDICTION = "prediction";
  static final String DEVIATION = "prediction_std";

  private static final String SCOPE = "answer";

  private final GraphBuilder graph;
  private final Model model;

  AnswerGraph(GraphBuilder graph, Model model) {
    this.graph = graph;
    this.model = model;
  }

  /** Adds the outputs of a model whose network makes a value. */
  void add(String value) {
    Preprocessor preprocessor = model.preprocessor();
    ElementType type = graph.element();
    if (preprocessor == null) {
      int width = model.network().outputWidth();
      graph.output(OUTPUT, value, type, "the network's outputs", width);
      return;
    }
    TargetEncoder target = preprocessor.target();
    List<String> names = preprocessor.outputs(model.loss());
    String columns = String.join(", ", names);
    if (target instanceof NumericTarget numbers && model.loss() instanceof DensityLoss density) {
      addMoments(value, numbers, density, columns);
      return;
    }
    if (target instanceof NumericTarget numbers) {
      graph.output(PREDICTION, decoded(value, numbers, names.size()), type, columns, names.size());
      return;
    }
    boolean probable = new Evaluator(model.loss()).probabilities(model.network());
    String scores = scores(value);
    if (target.task() == Task.MULTI_LABEL) {
      graph.output(
          DECISIONS,
          graph.apply(
              SCOPE,
              "Greater",
              scores,
              graph.constant(SCOPE + "/thresholds", thresholds(target.thresholds()))),
          ElementType.BOOL,
          "which labels apply: " + columns,
          names.size());
    } else {
      scores = everyClass(scores);
      String labels =
          graph.constant(SCOPE + "/labels", Tensor.of(names.toArray(String[]::new), names.size()));
      graph.output(
          LABEL,
          graph.apply(
              SCOPE,
              "Gather",
              Map.of("axis", 0L),
              labels,
              decided(scores, target.thresholds().get(0))),
          ElementType.STRING,
          "one of " + columns);
    }
    graph.output(probable ? PROBABILITIES : SCORES, scores, type, "of " + columns, names.size());
  }

  /** Adds means and standard deviations. */
  private void addMoments(String value, NumericTarget target, DensityLoss loss, String columns) {
    int width = target.columns().size();
    OperatorGraph described =
        loss.momentOperators(width)
            .orElseThrow(
                () ->
                    new InputException(
                        "the loss "
                            + loss.expression()
                            + " does not say in ONNX's operators what it predicts; to be exported"
                            + " it must implement DensityLoss.momentOperators()"));
    String moments =
        NetworkGraph.append(
            graph,
            SCOPE,
            "the loss " + loss.expression(),
            described,
            Map.of(OperatorGraph.INPUT, value));
    String means = part(moments, 0, width);
    graph.output(PREDICTION, decoded(means, target, width), graph.element(), columns, width);
    String deviations = part(moments, width, width);
    if (!target.scalers().stream().allMatch(Scaler.IDENTITY::equals)) {
      String scale = row("scale", target.scalers(), true);
      deviations = narrowed(graph.apply(SCOPE, "Mul", widened(deviations), scale));
    }
    graph.output(
        DEVIATION, deviations, graph.element(), "standard deviations of " + columns, width);
  }

  private String part(String value, int from, int width) {
    return graph.apply(
        SCOPE,
        "Slice",
        value,
        graph.integers(from),
        graph.integers(from + width),
        graph.integers(1));
  }

  /** Adds what {@link Evaluator#scores} computes. */
  private String scores(String value) {
    OutputLink link = model.loss().appliedLink();
    return switch (link) {
      case SOFTMAX -> graph.apply(SCOPE, "Softmax", Map.of("axis", 1L), value);
      case LOGISTIC -> graph.apply(SCOPE, "Sigmoid", value);
      case EXPONENTIAL -> graph.apply(SCOPE, "Exp", value);
      case NONE -> {
        if (model.loss().targetKind() != TargetKind.SIGN) {
          yield value;
        }
        String raised = graph.apply(SCOPE, "Add", value, graph.scalar(graph.element(), 1));
        yield graph.apply(SCOPE, "Div", raised, graph.scalar(graph.element(), 2));
      }
    };
  }

  /** Gives the first of two classes a column where only the second has one. */
  private String everyClass(String scores) {
    if (model.network().outputWidth() > 1) {
      return scores;
    }
    String first = graph.apply(SCOPE, "Sub", graph.scalar(graph.element(), 1), scores);
    return graph.concat(SCOPE, List.of(first, scores));
  }

  /** Adds the numbers of the classes that are decided for. */
  private String decided(String scores, double threshold) {
    if (threshold == Predictions.EVEN) {
      return graph.apply(SCOPE, "ArgMax", Map.of("axis", 1L, "keepdims", 0L), scores);
    }
    String second =
        graph.apply(
            SCOPE, "Gather", Map.of("axis", 1L), scores, graph.scalar(ElementType.INT64, 1));
    String above =
        graph.apply(SCOPE, "Greater", second, graph.scalar(graph.element(), below(threshold)));
    return graph.cast(SCOPE, above, ElementType.INT64);
  }

  private Tensor thresholds(List<Double> thresholds) {
    return Tensor.vector(graph.element(), thresholds.stream().map(this::below).toList());
  }

  /**
   * Returns the greatest number of the network's precision that is at most a threshold: numbers of
   * that precision are above the one if and only if they are above the other.
   */
  private double below(double threshold) {
    double nearest = graph.element().rounded(threshold);
    return nearest > threshold ? Math.nextDown((float) nearest) : nearest;
  }

  /** Adds numbers in the units of the data, computed in float64. */
  private String decoded(String value, NumericTarget target, int width) {
    List<Scaler> scalers =
        IntStream.range(0, width)
            .mapToObj(c -> target.scalers().get(target.scalers().size() == 1 ? 0 : c))
            .toList();
    if (scalers.stream().allMatch(Scaler.IDENTITY::equals)) {
      return value;
    }
    String numbers = widened(value);
    if (scalers.stream().anyMatch(scaler -> scaler.curve() instanceof NormalQuantiles)) {
      numbers = straightened(numbers, scalers);
    }
    String scaled = graph.apply(SCOPE, "Mul", numbers, row("scale", scalers, true));
    String moved = graph.apply(SCOPE, "Add", scaled, row("center", scalers, false));
    return narrowed(moved);
  }

  private String widened(String value) {
    return graph.element() == ElementType.DOUBLE
        ? value
        : graph.cast(SCOPE, value, ElementType.DOUBLE);
  }

  private String narrowed(String value) {
    return graph.element() == ElementType.DOUBLE
        ? value
        : graph.cast(SCOPE, value, graph.element());
  }

  /** Adds what columns were before their curves. */
  private String straightened(String numbers, List<Scaler> scalers) {
    List<String> columns = new ArrayList<>();
    for (int c = 0; c < scalers.size(); c++) {
      String column = graph.apply(SCOPE, "Gather", Map.of("axis", 1L), numbers, graph.integers(c));
      columns.add(
          scalers.get(c).curve() instanceof NormalQuantiles curve
              ? new QuantileGraph(graph, SCOPE).inverse(column, curve.quantiles())
              : column);
    }
    return graph.concat(SCOPE, columns);
  }

  private String row(String name, List<Scaler> scalers, boolean scale) {
    List<Double> values =
        scalers.stream().map(scaler -> scale ? scaler.scale() : scaler.center()).toList();
    return graph.constant(SCOPE + "/" + name, Tensor.vector(ElementType.DOUBLE, values));
  }
}
