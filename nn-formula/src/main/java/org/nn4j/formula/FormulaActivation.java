package org.nn4j.formula;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.nn4j.api.DoubleMatrix;
import org.nn4j.api.ElementwiseActivation;
import org.nn4j.api.FloatMatrix;
import org.nn4j.api.Kernels;
import org.nn4j.api.Matrix;
import org.nn4j.api.OperatorGraph;
import org.nn4j.api.Parameters;

/**
 * An element-wise activation that is written as a formula over the pre-activation z, such as {@code
 * formula(z*sigmoid(1.702*z))} or {@code formula(z*tanh(softplus(b*z)), b=1)}.
 *
 * <p>σ' is derived from the formula by the chain rule. In either precision every operation is
 * rounded to that precision, so float32 is computed in float32, on vectors where the kernels have
 * them, with the same bits everywhere. σ must be a number for every real z: a logarithm or root
 * needs an argument that is bounded, and so must σ' be. Far from 0, where the formula is ∞·0 or
 * ∞−∞, z is held where σ does not change any more. {@link #link()} is NONE, whatever the formula
 * is: a loss is not fused with it.
 *
 * <p>Immutable and thread-safe.
 */
public final class FormulaActivation extends FormulaPart implements ElementwiseActivation, Formula {
  private static final List<String> VARIABLES = List.of("z");
  private static final String DEFAULT = "z*sigmoid(z)";

  private final Lazy<Definition> definition = new Lazy<>(this::define);
  private final Lazy<Scalars> scalars = new Lazy<>(this::scalars);
  private final Lazy<Floats> floats = new Lazy<>(this::floats);
  private final Lazy<Doubles> doubles = new Lazy<>(this::doubles);

  private record Definition(Graph graph, Node value, Node derivative) {}

  private record Programs(Program value, Program derivative) {}

  private record Scalars(ScalarCode value, ScalarCode derivative) {}

  private record Floats(FloatBlocks value, FloatBlocks derivative) {}

  private record Doubles(DoubleBlocks value, DoubleBlocks derivative) {}

  /** Creates z·sigmoid(z), an example. */
  public FormulaActivation() {
    super(new Source(DEFAULT));
  }

  /**
   * Creates an activation without parameters.
   *
   * @param formula a formula over z
   * @throws IllegalArgumentException if it is none, or no number for some z
   */
  public FormulaActivation(String formula) {
    this(new Source(formula));
  }

  /**
   * Creates an activation.
   *
   * @param formula a formula over z and the parameters
   * @param parameters the values of its parameters by name
   * @throws IllegalArgumentException if it is none, or no number for some z, or does not have one
   *     of the parameters
   */
  public FormulaActivation(String formula, Map<String, Double> parameters) {
    this(new Source(formula, parameters));
  }

  private FormulaActivation(Source source) {
    super(source);
    Definition d = definition.get();
    String formula = "the formula " + source.text();
    Domain.requireEverywhere(formula, Program.of(d.graph, List.of(d.value)));
    Domain.requireEverywhere(
        "the derivative of " + formula, Program.of(d.graph, List.of(d.derivative)));
  }

  private Definition define() {
    Graph graph = new Graph();
    Parser.Parsed parsed = source.parse(graph, VARIABLES);
    if (!parsed.used().contains("z")) {
      throw new IllegalArgumentException(
          "the formula " + source.text() + " does not depend on z, the pre-activation");
    }
    Node value = parsed.root();
    return new Definition(graph, value, new Derivatives(graph, 1).of(value)[0]);
  }

  /** Returns σ, and σ' over z and a. */
  private Programs programs(boolean single) {
    Definition d = definition.get();
    Program value = Program.of(d.graph, List.of(d.value));
    Program held = Ends.held(value, single, new Interpreter(value, single)::at);
    boolean dear = d.value.op().isStep() || d.value.is(Op.DIV);
    Map<Node, Integer> given = dear ? Map.of(d.value, 1) : Map.of();
    Program slope = Program.of(d.graph, d.derivative, given);
    Interpreter f = new Interpreter(held, single);
    Interpreter df = new Interpreter(slope, single);
    return new Programs(held, Ends.held(slope, single, z -> df.at(z, f.at(z))));
  }

