package org.nn4j.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConsoleTest {
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private Console console(boolean terminal, int columns) {
    System.setProperty(Console.TERMINAL, String.valueOf(terminal));
    System.setProperty(Console.COLUMNS, String.valueOf(columns));
    return Console.of(
        new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8),
        new PrintStream(err, true, StandardCharsets.UTF_8));
  }

  @AfterEach
  void forgetTheTerminal() {
    System.clearProperty(Console.TERMINAL);
    System.clearProperty(Console.COLUMNS);
  }

  private String written() {
    return err.toString(StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @CsvSource({
    "0,  epoch 12/300  loss 0.123  rate 0.0030  7 samples/s",
    "51, epoch 12/300  loss 0.123  rate 0.0030  7 samples/s",
    "50, epoch 12/300  loss 0.123  rate 0.0030",
    "38, epoch 12/300  loss 0.123  rate 0.0030",
    "37, epoch 12/300  loss 0.123",
    "25, epoch 12/300  loss 0.123",
    "24, epoch 12/300",
    "10, ''"
  })
  void leavesOutFieldsThatDoNotFitTheTerminalAndCutsNone(int columns, String shown) {
    console(true, columns)
        .progress(List.of("epoch 12/300", "loss 0.123", "rate 0.0030", "7 samples/s"));
    assertThat(written()).isEqualTo("\r\033[K\033[?7l" + shown + "\033[?7h");
  }

  @Test
  void writesLinesWithoutCodesWhereThereIsNoTerminal() {
    Console console = console(false, 0);
    console.progress(List.of("epoch 1/2"));
    console.endProgress();
    console.warn("a\nb\u001b[31m");
    assertThat(written().lines()).containsExactly("epoch 1/2", "nn: a b\\u001b[31m");
  }

  @Test
  void removesTheProgressLineBeforeAnythingElse() {
    Console console = console(true, 80);
    console.progress(List.of("epoch 1/2"));
    console.warn("look");
    console.endProgress();
    assertThat(written()).endsWith("\033[?7h\r\033[Knn: look" + System.lineSeparator());
  }

  @Test
  void cutsThePictureToTheTerminalSoThatNoLetterStaysAtItsEdge() {
    console(true, 6).picture(List.of("1234567", "12345"));
    assertThat(written()).contains("\033[K12345\n\033[K12345\n");
  }

  @Test
  void replacesAPictureUntilSomethingElseIsWritten() {
    Console console = console(true, 80);
    console.picture(List.of("a", "b"));
    assertThat(written()).isEqualTo("\r\033[J\033[?7l\033[Ka\n\033[Kb\n\033[?7h");
    err.reset();
    console.picture(List.of("c"));
    assertThat(written()).startsWith("\033[2A\r\033[J");
    console.warn("look");
    err.reset();
    console.picture(List.of("d"));
    assertThat(written()).startsWith("\r\033[J");
  }

  @Test
  void showsWhatWouldSteerATerminalEverywhere() {
    String bad = "a\u001b[2J\u0007\u009b1m\u007f\r\u202e\u2066b";
    String shown = "a\\u001b[2J\\u0007\\u009b1m\\u007f\\u000d\\u202e\\u2066b";
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Console console =
        Console.of(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8));
    console.print("x\n\t" + bad + "\n");
    assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("x\n\t" + shown + "\n");
    console.progress(List.of(bad.replace("\r", "")));
    console.trace(new IllegalStateException(bad));
    console.note(bad);
    console.picture(List.of(bad.replace("\r", "")));
    String line =
        written().replaceFirst("\r\033\\[J\033\\[\\?7l\033\\[K", "").replace("\033[?7h", "");
    assertThat(line)
        .contains("IllegalStateException: " + shown)
        .contains(shown.replace("\\u000d", "") + System.lineSeparator())
        .contains("note: " + shown.replace("\\u000d", " "))
        .doesNotContain("\033", "\u009b", "\u202e", "\007");
  }
}
