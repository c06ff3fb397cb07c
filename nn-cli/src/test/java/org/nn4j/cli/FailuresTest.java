package org.nn4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nn4j.cli.report.Console;
import tools.jackson.databind.json.JsonMapper;

/** What no test can bring about at will. */
class FailuresTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private int report(Throwable failure, String... arguments) {
    Console console =
        Console.of(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8));
    return new Failures(List.of(arguments), console, e -> Optional.empty()).report(failure);
  }

  static List<Arguments> errors() {
    return List.of(
        Arguments.of(new OutOfMemoryError("Java heap space"), "out of memory: Java may use "),
        Arguments.of(new NoSuchMethodError("void f()"), "this is a fault of nn4j"),
        Arguments.of(new IllegalArgumentException("a"), "unexpected java.lang.IllegalArg"),
        Arguments.of(new AssertionError("a"), "unexpected java.lang.AssertionError: a"),
        Arguments.of(new OutOfMemoryError("Java heap space"), "--memory-budget 1 keeps"),
        Arguments.of(new OutOfMemoryError("Java heap space"), "m allows twice as much"),
        Arguments.of(
            new InternalError("a fault occurred in an unsafe memory access operation"),
            "cut short or its disk failed while it was read, likely the cache of a table"),
        Arguments.of(new IllegalStateException("a\nb"), "unexpected java.lang.IllegalState"));
  }

  @ParameterizedTest
  @MethodSource("errors")
  void tellsOfErrorsAsOfOtherFailures(Throwable failure, String part) {
    assertThat(report(failure, "train")).isEqualTo(1);
    assertThat(err.toString(StandardCharsets.UTF_8)).startsWith("nn: ").contains(part);
    assertThat(err.toString(StandardCharsets.UTF_8).lines()).hasSize(1);
    assertThat(out.size()).isZero();

    assertThat(report(failure, "train", "--json")).isEqualTo(1);
    assertThat(JsonMapper.shared().readTree(out.toByteArray()).path("error").path("message"))
        .asString()
        .contains(part);
  }
}