  private Scalars scalars() {
    Programs programs = programs(false);
    return new Scalars(Compiler.scalar(programs.value), Compiler.scalar(programs.derivative));
  }

  private Floats floats() {
    Programs programs = programs(true);
    Program product = programs.derivative.times(FloatBlocks.VARIABLES - 1);
    return new Floats(new FloatBlocks(programs.value), new FloatBlocks(product));
  }

  private Doubles doubles() {
    Programs programs = programs(false);
    Program product = programs.derivative.times(DoubleBlocks.VARIABLES - 1);
    return new Doubles(new DoubleBlocks(programs.value), new DoubleBlocks(product));
  }

  @Override
  public String description() {
    return "a formula over z: formula(z*sigmoid(1.702*z)), formula(z*tanh(b*z), b=2)";
  }

  @Override
  public double value(double z) {
    return scalars.get().value.at(z, 0);
  }

  @Override
  public double derivative(double z, double a) {
    return scalars.get().derivative.at(z, a);
  }

  @Override
  public double[] kinks() {
    Definition d = definition.get();
    return Kinks.of(d.graph, d.value, z -> derivative(z, value(z)));
  }

  @Override
  public void forward(float[] z, int zFrom, float[] a, int aFrom, int length) {
    floats.get().value.forward(null, z, zFrom, a, aFrom, length);
  }

  @Override
  public void forward(double[] z, int zFrom, double[] a, int aFrom, int length) {
    doubles.get().value.forward(null, z, zFrom, a, aFrom, length);
  }

  @Override
  public void backward(
      float[] z, int zFrom, float[] a, int aFrom, float[] g, int gFrom, int length) {
    floats.get().derivative.backward(null, z, zFrom, a, aFrom, g, gFrom, length);
  }

  @Override
  public void backward(
      double[] z, int zFrom, double[] a, int aFrom, double[] g, int gFrom, int length) {
    doubles.get().derivative.backward(null, z, zFrom, a, aFrom, g, gFrom, length);
  }

  @Override
  public void forward(Matrix z, Matrix a, Kernels kernels) {
    if (z instanceof FloatMatrix zf && a instanceof FloatMatrix af) {
      floats.get().value.forward(kernels, zf, af);
    } else {
      doubles.get().value.forward(kernels, (DoubleMatrix) z, (DoubleMatrix) a);
    }
  }

  @Override
  public void backward(Matrix z, Matrix a, Matrix gradient, Kernels kernels) {
    if (z instanceof FloatMatrix zf
        && a instanceof FloatMatrix af
        && gradient instanceof FloatMatrix gf) {
      floats.get().derivative.backward(kernels, zf, af, gf);
    } else {
      DoubleMatrix g = (DoubleMatrix) gradient;
      doubles.get().derivative.backward(kernels, (DoubleMatrix) z, (DoubleMatrix) a, g);
    }
  }

  @Override
  public Optional<OperatorGraph> operators() {
    Definition d = definition.get();
    return Optional.of(OperatorGraph.build(g -> Operators.append(g, d.graph, d.value)));
  }

  @Override
  public Map<String, String> facts() {
    Graph graph = new Graph();
    Parser.Parsed parsed = source.symbolic(graph, VARIABLES);
    List<String> names = parsed.variables();
    Node slope = new Derivatives(graph, names.size()).of(parsed.root())[0];
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("σ(z)", Printer.text(parsed.root(), names));
    facts.put("σ'(z)", Printer.text(slope, names));
    facts.put("σ in LaTeX", Printer.latex(parsed.root(), names));
    facts.put("σ' in LaTeX", Printer.latex(slope, names));
    facts.put("values", Domain.range(this::value));
    String kinks =
        Arrays.stream(kinks()).mapToObj(Printer::number).collect(Collectors.joining(", "));
    facts.put("kinks", kinks.isEmpty() ? "none" : kinks);
    return facts;
  }

  @Override
  public FormulaActivation with(Parameters changes) {
    return changes.isEmpty() ? this : new FormulaActivation(source.with(changes, VARIABLES));
  }
}
