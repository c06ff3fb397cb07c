package org.nn4j.bench.gemm;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.nn4j.api.Precision;
import org.nn4j.bench.gemm.Gemm.Prepared;
import org.nn4j.bench.measure.Duel;
import org.nn4j.bench.measure.Statistics;
import org.nn4j.bench.measure.Table;

/** Times the products of nn4j and of another library in turn, shape by shape. */
public final class GemmReport {
  /** The JVM is still compiling when these come; they also warm the grid's products up. */
  private static final Duel FIRST = new Duel(9, 3e-3, 1);

  private static final Duel OF_GRID = new Duel(9, 3e-3, 0.1);

  /** The name of no other implementation. */
  public static final String NONE = "none";

  private final Gemm ours;
  private final @Nullable Gemm theirs;
  private final boolean details;
  private final PrintStream out;
  private final Table summary;

  /**
   * Measures nn4j against another implementation.
   *
   * @param theirs the name of the other, or {@value #NONE}
   * @param details whether the products of a {@link #grid} are all printed, not just their means
   */
  public GemmReport(String theirs, boolean details, PrintStream out) {
    this.ours = Gemms.find("nn4j");
    this.theirs = theirs.equals(NONE) ? null : Gemms.find(theirs);
    this.details = details;
    this.out = out;
    this.summary = new Table("products", "precision", "number", "geometric mean", "worst", "where");
    out.printf(
        Locale.ROOT,
        "One thread; %s%s.%n%n",
        ours.description(),
        this.theirs == null ? "" : "; " + this.theirs.description());
  }

  /** Runs products of all kinds for some seconds, in which the JVM compiles. */
  public void warmUp() {
    for (Precision precision : Precision.values()) {
      for (GemmCase gemm :
          cases(precision, List.of(new int[] {64, 256, 64}, new int[] {32, 64, 10}))) {
        measure(gemm, new Duel(1, 3e-3, 0.5));
      }
    }
  }

  /** Measures the three products of layers, each given as batch, inputs and outputs. */
  public void layers(String title, List<int[]> layers) {
    for (Precision precision : Precision.values()) {
      measure(title, precision, cases(precision, layers), FIRST, true);
    }
  }

  /** Measures the three products of every layer with these batches and widths. */
  public void grid(String title, List<Integer> batches, List<Integer> widths) {
    List<int[]> layers = new ArrayList<>();
    for (int batch : batches) {
      for (int in : widths) {
        for (int out : widths) {
          layers.add(new int[] {batch, in, out});
        }
      }
    }
    for (Precision precision : Precision.values()) {
      measure(title, precision, cases(precision, layers), OF_GRID, details);
    }
  }

  /** Prints what all the products measured come to. */
  public void summary() {
    out.println(summary);
  }

  private static List<GemmCase> cases(Precision precision, List<int[]> layers) {
    List<GemmCase> cases = new ArrayList<>();
    for (int[] layer : layers) {
      for (Product product : Product.values()) {
        cases.add(new GemmCase(product, precision, layer[0], layer[1], layer[2]));
      }
    }
    return cases;
  }

  private void measure(
      String title, Precision precision, List<GemmCase> cases, Duel duel, boolean print) {
    String other = theirs == null ? NONE : theirs.name();
    Table table = new Table("batch×in×out", "product", "nn4j GFLOP/s", other + " GFLOP/s", "ratio");
    double[] ratios = new double[cases.size()];
    int worst = 0;
    for (int i = 0; i < ratios.length; i++) {
      GemmCase gemm = cases.get(i);
      Duel.Result result = measure(gemm, duel);
      ratios[i] = result.ratio();
      worst = ratios[i] < ratios[worst] ? i : worst;
      table.add(
          gemm.shape(),
          gemm.product().name(),
          Statistics.number(gemm.operations() / result.ours() * 1e-9, 1),
          Statistics.number(gemm.operations() / result.theirs() * 1e-9, 1),
          Statistics.number(ratios[i], 2));
    }
    summary.add(
        title,
        precision.id(),
        Integer.toString(ratios.length),
        Statistics.number(Statistics.geometricMean(ratios), 2),
        Statistics.number(ratios[worst], 2),
        cases.get(worst).product() + " " + cases.get(worst).shape());
    if (print) {
      out.printf(Locale.ROOT, "%s, %s:%n%n%s%n", title, precision.id(), table);
    }
    out.flush();
  }

  private Duel.Result measure(GemmCase gemm, Duel duel) {
    Prepared our = Gemms.prepare(ours, gemm);
    if (theirs == null) {
      return new Duel.Result(duel.alone(our), Double.NaN, Double.NaN);
    }
    Prepared their = Gemms.prepare(theirs, gemm);
    Gemms.requireSameResults(gemm, our, their);
    return duel.run(our, their);
  }
}
