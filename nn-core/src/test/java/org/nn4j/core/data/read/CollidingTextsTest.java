package org.nn4j.core.data.read;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.nn4j.core.data.CategoricalColumn;
import org.nn4j.core.data.ColumnType;
import org.nn4j.core.data.Table;
import org.nn4j.core.data.TableOptions;
import org.nn4j.core.data.csv.LabelTable;
import org.nn4j.core.data.split.RowGroups;
import org.nn4j.core.preprocess.FeatureOptions;
import org.nn4j.core.preprocess.NumericOptions;
import org.nn4j.core.preprocess.PreprocessOptions;
import org.nn4j.core.preprocess.Preprocessor;

/**
 * Texts that were made to have one hash, which tables that compare them all with one another take
 * minutes for, beside the second or two that this takes.
 */
@Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class CollidingTextsTest {
  private static final int COUNT = 1 << 17;

  @TempDir private Path folder;

  /** Returns texts of Aa and BB, whose hashes are equal. */
  private static List<String> texts() {
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < COUNT; i++) {
      StringBuilder text = new StringBuilder();
      for (int bit = 0; 1 << bit < COUNT; bit++) {
        text.append((i >> bit & 1) == 0 ? "Aa" : "BB");
      }
      texts.add(text.toString());
    }
    assertThat(texts.stream().map(String::hashCode).distinct()).hasSize(1);
    return texts;
  }

  @Test
  void labelsAreNumberedInTheOrderTheyAppear() {
    LabelTable table = new LabelTable();
    List<String> texts = texts().subList(0, 2000);
    for (int pass = 0; pass < 2; pass++) {
      for (int i = 0; i < texts.size(); i++) {
        char[] text = (" " + texts.get(i) + " ").toCharArray();
        assertThat(table.code(text, 1, text.length - 2)).isEqualTo(i);
      }
    }
    assertThat(table.labels()).isEqualTo(texts);
  }

  @Test
  void areReadAndPreparedAsOthersAre() throws IOException {
    StringBuilder csv = new StringBuilder("id,x,y\n");
    List<String> texts = texts();
    for (int i = 0; i < COUNT; i++) {
      csv.append(texts.get(i)).append(',').append(i % 7).append(",").append(i % 2).append('\n');
    }
    Path file = Files.writeString(folder.resolve("data.csv"), csv);
    Table table = TableReader.read(file);
    int[] rows = table.everyRow();
    FeatureOptions identified =
        new FeatureOptions(List.of(), List.of(), NumericOptions.DEFAULT, Map.of(), List.of("id"));
    Preprocessor fitted =
        Preprocessor.fit(
            table,
            rows,
            new PreprocessOptions(
                PreprocessOptions.of("y").target(),
                identified,
                PreprocessOptions.of("y").weights()));

    assertThat(new HashSet<>(((CategoricalColumn) table.column("id")).labels()))
        .isEqualTo(new HashSet<>(texts));
    assertThat(fitted.inputWidth()).isEqualTo(COUNT + 1);
    assertThat(fitted.unknownCategories(table)).isEmpty();
    assertThat(RowGroups.of(table, "id").labels()).hasSize(COUNT);
  }

  @Test
  void nameColumnsAsOthersDo() throws IOException {
    List<String> names = texts().subList(0, COUNT / 2);
    String row = "1,".repeat(names.size() - 1) + "1\n";
    Path file = Files.writeString(folder.resolve("wide.csv"), String.join(",", names) + "\n" + row);
    TableOptions options = TableOptions.DEFAULT.withType(names.get(5), ColumnType.NUMERIC);

    assertThat(TableReader.read(file, options).names()).isEqualTo(names);
  }

  /** Every unknown number was compared with every label. */
  @Test
  void numbersThatAModelDoesNotKnowAreFoundAmongManyLabels() throws IOException {
    StringBuilder csv = new StringBuilder("zip,x,y\n");
    for (int i = 0; i < 50_000; i++) {
      csv.append(10_000 + i).append(',').append(i % 7).append(',').append(i % 2).append('\n');
    }
    TableOptions zips = TableOptions.DEFAULT.withType("zip", ColumnType.CATEGORICAL);
    Table table = TableReader.read(Files.writeString(folder.resolve("zip.csv"), csv), zips);
    FeatureOptions identified =
        new FeatureOptions(List.of(), List.of(), NumericOptions.DEFAULT, Map.of(), List.of("zip"));
    Preprocessor fitted =
        Preprocessor.fit(
            table,
            table.everyRow(),
            new PreprocessOptions(
                PreprocessOptions.of("y").target(),
                identified,
                PreprocessOptions.of("y").weights()));
    String others = csv.toString().replaceAll("(?m)^([0-9]+)", "$1.5");
    Table other = TableReader.read(Files.writeString(folder.resolve("others.csv"), others), zips);

    assertThat(fitted.unknownCategories(other)).hasSize(50_000).allMatch(u -> u.taken() == null);
    String same = csv.toString().replaceAll("(?m)^([0-9]+)", "$1.0");
    Table spelt = TableReader.read(Files.writeString(folder.resolve("same.csv"), same), zips);
    assertThat(fitted.unknownCategories(spelt)).hasSize(50_000).noneMatch(u -> u.taken() == null);
  }
}
