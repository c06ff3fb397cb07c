package org.nn4j.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.nn4j.bench.measure.Processor;
import picocli.CommandLine;

@Isolated("sets a system property")
class AllCommandTest {
  private static final String HOME = "nn.bench.home";

  @TempDir Path root;

  @BeforeEach
  void writeRunner() throws IOException {
    Path home = Files.createDirectory(root.resolve("nn-bench"));
    Path runner =
        Files.writeString(
            home.resolve("run"),
            """
            #!/bin/sh
            echo "some machine"
            echo
            case $1 in
              gemm) exit 134 ;;
            esac
            case $NN_JAVA_HOME in
              *one) rate=1 ;;
              *) rate=2 ;;
            esac
            printf '| %s | rate |\\n|---|---|\\n| all | %s |\\n' "$1" "$rate"
            case "$*" in
              *--figure*) echo; echo "$*" ;;
            esac
            """);
    assertThat(runner.toFile().setExecutable(true)).isTrue();
    for (String jdk : new String[] {"one", "two"}) {
      Path folder = Files.createDirectory(root.resolve(jdk));
      Files.writeString(folder.resolve("release"), "JAVA_VERSION=\"" + jdk + ".0\"\n");
    }
    System.setProperty(HOME, home.toString());
  }

  @AfterEach
  void forgetRunner() {
    System.clearProperty(HOME);
  }

  @Test
  void aPageIsWrittenOfAllThatRuns() throws IOException {
    StringWriter out = new StringWriter();
    int code =
        new CommandLine(new AllCommand())
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(out))
            .execute(
                "--jdk", root.resolve("one").toString(), "--jdk", root.resolve("two").toString());

    assertThat(code).isEqualTo(1);
    assertThat(out.toString()).contains("some machine", "run: wrote ");
    String kind = Processor.here().kind();
    Path folder = root.resolve("docs/performance");
    assertThat(Files.readString(folder.resolve(kind + ".md")))
        .startsWith("# ")
        .contains("(" + kind + ")\n\n", "JDK one.0 / two.0.")
        .doesNotContain("some machine")
        .contains("## Training, one thread\n\n<!-- nn-bench/run training ", "JDK one")
        .contains("| training |  rate |\n|----------|------:|\n| all      | 1 / 2 |\n")
        .contains("## Matrix products\n")
        .contains("JDK one.0 ended with exit code 134.\n\nJDK two.0 ended with exit code 134.\n")
        .contains("| plugin |  rate |")
        .contains(folder.resolve(kind + "-cost-two.0.svg").toString());
  }
}
