package org.nn4j.bench.measure;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What a {@link WorkerProcess} runs: does what a line on standard input says, and answers by a line
 * that begins with {@link #ANSWER}. Native code may write other lines to standard output.
 *
 * @param description what the contestant says of itself; the first answer
 * @param answer does a command, given as its words, and returns the answer
 */
public record Commands(String description, Function<String[], String> answer) {
  /** Begins an answer. */
  static final String ANSWER = "answer: ";

  /** Runs until standard input ends, and ends the JVM then. */
  public static void serve(Supplier<Commands> start) throws IOException {
    PrintStream answers = System.out;
    System.setOut(System.err); // whatever a library prints is no answer
    Commands commands = start.get();
    answers.println(ANSWER + commands.description);
    BufferedReader lines =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      answers.println(ANSWER + commands.answer.apply(line.split(" ", -1)));
    }
    System.exit(0); // some libraries leave threads behind
  }
}
