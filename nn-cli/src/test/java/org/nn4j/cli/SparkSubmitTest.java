package org.nn4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nn4j.cli.job.SparkSubmit;
import org.nn4j.core.InputException;

/** Has a script of its own run in place of Spark's. */
class SparkSubmitTest {
  @TempDir Path folder;

  private Path program;
  private Path words;

  @BeforeEach
  void install() throws IOException {
    program = Cli.write(folder.resolve("nn-cli.jar"), "");
    Path lib = Files.createDirectory(folder.resolve("lib"));
    for (String name :
        List.of("nn-core.jar", "logback-classic.jar", "slf4j-api.jar", "guice.jar")) {
      Cli.write(lib.resolve(name), "");
    }
    words = folder.resolve("words");
    Path bin = Files.createDirectories(folder.resolve("spark").resolve("bin"));
    Path script =
        Cli.write(
            bin.resolve("spark-submit"),
            "#!/bin/sh\nprintf '%s\\n' \"$@\" >'" + words + "'\nexit 3\n");
    assertThat(script.toFile().setExecutable(true)).isTrue();
  }

  private SparkSubmit with(String variable, Path value) {
    return new SparkSubmit(Map.of(variable, value.toString()), program);
  }

  @Test
  void theSameCommandLineRunsInADriver() throws IOException {
    Path jar = Cli.write(folder.resolve("nn-spark.jar"), "");
    int code =
        with("SPARK_HOME", folder.resolve("spark"))
            .run("local[2]", null, "train", List.of("--data", "a b.csv", "--spark=local[2]"));
    assertThat(code).isEqualTo(3);
    Path lib = folder.resolve("lib");
    assertThat(Files.readAllLines(words))
        .containsExactly(
            "--master",
            "local[2]",
            "--name",
            "nn train",
            "--class",
            "org.nn4j.cli.Main",
            "--conf",
            "spark.log.level=WARN",
            "--jars",
            jar + "," + lib.resolve("guice.jar") + "," + lib.resolve("nn-core.jar"),
            program.toString(),
            "train",
            "--data",
            "a b.csv",
            "--spark=local[2]");
  }

  @Test
  void theScriptIsFoundOnThePathToo() throws IOException {
    Path jar = Cli.write(folder.resolve("other.jar"), "");
    SparkSubmit submit =
        new SparkSubmit(Map.of("PATH", "/none:" + folder.resolve("spark").resolve("bin")), program);
    assertThat(submit.run("", jar, "search", List.of("x.yaml", "--spark"))).isEqualTo(3);
    assertThat(Files.readAllLines(words)).startsWith("--name", "nn search").endsWith("--spark");
  }

  @Test
  void whatIsMissingIsNamed() {
    assertThatThrownBy(() -> with("PATH", folder).run("", null, "train", List.of()))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith("--spark: there is no spark-submit on the PATH; install Spark 4");
    assertThatThrownBy(() -> with("SPARK_HOME", Path.of("")).run("", null, "train", List.of()))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith("--spark: there is no spark-submit on the PATH; install Spark 4");
    assertThatThrownBy(() -> with("SPARK_HOME", folder).run("", null, "train", List.of()))
        .isInstanceOf(InputException.class)
        .hasMessageEndingWith("; SPARK_HOME must be the folder of Spark 4");
    SparkSubmit submit = with("SPARK_HOME", folder.resolve("spark"));
    assertThatThrownBy(() -> submit.run("", null, "train", List.of()))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("give --spark-jar FILE");
    assertThatThrownBy(() -> submit.run("", folder.resolve("x.jar"), "train", List.of()))
        .isInstanceOf(InputException.class)
        .hasMessage("--spark-jar: there is no file " + folder.resolve("x.jar"));
  }

  @Test
  void aDriverWithoutNnSparkStartsNoOther() {
    assertThatThrownBy(
            () -> with("NN4J_SPARK_DRIVER", folder).run("", Path.of("x.jar"), "train", List.of()))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith("--spark-jar: there is no nn-spark in x.jar");
  }

  @Test
  void flagsAreChecked() {
    assertThat(
            Cli.run(
                    "train",
                    "--data",
                    Cli.DATA.resolve("iris.csv"),
                    "--target",
                    "species",
                    "--spark-jar",
                    "x.jar")
                .err())
        .contains("--spark-jar: is for --spark; give both");
    assertThat(Cli.run("train", "--spark", "wine.yaml", "--target", "species").err())
        .contains("--spark: must be a master of Spark");
  }
}
