package org.nn4j.duckdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nn4j.core.InputException;
import org.nn4j.core.data.CategoricalColumn;
import org.nn4j.core.data.Column;
import org.nn4j.core.data.ColumnType;
import org.nn4j.core.data.NumericColumn;
import org.nn4j.core.data.Table;
import org.nn4j.core.data.TableOptions;
import org.nn4j.core.data.read.TableReader;

/** What DuckDB reads becomes the table that the same values in CSV would. */
@NeedsDuckDb
class DuckDbSourceTest {
  @TempDir private Path folder;

  private Path sql(String text) throws IOException {
    return Files.writeString(folder.resolve("query.sql"), text);
  }

  private static List<String> texts(Table table, String column) {
    Column cells = table.column(column);
    return IntStream.range(0, table.rows())
        .mapToObj(row -> cells.missing(row) ? "-" : cells.text(row))
        .toList();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "7::TINYINT | 7",
        "(-7)::SMALLINT | -7",
        "7::INTEGER | 7",
        "9007199254740993::BIGINT | 9007199254740992",
        "255::UTINYINT | 255",
        "65535::USMALLINT | 65535",
        "4294967295::UINTEGER | 4294967295",
        "18446744073709551615::UBIGINT | 18446744073709551616",
        "(-170141183460469231731687303715884105727)::HUGEINT | -170141183460469231731687303715884105728",
        "0.1::FLOAT | 0.100000001490116119384765625",
        "0.1::DOUBLE | 0.1",
        "3.50::DECIMAL(10,2) | 3.5",
        "12345678901234567890.123456789::DECIMAL(38,9) | 12345678901234567890.123456789",
        "DATE '1970-01-31' | 30",
        "TIMESTAMP '1970-01-01 00:01:00.5' | 60.5",
        "TIMESTAMPTZ '1970-01-01 02:00:00+01' | 3600",
      })
  void numbersAreTheNearestToTheirValues(String value, double expected) throws IOException {
    NumericColumn column =
        (NumericColumn) TableReader.read(sql("SELECT " + value + " AS x")).column("x");

    assertThat(column.value(0)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "9007199254740993 | 9007199254740993",
        "3.0::DOUBLE | 3",
        "0.1::DOUBLE | 0.1",
        "0.1::FLOAT | 0.1",
        "3.50::DECIMAL(10,2) | 3.50",
        "DATE '2024-02-29' | 2024-02-29",
        "TIMESTAMP '2024-02-29 12:30:00' | 2024-02-29T12:30",
        "TIMESTAMPTZ '2024-02-29 12:30:00+02' | 2024-02-29T10:30:00Z",
      })
  void numbersThatAreCategoriesKeepTheirDigits(String value, String expected) throws IOException {
    TableOptions options = TableOptions.DEFAULT.withType("x", ColumnType.CATEGORICAL);
    Table table = TableReader.read(sql("SELECT " + value + " AS x"), options);

    assertThat(texts(table, "x")).containsExactly(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'12' | 12",
        "'NA' | NA",
        "true | true",
        "'b'::ENUM('a', 'b') | b",
        "'00000000-0000-0000-0000-000000000001'::UUID | 00000000-0000-0000-0000-000000000001",
      })
  void textsAreCategories(String value, String expected) throws IOException {
    Table table = TableReader.read(sql("SELECT " + value + " AS x"));

    assertThat(table.column("x")).isInstanceOf(CategoricalColumn.class);
    assertThat(texts(table, "x")).containsExactly(expected);
  }

  @Test
  void nullAndTheEmptyTextAreMissing() throws IOException {
    Table table =
        TableReader.read(
            sql(
                "SELECT * FROM (VALUES (1, 'a', 1.5), (NULL, '', NULL), (3, NULL, 2.5)) t(n, t, d)"));

    assertThat(texts(table, "n")).containsExactly("1", "-", "3");
    assertThat(texts(table, "t")).containsExactly("a", "-", "-");
    assertThat(texts(table, "d")).containsExactly("1.5", "-", "2.5");
  }

  @ParameterizedTest
  @ValueSource(strings = {"[1, 2]", "{'a': 1}", "'x'::BLOB", "INTERVAL 1 DAY", "NULL", "[1.5]"})
  void otherTypesAreAnErrorUnlessLeftOut(String value) throws IOException {
    Path file = sql("SELECT 1 AS n, " + value + " AS x");

    assertThatThrownBy(() -> TableReader.read(file))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith(file + ": column 'x' has the type ")
        .hasMessageContaining("--ignore x");
    assertThat(
            TableReader.read(file, TableOptions.DEFAULT.withType("x", ColumnType.IGNORE)).names())
        .containsExactly("n");
  }

  @Test
  void textsThatMustBeNumbersAreAnError() throws IOException {
    Path file = sql("SELECT '1' AS x");
    TableOptions options = new TableOptions(null, Map.of("x", ColumnType.NUMERIC), ColumnType.AUTO);

    assertThatThrownBy(() -> TableReader.read(file, options))
        .hasMessage(
            file + ": column 'x' has the type VARCHAR, but must be numeric; cast it in a query");
  }

  @Test
  void whatIsNotFiniteIsAnErrorThatTellsTheRow() {
    Path file =
        DuckDb.parquet(
            folder.resolve("a.parquet"), "SELECT unnest([1::DOUBLE, 2, 'nan'::DOUBLE]) AS x");

    assertThatThrownBy(() -> TableReader.read(file))
        .hasMessageStartingWith(file + ": row 3, column 'x': NaN is not a finite number");
  }

  @Test
  void aColumnWithoutAnyValueIsMissing() throws IOException {
    Table table = TableReader.read(sql("SELECT 1 AS x, NULL::INTEGER AS a"));

    assertThat(table.column("a").missing(0)).isTrue();
    assertThat(table.column("x").missing(0)).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "SELEC 1 | Parser Error: syntax error at or near \"SELEC\" LINE 1: SELEC 1",
        "SELECT x FROM nowhere | Table with name nowhere does not exist",
        "SELECT * FROM 'nothing.parquet' | No files found that match the pattern",
        "SELECT 1 AS a, 2 AS a | column 2: the column name 'a' occurs twice",
        "SELECT 1 AS a WHERE false | holds columns but no rows",
        "CREATE TABLE t AS SELECT 1 AS x | the last statement is no query",
        "SET threads = 2 | the last statement is no query",
        "-- nothing | No statements to execute",
        "SELECT 'a'::INTEGER AS x | Could not convert string 'a' to INT32",
        "SELECT CASE WHEN i < 6000000 THEN 1 ELSE error('late') END AS x FROM range(6000001) r(i)"
            + " | late",
      })
  void aWrongQueryIsOneLine(String query, String message) throws IOException {
    Path file = sql(query);

    assertThatThrownBy(() -> TableReader.read(file))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith(file + ": ")
        .hasMessageContaining(message)
        .hasMessageNotContaining("\n");
  }

  @Test
  void statementsBeforeTheQueryPrepareIt() throws IOException {
    Path database = folder.resolve("shop.duckdb");
    DuckDb.run(
        "ATTACH '" + database + "' AS shop",
        "CREATE TABLE shop.sales AS SELECT unnest([3, 1, 2]) AS x",
        "CREATE TABLE shop.more AS SELECT 1 AS y");
    Path query =
        sql("ATTACH '" + database + "' AS s (READ_ONLY);\nSELECT x FROM s.sales ORDER BY x;\n\n");

    assertThat(texts(TableReader.read(query), "x")).containsExactly("1", "2", "3");
    assertThatThrownBy(() -> TableReader.read(database))
        .hasMessageContaining("several tables (\"main\".\"more\", \"main\".\"sales\")");
  }

  @Test
  void aDatabaseWithOneTableIsThatTable() {
    Path database = folder.resolve("it's one.duckdb");
    DuckDb.run(
        "ATTACH '" + database.toString().replace("'", "''") + "' AS shop",
        "CREATE TABLE shop.\"the \"\"sales\" AS SELECT unnest([3, 1, 2]) AS x");

    assertThat(texts(TableReader.read(database), "x")).containsExactly("3", "1", "2");
  }

  @Test
  void filesOfAPatternAreOneTable() {
    DuckDb.parquet(folder.resolve("part-2.parquet"), "SELECT 2 AS x, 'b' AS t");
    DuckDb.parquet(folder.resolve("part-1.parquet"), "SELECT 1::DOUBLE AS x, 'a' AS t");
    Path pattern = folder.resolve("part-*.parquet");

    assertThat(texts(TableReader.read(pattern), "x")).containsExactly("1", "2");

    Path third = DuckDb.parquet(folder.resolve("part-3.parquet"), "SELECT '3' AS x, 'b' AS t");
    assertThatThrownBy(() -> TableReader.read(pattern))
        .hasMessage(
            third + ": column 'x' holds texts but numbers in " + folder.resolve("part-1.parquet"));
  }

  @Test
  void aNameIsNoPatternToDuckDb() throws IOException {
    Path folders = Files.createDirectories(folder.resolve("year=2024"));
    Path file = DuckDb.parquet(folders.resolve("a.parquet"), "SELECT 1 AS x");
    Path odd = Files.move(file, folders.resolve("a[1]*'.parquet"));

    assertThat(TableReader.read(odd).names()).containsExactly("x");
  }

  @Test
  void columnsMayHaveNumbersForNames() {
    Path file = DuckDb.parquet(folder.resolve("a.parquet"), "SELECT 1 AS \"0\", 2 AS \"1\"");

    assertThat(TableReader.read(file).names()).containsExactly("0", "1");
  }

  @Test
  void whatIsNoParquetFileIsAnError() throws IOException {
    Path text = Files.writeString(folder.resolve("text.parquet"), "a,b\n1,2\n");
    Path spark = Files.createDirectory(folder.resolve("spark.parquet"));
    Path absent = folder.resolve("absent.parquet");

    assertThatThrownBy(() -> TableReader.read(text)).hasMessageStartingWith(text + ": DuckDB: ");
    assertThatThrownBy(() -> TableReader.read(spark))
        .hasMessageEndingWith("name its files by a pattern: " + spark + "/*.parquet");
    assertThatThrownBy(() -> TableReader.read(absent))
        .hasMessage(absent + ": there is no such file");
  }

  @Test
  void rowsComeInTheFilesOrder() {
    Path file =
        DuckDb.parquet(
            folder.resolve("a.parquet"), "SELECT (i * 7919) % 300007 AS x FROM range(300000) r(i)");
    NumericColumn x = (NumericColumn) TableReader.read(file).column("x");

    assertThat(IntStream.range(0, x.size()).allMatch(i -> x.value(i) == i * 7919L % 300007))
        .isTrue();
  }
}
