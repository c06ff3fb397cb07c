package org.nn4j.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the shells complete, asked of the shells. */
class CompletionTest {
  private static final Path COMPLETIONS = Path.of("target", "completions").toAbsolutePath();

  @TempDir Path temp;

  private String run(String... command) throws IOException {
    Files.writeString(temp.resolve("iris.csv"), "");
    Map<String, String> environment =
        Map.of("PATH", System.getenv("PATH"), "HOME", temp.toString(), "TERM", "dumb");
    Installed.Result result = Installed.run(environment, temp, List.of(command));
    assertThat(result.err()).isEmpty();
    return result.out();
  }

  /** Asks bash as it asks itself at a tab, but for compopt, which may not be called outside. */
  private String bash(String line) throws IOException {
    return run(
            "bash",
            "--norc",
            "-c",
            """
            . "$1"
            compopt() { :; }
            read -ra COMP_WORDS <<<"$2"
            case $2 in *' ') COMP_WORDS+=('') ;; esac
            COMP_CWORD=$((${#COMP_WORDS[@]} - 1)) COMP_LINE=$2 COMP_POINT=${#2}
            _complete_nn nn
            echo "${COMPREPLY[@]}"
            """,
            "bash",
            COMPLETIONS.resolve("nn.bash").toString(),
            line)
        .strip();
  }

  @Test
  void bash() throws IOException {
    assumeTrue(Installed.has("bash"));
    assertThat(bash("nn tr")).isEqualTo("train");
    assertThat(bash("nn plot h")).isEqualTo("history");
    assertThat(bash("nn train --opt")).isEqualTo("--optimizer");
    assertThat(bash("nn train --preset ")).isEqualTo("none fast standard best");
    assertThat(bash("nn train --optimizer ada").split(" ")).contains("adam").doesNotContain("sgd");
    assertThat(bash("nn train --loss h").split(" ")).contains("huber").doesNotContain("adam");
    assertThat(bash("nn train --early-stopping val")).isEqualTo("validation_loss");
    assertThat(bash("nn search --method ").split(" ")).containsExactlyInAnyOrder("random", "grid");
    assertThat(bash("nn plugins show si").split(" ")).contains("sigmoid", "silu");
    assertThat(bash("nn plugins new op")).isEqualTo("optimizer");
    assertThat(bash("nn train --data i")).isEqualTo("iris.csv");
    assertThat(bash("nn predict --model i")).isEqualTo("iris.csv");
    assertThat(run("bash", "--norc", "-c", ". '" + COMPLETIONS + "/nn.bash'; complete -p nn"))
        .contains("-F _complete_nn nn");
  }

  /** A terminal of zsh's own, in which lines are written up to a tab. */
  @Test
  void zsh() throws IOException {
    assumeTrue(Installed.has("zsh"));
    String typed =
        run(
            "zsh",
            "-f",
            "-c",
            """
            zmodload zsh/zpty
            zpty shell zsh -f -i
            zpty -w shell "PS1=; fpath=(${(q)1} \\$fpath); autoload -U compinit; compinit -u -D; nn() { print -r -- got \\$@ }; print rea''dy"
            zpty -r shell line '*ready*'
            zpty -w -n shell $'nn tra\\t--prese\\tbe\\t--optimizer adamw\\t--data iri\\t\\n'
            zpty -r shell line '*got*csv*'
            print -r -- $line
            """,
            "zsh",
            COMPLETIONS.toString());
    assertThat(typed).contains("got train --preset best --optimizer adamw --data iris.csv");
  }

  private List<String> fish(String line) throws IOException {
    String script = ". $argv[1]; complete -C $argv[2]";
    return run("fish", "--no-config", "-c", script, COMPLETIONS.resolve("nn.fish").toString(), line)
        .lines()
        .map(completed -> completed.replaceAll("\t.*", ""))
        .toList();
  }

  @Test
  void fish() throws IOException {
    assumeTrue(Installed.has("fish"));
    assertThat(fish("nn tr")).containsExactly("train");
    assertThat(fish("nn plot h")).containsExactly("history");
    assertThat(fish("nn plot history h")).isEmpty();
    assertThat(fish("nn train --opt")).containsExactly("--optimizer");
    assertThat(fish("nn train --preset "))
        .containsExactlyInAnyOrder("none", "fast", "standard", "best");
    assertThat(fish("nn train --preset=b")).containsExactly("--preset=best");
    assertThat(fish("nn train --loss h")).contains("huber").doesNotContain("adam");
    assertThat(fish("nn plugins new op")).containsExactly("optimizer");
    assertThat(fish("nn train --data i")).containsExactly("iris.csv");
    assertThat(fish("nn train --data iris.csv i")).containsExactly("iris.csv");
    assertThat(fish("nn doctor i")).isEmpty();
  }
}
