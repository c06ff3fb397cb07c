package org.nn4j.core.training;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.nn4j.api.Checks;
import org.nn4j.api.Component;
import org.nn4j.core.registry.ArgumentValue;
import org.nn4j.core.registry.Catalog;
import org.nn4j.core.registry.ComponentExpression;

/**
 * Stops training when a monitored quantity has not improved for a while, and restores the
 * parameters of the best epoch.
 *
 * <p>The rule is Keras' and Lightning's: an epoch is an improvement if its value is better than
 * that of the last improvement by more than {@code min_delta}; after {@code patience} epochs in a
 * row without one, training stops. NaN is no improvement. The best epoch is the first, or else the
 * last, with the best value, whatever {@code min_delta}.
 *
 * @param monitor {@code loss} (of training), {@code validation_loss} (or {@code val_loss}), or the
 *     name of one of the plan's metrics, which also defines whether more is better
 * @param patience the number of epochs without improvement at which training stops, at least 1;
 *     {@link Integer#MAX_VALUE}, in expressions {@code inf}, never stops it
 * @param minDelta least improvement that counts, at least 0
 * @param restoreBest whether training ends with the parameters of the best epoch, however it ends
 * @param ties which of several epochs with the best value is the best: the first, as in Keras, or
 *     the last, which has trained for longer: that does better where the value takes few steps, as
 *     an error rate on few rows does (Holzmüller, Grinsztajn, Steinwart 2024)
 */
public record EarlyStopping(
    String monitor, int patience, double minDelta, boolean restoreBest, Ties ties)
    implements Component {
  private static final String INFINITE = "inf";

  /** The infinite patience, which as a number is none of the grammar's. */
  private static final Pattern INFINITE_PATIENCE = Pattern.compile("(patience\\s*=\\s*)inf\\b");

  /** Which of several epochs with the best value is the best. */
  public enum Ties {
    /** The first of them. */
    FIRST,
    /** The last of them. */
    LAST
  }

  /** Watches the validation loss for 10 epochs and restores the best, which few want otherwise. */
  public EarlyStopping() {
    this("validation_loss", 10, 0, true);
  }

  /**
   * Creates a rule whose best epoch is the first with the best value.
   *
   * @throws IllegalArgumentException if a number is out of range
   */
  public EarlyStopping(String monitor, int patience, double minDelta, boolean restoreBest) {
    this(monitor, patience, minDelta, restoreBest, Ties.FIRST);
  }

  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException if one is out of range
   */
  public EarlyStopping {
    Checks.atLeast("patience", patience, 1);
    Checks.nonNegative("min_delta", minDelta);
  }

  /** Returns one that never stops training, and only keeps the parameters of the best epoch. */
  public static EarlyStopping never(String monitor) {
    return new EarlyStopping(monitor, Integer.MAX_VALUE, 0, false);
  }

  /**
   * Reads an expression whose name is the monitor: {@code accuracy(patience=5, min_delta=0.001)},
   * {@code validation_loss(patience=inf, ties=last)}.
   *
   * @throws org.nn4j.core.InputException if the grammar or a parameter is wrong
   */
  public static EarlyStopping parse(String expression) {
    ComponentExpression given =
        ComponentExpression.parse(
            INFINITE_PATIENCE.matcher(expression).replaceFirst("$1" + Integer.MAX_VALUE));
    List<ComponentExpression.Argument> arguments = new ArrayList<>();
    arguments.add(new ComponentExpression.Argument(null, new ArgumentValue.Text(given.name())));
    arguments.addAll(given.arguments());
    EarlyStopping defaults = new EarlyStopping();
    return Catalog.of().configure(defaults, new ComponentExpression(defaults.name(), arguments));
  }

  /**
   * Checks before training that epochs will have what is watched, and that it will be defined.
   *
   * @param epochs what is evaluated after every epoch
   * @throws org.nn4j.core.InputException otherwise, with what they will have, or why not
   */
  public void requireFit(EpochMetrics epochs) {
    watch(epochs);
  }

  Monitor watch(EpochMetrics epochs) {
    return Monitor.of(monitor, epochs);
  }

  @Override
  public String name() {
    return "early_stopping";
  }

  /** Returns what {@link #parse} reads. */
  @Override
  public String expression() {
    return monitor
        + "(patience="
        + (patience == Integer.MAX_VALUE ? INFINITE : patience)
        + ", min_delta="
        + minDelta
        + ", restore_best="
        + restoreBest
        + (ties == Ties.LAST ? ", ties=last)" : ")");
  }
}
