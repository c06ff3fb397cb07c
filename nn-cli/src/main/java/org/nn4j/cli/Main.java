package org.nn4j.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.nn4j.cli.command.NnCommand;
import org.nn4j.cli.report.Console;
import org.nn4j.core.InputException;
import org.nn4j.core.io.Spool;
import org.nn4j.core.io.TemporaryFiles;
import org.nn4j.experiment.config.LocaleEncoding;
import picocli.CommandLine;

/** Entry point of the runner. */
public final class Main {
  private Main() {}

  /** Runs a command line and exits with its code. */
  public static void main(String[] args) {
    Outlet results = new Outlet(new FileOutputStream(FileDescriptor.out));
    Console console = Console.of(utf8(results), utf8(System.err));
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  TemporaryFiles.end();
                  // If a run is interrupted, the shell's prompt would otherwise follow on the
                  // progress line.
                  console.endProgress();
                }));
    // Messages are the same everywhere; picocli's would follow the locale.
    Locale.setDefault(Locale.ROOT);
    int code = run(args, console);
    IOException fault = results.fault();
    System.exit(fault == null ? code : Failures.unwritten(fault, console));
  }

  /** Requires that a word is what was typed: Java replaces characters that it cannot decode. */
  private static void requireLetters(String word) {
    String fault = LocaleEncoding.fault(word);
    if (fault != null) {
      throw new InputException(fault);
    }
  }

  private static PrintStream utf8(OutputStream stream) {
    return new PrintStream(stream, true, StandardCharsets.UTF_8);
  }

  /** Turns {@code nn help VERB} into {@code nn VERB --help}. */
  private static String[] words(String[] args) {
    if (args.length == 0 || !args[0].equals("help")) {
      return args;
    }
    String[] words = Arrays.copyOfRange(args, 1, args.length + 1);
    words[args.length - 1] = "--help";
    return words;
  }

  /**
   * Runs a command line.
   *
   * @param out where results go
   * @param err where log, progress and errors go
   * @return the exit code: 0 done, 1 the run failed or a check did not pass, 2 wrong usage or bad
   *     input, 128 + n stopped by signal n
   */
  public static int run(String[] args, PrintStream out, PrintStream err) {
    return run(args, Console.of(out, err));
  }

  private static int run(String[] args, Console console) {
    String version = NnCommand.version(args);
    if (version != null) {
      console.print(version + System.lineSeparator());
      console.flush();
      return 0;
    }
    // Pictures are drawn into files: AWT should look for no screen and show no icon in a dock.
    System.setProperty("java.awt.headless", "true");
    InjectedCommands commands = new InjectedCommands(console);
    Failures failures = new Failures(List.of(args), console, commands::blame);
    int code;
    try {
      Arrays.stream(args).forEach(Main::requireLetters);
      String[] words = words(args);
      CommandLine line =
          NnCommand.line(commands, words)
              .setOut(console.outWriter())
              .setErr(console.errWriter())
              .setParameterExceptionHandler((e, unused) -> failures.usage(e))
              .setExecutionExceptionHandler((e, unused, result) -> failures.report(e));
      code = Spool.during(() -> line.execute(words));
    } catch (InputException | Error e) {
      code = failures.report(e);
    }
    console.flush();
    return code;
  }
}
