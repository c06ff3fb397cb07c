package org.nn4j.core.data.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nn4j.core.InputException;
import org.nn4j.core.UnknownColumnException;
import org.nn4j.core.data.CategoricalColumn;
import org.nn4j.core.data.ColumnType;
import org.nn4j.core.data.NumericColumn;
import org.nn4j.core.data.Table;
import org.nn4j.core.data.TableOptions;
import org.nn4j.core.data.TableStorage;
import org.nn4j.core.preprocess.Preprocessor;

/** Names of columns that are not written as in the file, and columns that are left out. */
class TableNamesTest {
  @TempDir private Path folder;

  private Path file(String text) throws IOException {
    return Files.writeString(folder.resolve("data.csv"), text);
  }

  private static Table table(String... names) {
    return new Table(List.of(names).stream().map(name -> new NumericColumn(name, 1, 2)).toList());
  }

  @Test
  void aColumnIsFoundThoughBlanksOrCaseDiffer() {
    assertThat(table("x", "label\u00a0").column("label").name()).isEqualTo("label\u00a0");
    assertThat(table("x", "Label").column("label").name()).isEqualTo("Label");
    assertThat(table("label", "Label").column("Label").name()).isEqualTo("Label");
  }

  @Test
  void theErrorShowsDifferencesThatNobodySees() {
    assertThatThrownBy(() -> table("x", "label\u00a0").column("lable"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("did you mean 'label'?")
        .hasMessageContaining("'label[U+00A0]'");
    assertThatThrownBy(() -> table("a ", "a\u00a0").column("a"))
        .hasMessageContaining("The columns are 'a ', 'a[U+00A0]'.");
  }

  @Test
  void aTargetThatIsWrittenOtherwiseIsNoFeature() {
    Table table =
        new Table(
            List.of(
                new NumericColumn("x", 1, 2, 3, 4),
                CategoricalColumn.of("Species", "a", "b", "a", "b")));
    Preprocessor preprocessor = Preprocessor.fit(table, table.everyRow(), "species");
    assertThat(preprocessor.features().inputs()).containsExactly("x");
    assertThat(preprocessor.target().columns()).containsExactly("Species");
  }

  @Test
  void tellsWhatIsLeftOut() throws IOException {
    TableOptions options = TableOptions.DEFAULT.withType("b", ColumnType.IGNORE);
    Table table = TableReader.read(file("a,b,c\n1,2,3\n"), options);
    assertThat(table.ignored()).containsExactly("b");
    assertThat(table.select(new int[] {0}).without("a").ignored()).containsExactly("b");
    assertThatThrownBy(() -> table.column("b")).hasMessageContaining("left out when");
  }

  @Test
  void anUnknownColumnTellsThoseThatThereAre() throws IOException {
    Path file = file("a,b\n1,2\n");
    assertThatThrownBy(
            () -> TableReader.read(file, TableOptions.DEFAULT.withType("z", ColumnType.NUMERIC)))
        .isInstanceOfSatisfying(
            UnknownColumnException.class, e -> assertThat(e.columns()).containsExactly("a", "b"))
        .hasMessageContaining("data.csv: no column 'z'");
  }

  @Test
  void aColumnWithoutAnyValueIsReadAsNumbersThatAreMissing() throws IOException {
    Table table = TableReader.read(file("a,b\n1,\n2,NA\n"));
    assertThat(table.column("b")).isInstanceOf(NumericColumn.class);
    assertThat(table.column("b").missing(0)).isTrue();
  }

  @Test
  void selectedRowsOfAMappedTableAreThoseOfOneInMemory() throws IOException {
    Path file =
        file(
            IntStream.range(0, 500)
                .mapToObj(i -> i + "," + i * 0.1 + "," + (i % 3 == 0 ? "" : "k" + i % 5))
                .collect(Collectors.joining("\n", "a,b,c\n", "\n")));
    int[] rows = IntStream.range(0, 500).filter(i -> i % 7 == 2).toArray();
    TableStorage small = TableStorage.MEMORY.withBudget(1);
    Table mapped = TableReader.read(file, TableOptions.DEFAULT, small).select(rows);
    Table again = mapped.select(new int[] {5, 0});
    Table memory = TableReader.read(file).select(rows);
    assertThat(mapped.mapped()).isTrue();
    assertThat(texts(mapped)).isEqualTo(texts(memory));
    assertThat(texts(again)).isEqualTo(texts(memory.select(new int[] {5, 0})));
    assertThat(again.line(0)).isEqualTo(memory.line(5));
  }

  private static List<String> texts(Table table) {
    return table.columns().stream()
        .flatMap(
            c -> IntStream.of(table.everyRow()).mapToObj(row -> c.missing(row) ? "-" : c.text(row)))
        .toList();
  }
}
