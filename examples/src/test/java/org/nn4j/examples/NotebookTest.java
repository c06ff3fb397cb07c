package org.nn4j.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jdk.jshell.ExpressionSnippet;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.SnippetEvent;
import jdk.jshell.SourceCodeAnalysis;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Runs the cells of the notebooks, in a JShell whose class loader has nn4j as a kernel's has it,
 * and holds them to the outputs that are stored in them.
 */
class NotebookTest {
  static Stream<Path> notebooks() throws IOException {
    try (Stream<Path> files = Files.list(Path.of(""))) {
      return files.filter(file -> file.toString().endsWith(".ipynb")).toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("notebooks")
  void theCellsPutOutWhatIsStored(Path notebook) {
    List<JsonNode> cells =
        JsonMapper.shared().readTree(notebook.toFile()).path("cells").valueStream().toList();
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    PrintStream stream = new PrintStream(printed, true, StandardCharsets.UTF_8);
    List<String> jars = new ArrayList<>();
    try (JShell shell =
        JShell.builder()
            .out(stream)
            .err(stream)
            .remoteVMOptions("--add-modules", "jdk.incubator.vector")
            .build()) {
      shell.addToClasspath(
          System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
      for (JsonNode cell : cells) {
        if (cell.path("cell_type").asString().equals("code")) {
          String source = text(cell.path("source"));
          String java =
              source
                  .lines()
                  .filter(line -> !line.startsWith("%"))
                  .collect(Collectors.joining("\n"));
          jars.addAll(source.lines().filter(line -> line.startsWith("%maven ")).toList());
          assertThat(run(shell, java)).as("the output of:\n%s", source).isEqualTo(stored(cell));
          assertThat(printed.toString(StandardCharsets.UTF_8)).as(source).isEmpty();
        }
      }
    }
    assertThat(jars).containsExactly("%maven org.nn4j:nn4j:" + version());
  }

  /** Returns the text of the expression that a cell ends with, empty if it ends with none. */
  private static String run(JShell shell, String cell) {
    String value = "";
    String rest = cell;
    while (!rest.isBlank()) {
      SourceCodeAnalysis.CompletionInfo first = shell.sourceCodeAnalysis().analyzeCompletion(rest);
      assertThat(first.completeness().isComplete()).as("%s is complete", rest).isTrue();
      value = "";
      for (SnippetEvent event : shell.eval(first.source())) {
        assertThat(event.status())
            .as(() -> errors(shell, event.snippet()))
            .isEqualTo(Snippet.Status.VALID);
        assertThat(event.exception()).as(first.source()).isNull();
        boolean shown =
            event.snippet() instanceof ExpressionSnippet
                || event.snippet().subKind() == Snippet.SubKind.TEMP_VAR_EXPRESSION_SUBKIND;
        value = shown ? event.value() : "";
      }
      rest = first.remaining();
    }
    return value;
  }

  private static String errors(JShell shell, Snippet snippet) {
    return shell
        .diagnostics(snippet)
        .map(fault -> fault.getMessage(null))
        .collect(Collectors.joining("\n", snippet.source() + "\n", ""));
  }

  private static String stored(JsonNode cell) {
    return cell.path("outputs")
        .valueStream()
        .map(output -> text(output.path("data").path("text/plain")))
        .collect(Collectors.joining());
  }

  private static String text(JsonNode lines) {
    return lines.valueStream().map(JsonNode::asString).collect(Collectors.joining());
  }

  /** Returns the version of nn4j, the first in its pom. */
  private static String version() {
    try (Stream<String> lines = Files.lines(Path.of("..", "pom.xml"))) {
      return lines
          .map(String::strip)
          .filter(line -> line.startsWith("<version>"))
          .findFirst()
          .orElseThrow()
          .replaceAll("</?version>", "");
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
