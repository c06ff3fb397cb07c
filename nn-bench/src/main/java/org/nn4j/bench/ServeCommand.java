package org.nn4j.bench;

import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import org.nn4j.bench.serve.HttpLoad;
import org.nn4j.bench.serve.ServedModel;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code run serve}. */
@Command(
    name = "serve",
    description =
        "Load on nn serve from a client on the same machine: 784-128-10 and a table with texts,"
            + " requests of 1 and 32 rows, as fast as they are answered and at half that rate, and"
            + " an end under load.",
    mixinStandardHelpOptions = true)
final class ServeCommand implements Callable<Integer> {
  @Option(
      names = "--nn",
      paramLabel = "FILE",
      description = "Launcher (default: that of this clone).")
  private String nn = Bench.home().resolveSibling("nn").toString();

  @Option(
      names = "--connections",
      split = ",",
      paramLabel = "N",
      description = "Connections (default: 1,4,16,64).")
  private List<Integer> connections = List.of(1, 4, 16, 64);

  @Option(
      names = "--rows",
      split = ",",
      paramLabel = "N",
      description = "Rows of a request (default: 1,32).")
  private List<Integer> rows = List.of(1, 32);

  @Option(
      names = "--seconds",
      paramLabel = "N",
      description = "Seconds of a measurement (default: ${DEFAULT-VALUE}).")
  private double seconds = 5;

  @Override
  public Integer call() throws Exception {
    long errors = run("784-128-10", ServedModel.Data.PIXELS, "--preset none --layers 128:relu");
    errors += run("table", ServedModel.Data.TABLE, "--preset none --layers 64:relu");
    errors += run("table, standard preset", ServedModel.Data.TABLE, "--preset standard");
    return errors == 0 ? 0 : 1;
  }

  private long run(String name, ServedModel.Data data, String flags) throws Exception {
    long errors = 0;
    List<String> words = List.of((flags + " --epochs 2").split(" "));
    try (ServedModel served = ServedModel.start(nn, data, words)) {
      say("%s: ready in %.2f s, %.0f MB", name, served.ready(), served.memory());
      for (int count : rows) {
        HttpLoad load = new HttpLoad(served.port(), data.path(), data.request(count));
        load.run(4, 0, seconds); // compiles
        for (int each : connections) {
          HttpLoad.Result full = load.run(each, 0, seconds);
          HttpLoad.Result half = load.run(each, full.rate() / 2, seconds);
          errors += full.errors() + half.errors();
          say("  %d row(s), %d connection(s): %s", count, each, full);
          say("    at half load: %s", half);
        }
      }
      say("  memory at most %.0f MB", served.memory());
      errors += stop(served, new HttpLoad(served.port(), data.path(), data.request(1)));
    }
    return errors;
  }

  /** Ends the server by SIGTERM while 64 connections ask. */
  private long stop(ServedModel served, HttpLoad load) throws Exception {
    FutureTask<HttpLoad.Result> asking = new FutureTask<>(() -> load.run(64, 0, 60));
    new Thread(asking).start();
    Thread.sleep(1000);
    served.close();
    HttpLoad.Result result = asking.get();
    say("  SIGTERM under load: %d answered, %d lost", result.requests(), result.errors());
    return result.errors();
  }

  private static void say(String format, Object... values) {
    System.out.println(String.format(Locale.ROOT, format, values));
  }
}
