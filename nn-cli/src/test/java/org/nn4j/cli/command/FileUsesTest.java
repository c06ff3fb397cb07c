package org.nn4j.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.inject.AbstractModule;
import com.google.inject.Guice;
import com.google.inject.Injector;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.nn4j.cli.Main;
import org.nn4j.cli.report.Console;
import org.nn4j.core.InputException;
import org.nn4j.experiment.config.Setting;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** That verbs declare their files, all of them, and what is refused of files. */
class FileUsesTest {
  @TempDir private static Path folder;

  /** A folder with a checkpoint, which --resume reads before anything else. */
  private static Path checkpoints;

  private static final PrintStream NOWHERE =
      new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);

  @BeforeAll
  static void files() throws IOException {
    checkpoints = folder.resolve("checkpoints");
    Files.writeString(folder.resolve("some.yaml"), "epochs: 1\n");
    Files.writeString(folder.resolve("ranges.yaml"), "epochs: {choice: [1, 2]}\n");
    String[] train = {
      "train",
      "--data",
      "../examples/data/iris.csv",
      "--target",
      "species",
      "--epochs",
      "1",
      "--checkpoint",
      checkpoints.toString(),
      "--model",
      folder.resolve("m").toString()
    };
    assertThat(Main.run(train, NOWHERE, NOWHERE)).isZero();
  }

  /** Returns the command line that words get. */
  static CommandLine line(String... words) {
    Injector injector =
        Guice.createInjector(
            new AbstractModule() {
              @Override
              protected void configure() {
                bind(Console.class).toInstance(Console.of(NOWHERE, NOWHERE));
              }
            });
    return NnCommand.line(
        new CommandLine.IFactory() {
          @Override
          public <K> K create(Class<K> type) throws Exception {
            return Verb.class.isAssignableFrom(type)
                ? injector.getInstance(type)
                : CommandLine.defaultFactory().create(type);
          }
        },
        words);
  }

  private static Stream<CommandSpec> verbs(CommandSpec command) {
    return command.subcommands().isEmpty()
        ? Stream.of(command)
        : command.subcommands().values().stream().flatMap(sub -> verbs(sub.getCommandSpec()));
  }

  /** Whether an option takes a file or folder, by its type or by what the help calls its value. */
  private static boolean takesPath(ArgSpec arg) {
    return arg.type() == Path.class
        || List.of(arg.auxiliaryTypes()).contains(Path.class)
        || arg.paramLabel().matches(".*(FILE|DIR|PATH|FOLDER|CONFIG).*");
  }

  /** Whether an option is one of nn train's that other verbs take and do nothing with. */
  private static boolean isIdle(CommandSpec verb, ArgSpec arg) {
    boolean trains = verb.userObject() instanceof TrainCommand;
    return verb.userObject() instanceof SettingsVerb
        && !(trains || (verb.userObject() instanceof GradientVerb && is(arg, "--model")))
        && SettingsVerb.FILES.stream().map(Setting::flag).anyMatch(flag -> is(arg, flag));
  }

  private static boolean is(ArgSpec arg, String flag) {
    return arg instanceof OptionSpec option && option.longestName().equals(flag);
  }

  @TestFactory
  Stream<DynamicTest> everyPathThatAVerbTakesIsDeclared() {
    List<DynamicTest> tests = new ArrayList<>();
    verbs(line().getCommandSpec())
        .forEach(
            verb -> {
              for (ArgSpec arg : verb.args()) {
                if (takesPath(arg) && !isIdle(verb, arg)) {
                  String name = arg instanceof OptionSpec o ? o.longestName() : arg.paramLabel();
                  tests.add(
                      DynamicTest.dynamicTest(
                          verb.qualifiedName() + " " + name,
                          () -> requireDeclared(verb.qualifiedName(), arg, name)));
                }
              }
            });
    assertThat(tests).hasSizeGreaterThan(60);
    return tests.stream();
  }

  private static void requireDeclared(String verb, ArgSpec arg, String name) {
    Path value = value(verb, name);
    List<String> words = new ArrayList<>(List.of(verb.split(" ")));
    words.remove(0);
    CommandLine line = line();
    CommandLine sub = line;
    for (String word : words) {
      sub = sub.getSubcommands().get(word);
    }
    for (ArgSpec other : sub.getCommandSpec().args()) {
      boolean named = other instanceof OptionSpec o && o.longestName().equals(name);
      boolean same = named || (!(other instanceof OptionSpec) && other.paramLabel().equals(name));
      if (same || other.required() || other.paramLabel().equals("CONFIG.yaml")) {
        if (other instanceof OptionSpec option) {
          words.add(option.longestName());
        }
        words.add(
            same
                ? value.toString()
                : other.type() == double[].class
                    ? "1"
                    : other.paramLabel().equals("KIND")
                        ? "loss"
                        : value(verb, other.paramLabel()).toString());
      }
    }
    CommandLine.ParseResult parsed = line.parseArgs(words.toArray(String[]::new));
    while (parsed.hasSubcommand()) {
      parsed = parsed.subcommand();
    }
    Verb command = (Verb) parsed.commandSpec().userObject();
    if (command instanceof SettingsVerb settings) {
      settings.parsed(parsed);
    }
    assertThat(command.files().declares(value)).as("%s is declared by %s", arg, verb).isTrue();
  }

  private static Path value(String verb, String name) {
    return switch (name) {
      case "CONFIG.yaml" -> folder.resolve(verb.endsWith("search") ? "ranges.yaml" : "some.yaml");
      case "--resume" -> checkpoints;
      default -> folder.resolve(name.replaceAll("\\W", "x") + ".svg");
    };
  }

  private static Path file(String name) {
    try {
      Path file = folder.resolve(name);
      return Files.exists(file) ? file : Files.writeString(file, name);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void aFileThatIsReadIsNotWrittenUnderAnotherNameOfItsOwn() throws IOException {
    Path data = file("data.csv");
    Path hard = Files.createLink(folder.resolve("hard.csv"), data);
    Path soft = Files.createSymbolicLink(folder.resolve("soft.csv"), data);
    Path linked = Files.createSymbolicLink(folder.resolve("linked"), folder).resolve("data.csv");
    Path round = folder.resolve("checkpoints/../data.csv");
    for (Path same : List.of(data, hard, soft, linked, round)) {
      assertThatThrownBy(
              () -> new FileUses().readsData("--data", data).writes("--best", same).requireApart())
          .isInstanceOf(InputException.class)
          .hasMessage(
              "--best: " + same + " is the file of --data, which is being read; name another");
    }
  }

  @Test
  void aFileIsNotWrittenTwiceThoughItIsNotThereYet() throws IOException {
    Path linked = Files.createSymbolicLink(folder.resolve("linked2"), folder);
    Path dangling =
        Files.createSymbolicLink(folder.resolve("dangling"), Path.of("linked2", "new.csv"));
    for (Path same : List.of(linked.resolve("new.csv"), dangling)) {
      assertThatThrownBy(
              () ->
                  new FileUses()
                      .writes("--results", folder.resolve("new.csv"))
                      .writes("--best", same)
                      .requireApart())
          .hasMessage(
              "--best: " + same + " is the file of --results, which is written too; name another");
    }
  }

  @Test
  void filesOfAPatternAndFilesInFoldersAreFilesThatAreRead() {
    Path part = file("part-2.csv");
    Path jar = file("plug.jar");
    FileUses uses =
        new FileUses()
            .readsData("--data", folder.resolve("part-*.csv"))
            .readsPlugins("--plugins", folder);
    assertThatThrownBy(() -> uses.writes("--output", part).requireApart())
        .hasMessageContaining("is the file of --data, which is being read");
    assertThatThrownBy(
            () ->
                new FileUses()
                    .readsPlugins("--plugins", folder)
                    .writes("--output", jar)
                    .requireApart())
        .hasMessage(
            "--output: "
                + jar
                + " is a file in the folder of --plugins, which is being read; name another");
  }

  @Test
  void aFolderMayHoldTheDataUnlessItsOwnFilesTakeTheirPlace() {
    Path page = file("run.json");
    Path data = file("data.csv");
    assertThatCode(
            () ->
                new FileUses()
                    .reads("--data", data)
                    .writesIn("--report", folder, "run.json"::equals)
                    .requireApart())
        .doesNotThrowAnyException();
    assertThatThrownBy(
            () ->
                new FileUses()
                    .reads("--data", page)
                    .writesIn("--report", folder, "run.json"::equals)
                    .requireApart())
        .hasMessage(
            "--report: "
                + page
                + " in this folder would be overwritten, but is the file of --data, which is being"
                + " read; name another folder");
  }

  @Test
  void standardStreamsAndDevicesMayHaveSeveralUses() {
    assertThatCode(
            () ->
                new FileUses()
                    .readsData("--data", Path.of("-"))
                    .readsData("--test", Path.of("/dev/null"))
                    .writes("--results", Path.of("/dev/null"))
                    .writes("--best", Path.of("/dev/null"))
                    .requireApart())
        .doesNotThrowAnyException();
  }
}
