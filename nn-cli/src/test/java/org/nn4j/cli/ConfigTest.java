package org.nn4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nn4j.experiment.config.AllSettings;
import org.nn4j.experiment.config.Setting;

class ConfigTest {
  private static final Path IRIS = Cli.DATA.resolve("iris.csv");

  @TempDir private Path folder;

  private Path yaml(String text) {
    return Cli.write(folder.resolve("config.yaml"), text);
  }

  @Test
  void whatPrintConfigPrintsTrainsTheSameBytes() {
    List<Object> flags =
        List.of(
            "train",
            "--data",
            IRIS,
            "--target",
            "species",
            "--seed",
            5,
            "--class-weight",
            "setosa=2,virginica=0.5",
            "--layers",
            "8:leaky_relu(slope=0.2),dropout(rate=0.1),4");
    String printed = with(flags, "--print-config").out();
    List<Object> file = List.of("train", yaml(printed));

    assertThat(with(file, "--print-config").out()).isEqualTo(printed);
    // What does not change a byte is left to the machine that reads it, and how a file is written
    // to the file: that of --test may be written otherwise.
    String left =
        "(kernels|threads|memory_budget|dates|date_order|text|separator|quote|encoding|header|decimal|missing): auto";
    assertThat(printed.replaceAll(left, "")).doesNotContain("auto");
    assertThat(printed).contains("adamw(lr=0.003, beta1=0.9");
    for (Setting<?> setting : AllSettings.LIST) {
      assertThat(printed).containsPattern("(?m)^" + setting.key() + ":");
    }
    assertThat(sha256(file)).isEqualTo(sha256(flags));
  }

  private static Cli.Result with(List<Object> first, Object... more) {
    return Cli.ok(Stream.concat(first.stream(), Stream.of(more)).toArray());
  }

  private String sha256(List<Object> args) {
    return with(args, "--model", folder.resolve("m.safetensors"), "--json")
        .json()
        .path("parameters_sha256")
        .asString();
  }

  @ParameterizedTest
  @ValueSource(strings = {"digits", "five_points", "iris", "wine", "breast_cancer", "diabetes"})
  void examplesPrintAsAFixedPoint(String name) {
    String printed = Cli.ok("train", Cli.EXAMPLES.resolve(name + ".yaml"), "--print-config").out();

    assertThat(Cli.ok("train", yaml(printed), "--print-config").out()).isEqualTo(printed);
  }

  @Test
  void flagsOverrideTheFileAndPathsStartFromIt() {
    Cli.write(folder.resolve("little.csv"), "x,y\n" + "1,a\n2,b\n".repeat(10));
    Path config = yaml("data: little.csv\ntarget: y\nepochs: 7\nbatch: full\n");

    String printed = Cli.ok("train", config, "--epochs", 3, "--print-config").out();

    assertThat(printed).contains("epochs: 3\n", "batch: full\n");
    assertThat(printed).contains("data: " + folder.resolve("little.csv").toAbsolutePath());
  }

  static Stream<Arguments> badFiles() {
    return Stream.of(
        Arguments.of("target: y\nepoch: 3\n", ":2:1: unknown key 'epoch'; did you mean 'epochs'"),
        Arguments.of("target: y\nepochs: lots\n", ":2:9: epochs: must be a whole number"),
        Arguments.of("epochs: [1, 2]\n", ":1:9: epochs: must be"),
        Arguments.of("epochs: 1\nepochs: 2\n", ":2:1: the key 'epochs' is there twice"),
        Arguments.of("layers:\n  - 16:rleu\n", ":2:3: layers: "),
        Arguments.of("loss: mze\n", ":1:7: loss: unknown loss 'mze'"),
        Arguments.of("optimizer:\n  name: {lr: 1}\n", ":2:9: lists and maps may not nest here"),
        Arguments.of("epochs:\n", ":1:8: epochs has no value"),
        Arguments.of("batch: &b 8\nepochs: *b\n", ":2:9: the alias *b is not followed"),
        Arguments.of("metrics: &m [&f f1, *f]\n", ":1:21: the alias *f is not followed"),
        Arguments.of("metrics: &m [*m, *m]\n", ":1:14: the alias *m is not followed"),
        Arguments.of("a: &a {b: 1}\n<<: *a\n", ":2:5: the alias *a is not followed"),
        Arguments.of(
            "class_weight: {a: 1, b: 2, a: 3}\n", ":1:28: class_weight: 'a' is there twice"),
        Arguments.of("epochs: !include x.yaml\n", ":1:9: the tag !include has no meaning"),
        Arguments.of("layers: !join [8, 8]\n", ":1:9: the tag !join has no meaning"),
        Arguments.of("---\nepochs: 1\n---\n", ":4:1: a second YAML document begins here"),
        Arguments.of(
            "- a\n- b\n",
            ":1:1: a file of settings (YAML) holds keys and values such as 'data: iris.csv'; data are given by --data FILE"),
        Arguments.of(
            "data: [\n", "config.yaml:1:8: not YAML: while parsing a flow node: expected"));
  }

  @ParameterizedTest
  @MethodSource("badFiles")
  void refusesAFileWithThePlace(String text, String part) {
    String whole =
        text.contains("data:") || text.startsWith("-")
            ? text
            : text
                + "data: "
                + IRIS.toAbsolutePath()
                + "\n"
                + (text.contains("target:") ? "" : "target: species\n");

    Cli.Result result = Cli.run("train", yaml(whole), "--print-config");

    assertThat(result.code()).isEqualTo(2);
    assertThat(result.out()).isEmpty();
    assertThat(result.err()).contains("config.yaml", part).hasLineCount(1);
  }

  @Test
  void tagsOfPlainValuesAndAnchorsChangeNothing() {
    Path config =
        yaml(
            "data: "
                + IRIS.toAbsolutePath()
                + "\ntarget: !!str species\nepochs: &e !!int 7\nlayers: !!seq ['8']\n");
    assertThat(Cli.ok("train", config, "--print-config").out()).contains("epochs: 7\n");
  }

  @Test
  void refusesAFileLargerThanOneMegabyte() {
    String settings = "data: " + IRIS.toAbsolutePath() + "\ntarget: species\n#";
    String most = settings + "x".repeat(1_000_000 - settings.length());
    Cli.ok("train", yaml(most), "--print-config");

    for (String verb : List.of("train", "search")) {
      Cli.Result result = Cli.run(verb, yaml(most + "x"));

      assertThat(result.code()).isEqualTo(2);
      assertThat(result.err())
          .contains("config.yaml: is larger than 1 MB, which no file of settings (YAML) may be")
          .hasLineCount(1);
    }
  }

  @Test
  void namesAMissingFile() {
    assertThat(Cli.run("train", folder.resolve("no.yaml")).err()).contains("no.yaml");
    assertThat(Cli.run("train", folder).err()).contains("is a folder");
  }

  @Test
  void helpTellsEveryFlagWithItsDefault() {
    String help = Cli.ok("train", "--help").out();

    for (Setting<?> setting : AllSettings.LIST) {
      assertThat(help).contains(setting.flag() + (setting.isFlag() ? "[=BOOL]" : "="));
    }
    assertThat(help).contains("(default: 0.2)", "Example");
  }
}
