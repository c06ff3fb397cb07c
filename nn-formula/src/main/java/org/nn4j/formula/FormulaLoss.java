package org.nn4j.formula;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nn4j.api.ElementwiseLoss;
import org.nn4j.api.Parameters;

/**
 * A loss that is written as a formula over a prediction y and its target t, such as {@code
 * formula((y-t)^2)} or {@code formula(where(y > t, a*(y-t), t-y), a=2)}.
 *
 * <p>f(y, t) is averaged over columns and rows, as mse is. ∂f/∂y is derived from the formula by the
 * chain rule. Targets are plain numbers: a formula is not fused with an activation and implies no
 * link, so predictions are y as it is.
 *
 * <p>Immutable and thread-safe.
 */
public final class FormulaLoss extends FormulaPart implements ElementwiseLoss, Formula {
  private static final List<String> VARIABLES = List.of("y", "t");
  private static final String DEFAULT = "(y - t)^2";

  private final Lazy<Definition> definition = new Lazy<>(this::define);
  private final Lazy<Scalars> scalars = new Lazy<>(this::scalars);

  private record Definition(Graph graph, Node value, Node derivative) {}

  private record Scalars(ScalarCode value, ScalarCode derivative, boolean partial) {}

  /** Creates (y − t)², an example. */
  public FormulaLoss() {
    super(new Source(DEFAULT));
  }

  /**
   * Creates a loss without parameters.
   *
   * @param formula a formula over y and t
   * @throws IllegalArgumentException if it is none
   */
  public FormulaLoss(String formula) {
    this(new Source(formula));
  }

  /**
   * Creates a loss.
   *
   * @param formula a formula over y, t and the parameters
   * @param parameters the values of its parameters by name
   * @throws IllegalArgumentException if it is none, or does not have one of the parameters
   */
  public FormulaLoss(String formula, Map<String, Double> parameters) {
    this(new Source(formula, parameters));
  }

  private FormulaLoss(Source source) {
    super(source);
    definition.get();
  }

  private Definition define() {
    Graph graph = new Graph();
    Parser.Parsed parsed = source.parse(graph, VARIABLES);
    if (!parsed.used().contains("y")) {
      throw new IllegalArgumentException(
          "the formula " + source.text() + " does not depend on y, the prediction");
    }
    Node value = parsed.root();
    return new Definition(graph, value, new Derivatives(graph, 2).of(value)[0]);
  }

  private Scalars scalars() {
    Definition d = definition.get();
    return new Scalars(
        Compiler.scalar(Program.of(d.graph, List.of(d.value))),
        Compiler.scalar(Program.of(d.graph, List.of(d.derivative))),
        Domain.isPartial(d.graph));
  }

  @Override
  public String description() {
    return "a formula over prediction y and target t: formula((y-t)^2), formula(abs(y-t)^p, p=1.5)";
  }

  @Override
  public double value(double output, double target) {
    return scalars.get().value.at(output, target);
  }

  @Override
  public double derivative(double output, double target) {
    return scalars.get().derivative.at(output, target);
  }

  @Override
  public void requireDomain(double output, double target, int row, int column) {
    if (scalars.get().partial
        && Double.isNaN(value(output, target))
        && !Double.isNaN(output)
        && !Double.isNaN(target)) {
      throw new IllegalArgumentException(
          name()
              + ": "
              + source.text()
              + " is not a number at y = "
              + output
              + ", t = "
              + target
              + " in row "
              + row
              + ", column "
              + column
              + "; bound the arguments of its roots, logarithms and divisions");
    }
  }

  @Override
  public Map<String, String> facts() {
    Graph graph = new Graph();
    Parser.Parsed parsed = source.symbolic(graph, VARIABLES);
    List<String> names = parsed.variables();
    Node slope = new Derivatives(graph, names.size()).of(parsed.root())[0];
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("f(y, t)", Printer.text(parsed.root(), names));
    facts.put("∂f/∂y", Printer.text(slope, names));
    facts.put("f in LaTeX", Printer.latex(parsed.root(), names));
    facts.put("∂f/∂y in LaTeX", Printer.latex(slope, names));
    return facts;
  }

  @Override
  public FormulaLoss with(Parameters changes) {
    return changes.isEmpty() ? this : new FormulaLoss(source.with(changes, VARIABLES));
  }
}
