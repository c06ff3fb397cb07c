package org.nn4j.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Of nn.cmd what can be told without Windows: that it is written as cmd.exe reads it. */
class WindowsScriptTest {
  private static final Path SCRIPT = Path.of("src", "installed", "bin", "nn.cmd");
  private static final Pattern GOTO = Pattern.compile("(?:goto |call :)(\\w+)");

  private static List<String> commands() throws IOException {
    return Files.readAllLines(SCRIPT).stream().filter(line -> !line.startsWith("rem ")).toList();
  }

  @Test
  void itIsAsciiWithTheLineEndsOfWindows() throws IOException {
    String text = Files.readString(SCRIPT);
    assertThat(text).isASCII().endsWith("\r\n");
    assertThat(text.replace("\r\n", "")).doesNotContain("\r", "\n");
  }

  @Test
  void everyLabelIsThereAndUsed() throws IOException {
    var labels =
        commands().stream()
            .filter(line -> line.startsWith(":"))
            .map(line -> line.substring(1))
            .collect(Collectors.toCollection(TreeSet::new));
    var used =
        commands().stream()
            .flatMap(line -> GOTO.matcher(line).results().map(found -> found.group(1)))
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(used).isEqualTo(labels);
  }

  /** Delayed expansion would eat exclamation marks, call a second level of percent signs. */
  @Test
  void argumentsAreNamedOnceAndByNothingThatReadsThemAgain() throws IOException {
    String text = String.join("\n", commands());
    assertThat(text.toLowerCase(Locale.ROOT)).doesNotContain("enabledelayedexpansion");
    assertThat(text).contains("DisableDelayedExpansion").doesNotContain("powershell");
    List<String> lines = commands().stream().filter(line -> line.contains("%*")).toList();
    assertThat(lines).hasSize(1);
    assertThat(lines.get(0)).startsWith("\"%NN_JAVA%\" ");
    assertThat(commands().get(commands().indexOf(lines.get(0)) + 1))
        .isEqualTo("exit /b %ERRORLEVEL%");
    assertThat(text.lines().filter(line -> line.contains("call ")))
        .allMatch(line -> line.endsWith("call :flags %%V"));
  }

  /** What is said before a label ends there: no line runs on into the next part by mistake. */
  @Test
  void quotesAndParenthesesAreInPairs() throws IOException {
    for (String line : commands()) {
      assertThat(line.chars().filter(c -> c == '"').count() % 2).as(line).isZero();
      assertThat(line.chars().filter(c -> c == '(').count())
          .as(line)
          .isEqualTo(line.chars().filter(c -> c == ')').count());
    }
  }
}
