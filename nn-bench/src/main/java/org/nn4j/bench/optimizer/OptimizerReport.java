package org.nn4j.bench.optimizer;

import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import org.nn4j.bench.measure.Duel;
import org.nn4j.bench.measure.Statistics;
import org.nn4j.bench.measure.Table;

/** Times updates and a plain copy of as many bytes in turn. */
public final class OptimizerReport {
  private static final Duel DUEL = new Duel(15, 10e-3, 0.5);
  private static final List<String> OPTIMIZERS =
      List.of("sgd", "sgd(momentum=0.9)", "rmsprop", "adagrad", "adam", "adamw", "nadam", "lion");

  private OptimizerReport() {}

  /** Measures and prints a table for each number of parameters. */
  public static void print(List<Integer> sizes, PrintStream out) {
    for (int size : sizes) {
      Table table =
          new Table("optimizer", "ms/step", "bytes/parameter", "GB/s", "copy GB/s", "ratio");
      for (String optimizer : OPTIMIZERS) {
        Update update = new Update(optimizer, size);
        Duel.Result result = DUEL.run(update, new Copy(update.bytes()));
        table.add(
            optimizer,
            Statistics.number(result.ours() * 1e3, 3),
            Long.toString(update.bytes() / size),
            Statistics.number(update.bytes() / result.ours() * 1e-9, 1),
            Statistics.number(update.bytes() / result.theirs() * 1e-9, 1),
            Statistics.number(result.ratio(), 2));
      }
      out.printf(Locale.ROOT, "One thread, float32, %,d parameters:%n%n%s%n", size, table);
      out.flush();
    }
  }
}
