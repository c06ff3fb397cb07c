package org.nn4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Runs every {@code ./nn} line of the documents, in their order, in a folder where there are {@code
 * examples/} and the example plug-in in {@code plugins/}. A line that ends in a backslash goes on.
 *
 * <p>The first line of a document that trains by the default preset does so; those after it take
 * the preset {@code fast}, the same in a tenth of the time.
 */
@Tag("once")
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
    Path path = Path.of("..").resolve(document).toAbsolutePath();
    Path out = folder.resolve("out.log");
    List<String> java = new ArrayList<>(Jvm.program(DocumentedCommandsTest.class, path));
    java.remove(Jvm.QUICK); // presets train for seconds
    java.addAll(1, List.of("--add-modules", "jdk.incubator.vector"));
    Process process =
        new ProcessBuilder(java)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(out.toFile())
            .start();
    process.getOutputStream().close(); // nobody types anything
    assertThat(process.waitFor(10, TimeUnit.MINUTES)).as("%s ends in time", document).isTrue();
    assertThat(process.exitValue()).as(Files.readString(out)).isZero();
    assertThat(Files.readString(out)).endsWith(commands(Files.readString(path)).size() + " done");
    Files.delete(examples);
  }

  /** Runs the commands of a document in this JVM, whose folder is theirs. */
  public static void main(String[] args) throws IOException {
    List<Command> commands = commands(Files.readString(Path.of(args[0])));
    assertThat(commands).isNotEmpty();
    boolean trained = false;
    for (Command command : commands) {
      run(trained && command.isByDefault() ? command.fast() : command);
      trained |= command.isByDefault();
    }
    System.out.print(commands.size() + " done");
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

    /** Whether it names a table and its target, and nothing of how to train. */
    boolean isByDefault() {
      return List.of("train", "crossval").contains(words.get(0))
          && words.contains("--target")
          && Collections.disjoint(words, List.of("--preset", "--layers", "--epochs", "--loss"));
    }

    Command fast() {
      List<String> fast = new ArrayList<>(words);
      fast.addAll(List.of("--preset", "fast"));
      return new Command(fast, output);
    }
  }

  /** Serves on a free port until it says that it does, and is interrupted then. */
  private static int serve(Command command, PrintStream out, PrintStream err) throws IOException {
    List<String> words = new ArrayList<>(command.words());
    int port = words.indexOf("--port");
    if (port >= 0) {
      words.subList(port, port + 2).clear();
    }
    words.addAll(List.of("--port", "0"));
    FutureTask<Integer> served =
        new FutureTask<>(() -> Main.run(words.toArray(String[]::new), out, err));
    Thread server = new Thread(served);
    server.start();
    try {
      while (server.isAlive() && !Files.readString(Path.of(command.output())).contains("serving")) {
        Thread.sleep(20);
      }
      server.interrupt();
      return served.get(1, TimeUnit.MINUTES);
    } catch (InterruptedException | ExecutionException | TimeoutException e) {
      throw new AssertionError(e);
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

  private static void run(Command command) throws IOException {
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int code;
    try (PrintStream out = new PrintStream(command.output(), StandardCharsets.UTF_8)) {
      PrintStream errors = new PrintStream(err, true, StandardCharsets.UTF_8);
      code =
          command.words().get(0).equals("serve")
              ? serve(command, out, errors)
              : Main.run(command.words().toArray(String[]::new), out, errors);
    }
    assertThat(code).as("%s: %s", command, err.toString(StandardCharsets.UTF_8)).isZero();
    if (String.join(" ", command.words()).startsWith("plugins new ")
        && !command.words().contains("kotlin")) {
      // In place of the documented `mvn package`, which PluginProjectTest runs.
      PluginBuild.jar(Path.of(command.words().get(3).replaceAll("[._]", "-")));
    }
  }
}
