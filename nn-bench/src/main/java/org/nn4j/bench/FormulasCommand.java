package org.nn4j.bench;

import org.nn4j.bench.plugin.FormulaReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code run formulas}. */
@Command(
    name = "formulas",
    description = "Activations written as formulas against the built-in ones.",
    mixinStandardHelpOptions = true)
final class FormulasCommand implements Runnable {
  @Mixin private KernelsOption kernels = new KernelsOption();

  @Override
  public void run() {
    kernels.choose();
    new FormulaReport().print(System.out);
  }
}
