package org.nn4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** That users everywhere see the same numbers and words, and may use their own letters. */
class LocaleTest {
  @TempDir private Path folder;

  private static List<String> command(List<String> flags, Object... words) {
    List<String> command = new ArrayList<>(Jvm.command(words));
    command.addAll(1, flags);
    command.addAll(1, List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    return command;
  }

  static Stream<Arguments> lines() {
    List<String> arabic =
        List.of("-Duser.language=ar", "-Duser.country=SA", "-Duser.extensions=u-nu-arab");
    List<String> turkish = List.of("-Duser.language=tr", "-Duser.country=TR");
    String iris = Cli.DATA.resolve("iris.csv").toString();
    String data = "--data " + iris + " --target species --epochs 12";
    return Stream.of(
        Arguments.of(arabic, "gradcheck " + data + " --sweep --layers 4:tanh"),
        Arguments.of(arabic, "crossval " + data + " --folds 12"),
        Arguments.of(arabic, "train " + data + " --batch 7 --batch 8"),
        Arguments.of(arabic, "inspect no --row x1"),
        Arguments.of(arabic, "lr-find --help"),
        Arguments.of(turkish, "train " + data + " --optimizer RMSPROP(LR=0.1) --print-config"),
        Arguments.of(turkish, "search " + iris + " --method GRID --trials 2"),
        Arguments.of(turkish, "plugins show INVERSE_TIME"));
  }

  @ParameterizedTest
  @MethodSource("lines")
  void saysTheSameInEveryLocale(List<String> locale, String line) {
    Object[] words = line.split(" ");
    Cli.Result english =
        Jvm.run(Map.of(), command(List.of("-Duser.language=en", "-Duser.country=US"), words));
    Cli.Result other = Jvm.run(Map.of(), command(locale, words));
    assertThat(other.code()).as(other.err()).isEqualTo(english.code());
    assertThat(timeless(other.out())).isEqualTo(timeless(english.out())).isNotNull();
    assertThat(timeless(other.err())).isEqualTo(timeless(english.err()));
  }

  private static String timeless(String text) {
    return text.replaceAll("\\d[\\d.,]* (s|ms|samples/s)\\b", "TIME")
        .replaceAll("(?m)^.*ETA.*\\R", "");
  }

  @Test
  @DisabledOnOs({OS.WINDOWS, OS.MAC})
  void saysWhatToSetWhereTheLocaleHasNoNameForAFile() {
    Path data = folder.resolve("données.csv");
    Cli.Result result =
        Jvm.run(
            Map.of("LC_ALL", "C"),
            command(List.of(), "train", "--data", data, "--target", "größe"));
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err())
        .contains("the locale", "LC_ALL=C.UTF-8")
        .doesNotContain("no such file")
        .hasLineCount(1);
  }

  @Test
  @DisabledOnOs({OS.WINDOWS, OS.MAC})
  void readsFilesAndColumnsOfAnyNameInALocaleOfUtf8() throws Exception {
    Path data = folder.resolve("données.csv");
    Files.writeString(data, "größe,叶\n" + "1,a\n2,b\n".repeat(20));
    Path model = folder.resolve("模型");
    Cli.Result result =
        Jvm.run(
            Map.of("LC_ALL", "C.UTF-8"),
            command(
                List.of(),
                "train",
                "--data",
                data,
                "--target",
                "叶",
                "--epochs",
                1,
                "--model",
                model));
    assertThat(result.code()).as(result.err()).isZero();
    assertThat(result.out()).contains("模型");
    assertThat(model).exists();
  }
}
