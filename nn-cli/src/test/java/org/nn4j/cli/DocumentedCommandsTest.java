package org.nn4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Runs every {@code ./nn} line of the documents, in their order, in a folder where there are {@code
 * examples/} and the example plug-in in {@code plugins/}. A line that ends in a backslash goes on.
 */
class DocumentedCommandsTest {
  private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|(\\S+)");

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"README.md", "docs/guide.md", "examples/plugin-activation/README.md"})
  void theCommandsOfADocumentSucceed(String document) throws Exception {
    AcmePlugin.build(
        Files.createDirectory(folder.resolve("plugins")).resolve("acme-nn-1.0.0.jar"),
        folder.resolve("classes"));
    Path examples = Files.createSymbolicLink(folder.resolve("examples"), Cli.EXAMPLES.toRealPath());
    List<Command> commands = commands(Files.readString(Path.of("..").resolve(document)));

    assertThat(commands).isNotEmpty();
    for (Command command : commands) {
      run(command);
    }
    Files.delete(examples);
  }

  /** The words after {@code ./nn}, and the file its output goes to. */
  private record Command(List<String> words, String output) {

    static Command parse(String line) {
      String[] halves = line.replaceFirst("\\s#.*", "").split(" > ", 2);
      List<String> words = new ArrayList<>();
      Matcher word = WORD.matcher(halves[0].substring("./nn ".length()));
      while (word.find()) {
        words.add(word.group(1) == null ? word.group(2) : word.group(1));
      }
      return new Command(words, halves.length > 1 ? halves[1].strip() : "out.txt");
    }
  }

  private static List<Command> commands(String document) {
    return document
        .replace("\\\n", " ")
        .lines()
        .map(String::strip)
        .filter(line -> line.startsWith("./nn "))
        .map(Command::parse)
        .toList();
  }

  private void run(Command command) throws IOException, InterruptedException {
    List<String> words = Jvm.command(command.words().toArray());
    Path err = folder.resolve("err.txt");
    Process process =
        new ProcessBuilder(words)
            .directory(folder.toFile())
            .redirectOutput(folder.resolve(command.output()).toFile())
            .redirectError(err.toFile())
            .start();
    assertThat(process.waitFor(5, TimeUnit.MINUTES)).as("%s ends in time", command).isTrue();
    assertThat(process.exitValue()).as("%s: %s", command, Files.readString(err)).isZero();
    if (String.join(" ", command.words()).startsWith("plugins new ")) {
      // In place of the documented `mvn package`, which PluginProjectTest runs.
      PluginBuild.jar(folder.resolve(command.words().get(3).replaceAll("[._]", "-")));
    }
  }
}
