package org.nn4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code nn shell}, in JVMs that have C2 as {@code ./nn} starts them. */
class ShellTest {
  private static final String TRAIN =
      "var trained = Experiment.on(Path.of(\""
          + Cli.DATA.resolve("iris.csv").toString().replace('\\', '/')
          + "\")).target(\"species\").seed(7).with(\"epochs\", 3).train();\n";

  @TempDir private Path folder;

  /** Runs it with a standard input, and a folder of temporary files that is empty afterwards. */
  private Cli.Result shell(List<String> flags, String input, String... args) throws IOException {
    List<String> command = Jvm.command((Object[]) args);
    command.add(command.indexOf(Main.class.getName()) + 1, "shell");
    command.remove(Jvm.QUICK);
    Path temporary = Files.createDirectories(folder.resolve("tmp"));
    command.addAll(
        1,
        List.of(
            "--add-exports=java.base/jdk.internal.module=ALL-UNNAMED", // as the manifest does
            "-Djava.io.tmpdir=" + temporary,
            "-Djava.util.prefs.userRoot=" + folder));
    command.addAll(1, flags);
    Path in = Cli.write(folder.resolve("in.txt"), input);
    List<String> fed = new ArrayList<>(List.of("sh", "-c", "exec \"$@\" < \"$0\"", in.toString()));
    fed.addAll(command);
    Cli.Result result = Jvm.run(Map.of(), fed);
    try (Stream<Path> left = Files.list(temporary)) {
      assertThat(left.filter(file -> !file.getFileName().toString().startsWith("hsperfdata")))
          .as("what is left behind by %s", result)
          .isEmpty();
    }
    return result;
  }

  @Test
  void trainsWithTheVectorKernelsToTheBytesOfTheCommandLine() throws IOException {
    Cli.Result result =
        shell(
            List.of(),
            TRAIN
                + "System.out.println(trained.kernels());\n"
                + "System.out.println(trained.sha256());\n"
                + "System.out.println(trained);\n",
            "-");

    String sha256 =
        Cli.ok(
                "train",
                "--data",
                Cli.DATA.resolve("iris.csv"),
                "--target",
                "species",
                "--seed",
                7,
                "--epochs",
                3,
                "--model",
                folder.resolve("model"),
                "--json")
            .json()
            .path("parameters_sha256")
            .asString();
    assertThat(result.err()).isEmpty();
    assertThat(result.out().lines()).startsWith("adaptive", sha256);
    assertThat(result.out()).contains("\nTrained: accuracy ");
    assertThat(result.code()).isZero();
  }

  @Test
  void runsAFileThenWhatIsTypedAndExitsAsItIsTold() throws IOException {
    Path file = Cli.write(folder.resolve("setup.jsh"), TRAIN);

    Cli.Result result =
        shell(List.of(), "trained\n/exit 3\n", "--feedback", "concise", file.toString());

    assertThat(result.out()).contains("trained ==> Trained: accuracy ", " validation rows");
    assertThat(result.err()).isEmpty();
    assertThat(result.code()).isEqualTo(3);
  }

  @Test
  void aSnippetThatThrowsDoesNotChangeTheExitCode() throws IOException {
    String input =
        "throw new Exception(\"odd\");\nSystem.out.println(new Adam().name());\n"
            + "Loss loss = new MeanSquaredError();\nSystem.out.println(loss.name());\n";

    Cli.Result result = shell(List.of(), input, "-");

    assertThat(result.err() + result.out()).contains("odd", "adam", "mse");
    assertThat(result.code()).isZero();
    assertThat(shell(List.of(), input + "/exit 3\n", "-").code()).isEqualTo(3);
  }

  @Test
  void snippetsSeeFurtherJars() throws Exception {
    Path jar = folder.resolve("acme.jar");
    AcmePlugin.build(jar, folder.resolve("classes"));

    Cli.Result result =
        shell(
            List.of(),
            "System.out.println(new com.acme.nn.SquaredRelu(0.5));\n",
            "--class-path",
            jar.toString(),
            "-");

    assertThat(result.out()).contains("SquaredRelu[scale=0.5]");
    assertThat(result.err()).isEmpty();
  }

  @Test
  void whatJshellRefusesIsAFailure() throws IOException {
    Cli.Result result = shell(List.of(), "", "--bogus");

    assertThat(result.err()).contains("bogus");
    assertThat(result.code()).isEqualTo(1);
  }

  @Test
  void aJvmWithoutJshellIsToldWhatToDo() throws IOException {
    Cli.Result result =
        shell(List.of("--limit-modules=java.se,jdk.unsupported,jdk.incubator.vector"), "", "-");

    assertThat(result.err())
        .startsWith("nn: nn shell runs JShell, but Java in ")
        .contains("has no module jdk.jshell; set NN_JAVA_HOME to the folder of a JDK");
    assertThat(result.out()).isEmpty();
    assertThat(result.code()).isEqualTo(2);
  }

  /** All that is imported is known by its simple name: no two packages have it, and no JDK's. */
  @Test
  void importedNamesAreNotAmbiguous() throws IOException {
    String names =
        imports().stream()
            .flatMap(name -> publicTypes(name).stream())
            .map(name -> name + ".class")
            .collect(Collectors.joining(", "));
    assertThat(names).contains("Experiment.class", "Network.class", "Matrix.class", "Adam.class");

    Cli.Result result =
        shell(List.of(), "System.out.println(List.of(" + names + ").size());\n", "-");

    assertThat(result.err()).isEmpty();
    assertThat(result.out().strip()).isEqualTo("" + names.split(", ").length);
  }

  private static List<String> imports() throws IOException {
    return Files.readAllLines(Path.of("src/main/resources/org/nn4j/cli/command/startup.jsh"))
        .stream()
        .filter(line -> line.contains(".*;")) // an import of one type decides what two share
        .map(line -> line.replaceFirst("import (org\\.nn4j\\.\\S+)\\.\\*;", "$1"))
        .toList();
  }

  private static List<String> publicTypes(String name) {
    List<Path> folders =
        Stream.of("nn-api", "nn-core", "nn-experiment", "nn-losses", "nn-optim")
            .map(module -> Path.of("..", module, "src/main/java", name.replace('.', '/')))
            .filter(Files::isDirectory)
            .toList();
    assertThat(folders).as(name).hasSize(1);
    try (Stream<Path> files = Files.list(folders.get(0))) {
      return files
          .map(file -> file.getFileName().toString().replaceFirst("\\.java$", ""))
          .filter(type -> isPublic(folders.get(0).resolve(type + ".java"), type))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isPublic(Path file, String type) {
    try {
      return Files.isRegularFile(file)
          && Files.readString(file)
              .matches("(?s).*\\npublic [a-z -]*(class|interface|record|enum) " + type + "\\b.*");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
