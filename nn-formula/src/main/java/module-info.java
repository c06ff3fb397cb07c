/** Activations, losses and schedules that are written as formulas. */
module org.nn4j.formula {
  requires static transitive org.jspecify;
  requires transitive org.nn4j.api;
  requires org.objectweb.asm;

  exports org.nn4j.formula;

  provides org.nn4j.api.Activation with
      org.nn4j.formula.FormulaActivation;
  provides org.nn4j.api.LearningRateSchedule with
      org.nn4j.formula.FormulaSchedule;
  provides org.nn4j.api.Loss with
      org.nn4j.formula.FormulaLoss;
}
