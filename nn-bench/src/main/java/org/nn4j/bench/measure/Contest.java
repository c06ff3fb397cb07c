package org.nn4j.bench.measure;

import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Contestants in JVMs of their own that take turns. One that fails, by an exception, a crash or a
 * missing library, leaves with a line that says how, and the others go on.
 */
public final class Contest implements AutoCloseable {
  private final PrintStream out;
  private final List<Entrant> entrants = new ArrayList<>();
  private final List<String> failures = new ArrayList<>();

  /** A JVM and what it has reached, round by round. */
  public static final class Entrant {
    private final WorkerProcess worker;
    private final List<Double> rates = new ArrayList<>();
    private double[] quality = {};

    private Entrant(WorkerProcess worker) {
      this.worker = worker;
    }

    /** Returns its JVM. */
    public WorkerProcess worker() {
      return worker;
    }

    /** Records the rate of a round. */
    public void reached(double rate) {
      rates.add(rate);
    }

    /** Records what was found before the rounds. */
    public void found(double... values) {
      quality = values.clone();
    }

    /** Returns what {@link #found} recorded. */
    public double[] quality() {
      return quality.clone();
    }

    /** Returns the rates of all rounds. */
    public double[] rates() {
      return rates.stream().mapToDouble(Double::doubleValue).toArray();
    }
  }

  /** Begins without contestants; who fails is told to {@code out}. */
  public Contest(PrintStream out) {
    this.out = out;
  }

  /** Starts a contestant. */
  public void enter(String name, Supplier<WorkerProcess> start) {
    fails(name, () -> entrants.add(new Entrant(start.get())));
  }

  /** Has all do something, one after the other. */
  public void turn(Consumer<Entrant> step) {
    remove(entrant -> fails(entrant.worker.name(), () -> step.accept(entrant)));
  }

  /** Ends and removes those for whom a condition holds. */
  public void remove(Predicate<Entrant> condition) {
    entrants.removeIf(
        entrant -> {
          boolean removed = condition.test(entrant);
          if (removed) {
            entrant.worker.close();
          }
          return removed;
        });
  }

  private boolean fails(String name, Runnable step) {
    try {
      step.run();
      return false;
    } catch (IllegalArgumentException | IllegalStateException | UncheckedIOException e) {
      String message = String.valueOf(e.getMessage());
      out.printf(Locale.ROOT, "%s failed: %s%n%n", name, message);
      failures.add(name + " failed: " + message.lines().findFirst().orElse(""));
      return true;
    }
  }

  /** Returns those that are left, in the order in which they entered. */
  public List<Entrant> entrants() {
    return List.copyOf(entrants);
  }

  /** Returns whether none has failed. */
  public boolean lasted() {
    return failures.isEmpty();
  }

  /** Appends a row for each that failed. */
  public void addFailures(Table table) {
    failures.forEach(table::addText);
  }

  /**
   * Returns how many times as fast as another nn4j is, which entered first: the median of the
   * rounds' ratios; nothing for itself, or if it failed.
   */
  public String ratio(Entrant entrant) {
    Entrant first = entrants.get(0);
    if (entrant == first || !first.worker.name().equals("nn4j")) {
      return "";
    }
    double[] ratios = first.rates();
    for (int i = 0; i < ratios.length; i++) {
      ratios[i] /= entrant.rates.get(i);
    }
    return Statistics.number(Statistics.median(ratios), 2);
  }

  /** Ends all. */
  @Override
  public void close() {
    remove(entrant -> true);
  }
}
