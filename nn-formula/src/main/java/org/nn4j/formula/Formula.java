package org.nn4j.formula;

import java.util.Map;

/** A part that is written as a formula. */
public sealed interface Formula permits FormulaActivation, FormulaLoss, FormulaSchedule {

  /** Returns the formula as it was written. */
  String text();

  /**
   * Returns what there is to know about the formula, in an order for people: the simplified formula
   * and its derivative as text and as LaTeX, and what else is known.
   */
  Map<String, String> facts();
}
