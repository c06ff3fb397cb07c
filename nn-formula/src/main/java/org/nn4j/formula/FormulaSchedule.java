package org.nn4j.formula;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nn4j.api.LearningRateSchedule;
import org.nn4j.api.Parameters;
import org.nn4j.api.TrainingClock;

/**
 * A learning-rate schedule that is written as a formula, such as {@code formula(0.97^epoch)} or
 * {@code formula(min(1, step/warmup)*(1 - step/steps), warmup=100)}.
 *
 * <p>The formula is the factor by which the optimizer's rate is multiplied, as with the other
 * schedules. {@code step} is the number of finished steps, from 0; {@code epoch} that of finished
 * epochs, from 0; {@code steps} and {@code epochs} are how many are planned.
 *
 * <p>Immutable and thread-safe.
 */
public final class FormulaSchedule extends FormulaPart implements LearningRateSchedule, Formula {
  private static final List<String> VARIABLES = List.of("step", "epoch", "steps", "epochs");
  private static final String DEFAULT = "max(0, 1 - step/steps)";

  private final Lazy<Parser.Parsed> parsed = new Lazy<>(this::parse);
  private final Lazy<ArrayCode> code = new Lazy<>(this::compile);
  private final ThreadLocal<double[]> time =
      ThreadLocal.withInitial(() -> new double[VARIABLES.size()]);

  /** Creates max(0, 1 − step/steps), an example. */
  public FormulaSchedule() {
    super(new Source(DEFAULT));
  }

  /**
   * Creates a schedule without parameters.
   *
   * @param formula a formula over step, epoch, steps and epochs
   * @throws IllegalArgumentException if it is none
   */
  public FormulaSchedule(String formula) {
    this(new Source(formula));
  }

  /**
   * Creates a schedule.
   *
   * @param formula a formula over step, epoch, steps, epochs and the parameters
   * @param parameters the values of its parameters by name
   * @throws IllegalArgumentException if it is none, or does not have one of the parameters
   */
  public FormulaSchedule(String formula, Map<String, Double> parameters) {
    this(new Source(formula, parameters));
  }

  private FormulaSchedule(Source source) {
    super(source);
    parsed.get();
  }

  private final Graph graph = new Graph();

  private Parser.Parsed parse() {
    return source.parse(graph, VARIABLES);
  }

  private ArrayCode compile() {
    return Compiler.array(Program.of(graph, List.of(parsed.get().root())));
  }

  @Override
  public String description() {
    return "the factor as a formula over step, epoch, steps, epochs: formula(0.97^epoch)";
  }

  @Override
  public double rate(double baseRate, TrainingClock clock, double[] state) {
    double[] x = time.get();
    x[0] = clock.step();
    x[1] = clock.epoch();
    x[2] = clock.totalSteps();
    x[3] = clock.totalEpochs();
    code.get().at(x, x);
    double factor = x[0];
    if (!(factor >= 0 && factor <= Double.MAX_VALUE)) {
      throw new IllegalArgumentException(
          name()
              + ": "
              + source.text()
              + " is "
              + factor
              + " at step "
              + clock.step()
              + " of "
              + clock.totalSteps()
              + ", epoch "
              + clock.epoch()
              + " of "
              + clock.totalEpochs()
              + "; the factor of a learning rate is a finite number of at least 0: max(0, …)");
    }
    return baseRate * factor;
  }

  @Override
  public Map<String, String> facts() {
    Graph symbols = new Graph();
    Parser.Parsed formula = source.symbolic(symbols, VARIABLES);
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("factor", Printer.text(formula.root(), formula.variables()));
    facts.put("in LaTeX", Printer.latex(formula.root(), formula.variables()));
    return facts;
  }

  @Override
  public FormulaSchedule with(Parameters changes) {
    return changes.isEmpty() ? this : new FormulaSchedule(source.with(changes, VARIABLES));
  }
}
