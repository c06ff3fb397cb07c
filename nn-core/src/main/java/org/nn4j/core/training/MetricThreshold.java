package org.nn4j.core.training;

import java.math.BigDecimal;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.nn4j.api.Checks;
import org.nn4j.core.InputException;

/** A bound that a number of an epoch has to reach, such as {@code accuracy >= 0.97}. */
record MetricThreshold(String quantity, boolean least, double bound) implements StopCriterion {
  /** The number of the epoch itself, to end before a plan does. */
  private static final String EPOCH = "epoch";

  private static final Pattern FORM =
      Pattern.compile(
          "\\s*+(.*?\\S)\\s*+(>=|<=)\\s*+"
              + "([+-]?(?:\\d++\\.?\\d*+|\\.\\d++)(?:[eE][+-]?\\d++)?)\\s*+");

  /** Refuses a bound that is too large for a number. */
  MetricThreshold {
    Checks.finite("the bound", bound);
  }

  static MetricThreshold parse(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      throw new InputException(
          "a condition must have the form 'accuracy >= 0.97' or 'loss <= 0.1' but is '"
              + text
              + "'");
    }
    return new MetricThreshold(
        Monitor.canonical(matcher.group(1)),
        matcher.group(2).equals(">="),
        Double.parseDouble(matcher.group(3)));
  }

  @Override
  public void requireFit(EpochMetrics epochs) {
    boolean most = quantity.equals(EPOCH) || Monitor.of(quantity, epochs).higherIsBetter();
    if (most != least) {
      throw new InputException(
          "'"
              + this
              + "' asks for a bad "
              + quantity
              + ", which is better the "
              + (least ? "lower" : "higher")
              + " it is; write "
              + new MetricThreshold(quantity, !least, bound));
    }
  }

  @Override
  public boolean reached(History history) {
    EpochResult last = history.last();
    double value = quantity.equals(EPOCH) ? last.epoch() : new Monitor(quantity, least).value(last);
    return least ? value >= bound : value <= bound;
  }

  @Override
  public String reason(History history) {
    return this + " is reached";
  }

  @Override
  public String toString() {
    String number = BigDecimal.valueOf(bound).stripTrailingZeros().toPlainString();
    return quantity + (least ? " >= " : " <= ") + number;
  }
}
