package org.nn4j.core.data.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nn4j.core.InputException;
import org.nn4j.core.data.CategoricalColumn;
import org.nn4j.core.data.Column;
import org.nn4j.core.data.ColumnType;
import org.nn4j.core.data.CsvFormat;
import org.nn4j.core.data.Table;
import org.nn4j.core.data.TableOptions;
import org.nn4j.core.data.TableStorage;
import org.nn4j.core.data.read.TableReader;

/** Files as people and programs write them are read right, with a notice, or refused. */
class DialectTest {
  private static final TableStorage CACHED = new TableStorage(0, null);

  @TempDir private Path folder;

  private Path file(String content) {
    return file("data.csv", content);
  }

  private Path file(String name, String content) {
    try {
      return Files.writeString(folder.resolve(name), content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Table read(String content, TableOptions options) {
    return TableReader.read(file(content), options);
  }

  /** Returns {@code name=cell cell cell} for each column; labels in quotes, - where missing. */
  private static String contents(Table table) {
    return table.columns().stream()
        .map(
            column ->
                column.name()
                    + IntStream.range(0, table.rows())
                        .mapToObj(row -> cell(column, row))
                        .collect(Collectors.joining(" ", "=", "")))
        .collect(Collectors.joining("; "));
  }

  private static String cell(Column column, int row) {
    return column.missing(row)
        ? "-"
        : column instanceof CategoricalColumn ? "'" + column.text(row) + "'" : column.text(row);
  }

  private static String told(Table table) {
    return table.notices().stream()
        .map(notice -> notice.replaceFirst("^.*data\\.csv: ", ""))
        .collect(Collectors.joining(" | "));
  }

  static Stream<Arguments> files() {
    return Stream.of(
        // separators
        Arguments.of("a|b\n1|x\n2|y\n", "a=1 2; b='x' 'y'", "read with separator '|'"),
        Arguments.of("a\tb\n1\tx, z\n2\ty\n", "a=1 2; b='x, z' 'y'", "read with separator tab"),
        Arguments.of("a,b\n1,x;y\n2,z;u\n", "a=1 2; b='x;y' 'z;u'", ""),
        Arguments.of("sep=;\na;b\n1;x\n2;y\n", "a=1 2; b='x' 'y'", "read with separator ';'"),
        Arguments.of("\"sep=|\"\r\na|b\r\n1|x\r\n", "a=1; b='x'", "read with separator '|'"),
        Arguments.of("sep=,\na,b\n1,x;y;z\n", "a=1; b='x;y;z'", ""),
        Arguments.of("\n\n,,\na,b\n1,x\n", "a=1; b='x'", ""),
        Arguments.of(
            "Länge (cm, netto);Klasse\n10,5;B\n11,5;A\n",
            "Länge (cm, netto)=10.5 11.5; Klasse='B' 'A'",
            "read with separator ';', decimal commas in 'Länge (cm, netto)'"),
        // quotes
        Arguments.of("a,b\n1,'x, z'\n2,'y'\n", "a=1 2; b='x, z' 'y'", "read with quote '"),
        Arguments.of("a,b\n1,'tis\n2,rock 'n'\n", "a=1 2; b=''tis' 'rock 'n''", ""),
        Arguments.of(
            "a, b\n1, \"x, z\"\n2 , \"y\" \n",
            "a=1 2; b='x, z' 'y'",
            "read with blanks around quotes"),
        // surplus fields, rows and columns
        Arguments.of(
            "a,b,\n1,x,\n2,y,\n",
            "a=1 2; b='x' 'y'",
            "surplus empty fields at the end of rows left out"),
        Arguments.of(
            "a;b\n1;x;;\n2;y\n",
            "a=1 2; b='x' 'y'",
            "read with separator ';'; surplus empty fields at the end of rows left out"),
        Arguments.of("a,b,\n1,x\n2,y\n", "a=1 2; b='x' 'y'", ""),
        Arguments.of(
            "a,b\n1,x\n,\n2,y\n , \n,,\n",
            "a=1 2; b='x' 'y'",
            "3 empty rows left out (the first: line 3)"),
        Arguments.of(
            "a,b\n1,x\nNA,\n", "a=1 -; b='x' -", "taken as missing: 'NA' in 1 cell of 'a'"),
        Arguments.of("a,b\n\"\",\n1,x\n", "a=- 1; b=- 'x'", ""),
        Arguments.of(
            "a,,b\n1,,x\n2,,y\n",
            "a=1 2; b='x' 'y'",
            "column 2, which has no name and is empty, left out"),
        Arguments.of(
            ",a\n0,x\n1,y\n2,z\n",
            "a='x' 'y' 'z'",
            "column 1, which has no name and counts the rows, left out"),
        Arguments.of(
            "\"\",\"a\"\n\"1\",\"x\"\n\"2\",\"y\"\n",
            "a='x' 'y'",
            "column 1, which has no name and counts the rows, left out"),
        // R's tables with the names of rows, over which no name stands
        Arguments.of(
            "\"a\";\"b\"\n\"1\";1,5;\"x\"\n\"2\";2,5;\"y\"\n",
            "a=1.5 2.5; b='x' 'y'",
            "read with separator ';', decimal commas in 'a'; column 1, which has no name and counts"
                + " the rows, left out"),
        Arguments.of(
            "\"a\",\"b\"\n\"1\",1,\n\"2\",2,\"y\"\n",
            "a=1 2; b=- 'y'",
            "column 1, which has no name and counts the rows, left out"),
        Arguments.of(
            "a,b\n\"1\",2,\n\"2\",3,\n",
            "a=1 2; b=2 3",
            "surplus empty fields at the end of rows left out"),
        // single quotes around the names alone
        Arguments.of(
            "'a'\t'b'\n1\tx\n2\ty\n", "a=1 2; b='x' 'y'", "read with separator tab, quote '"),
        Arguments.of("'a',b\n1,2\n", "'a'=1; b=2", ""),
        // one column
        Arguments.of("x\n1\n\n3\n", "x=1 - 3", ""),
        Arguments.of("x\r\n1\r\n\r\n3", "x=1 - 3", ""),
        Arguments.of("\nx\n\n \n3\n", "x=- - 3", ""),
        Arguments.of("x\n1\n3\n\n\n", "x=1 3", "2 empty lines at the end taken as no row"),
        Arguments.of(
            "x y\n1 2\n3 4\n",
            "x y='1 2' '3 4'",
            "one column, though blanks seem to divide it (--separator blank)"),
        // names
        Arguments.of("\ufeffa,\u00a0b\u00a0,c\u200b\n1,2,3\n", "a=1; b=2; c=3", ""),
        Arguments.of("u\u0308ber,x\n1,2\n", "über=1; x=2", ""),
        Arguments.of(
            "country,2019,2020\nDE,1,2\nFR,3,4\n", "country='DE' 'FR'; 2019=1 3; 2020=2 4", ""),
        // missing
        Arguments.of(
            "c,n\n\"NA\",NA\n\"DE\",1\n\"NA\",2\n",
            "c='NA' 'DE' 'NA'; n=- 1 2",
            "taken as missing: 'NA' in 1 cell of 'n'"),
        Arguments.of(
            "\"c\",\"n\"\n\"NA\",\"1\"\n\"DE\",\"2\"\n",
            "c=- 'DE'; n=1 2",
            "taken as missing: 'NA' in 1 cell of 'c'"),
        Arguments.of("\"c\",\"d\"\n\"NA\",\"x\"\n\"DE\",\"y\"\n", "c='NA' 'DE'; d='x' 'y'", ""),
        Arguments.of(
            "n,m\nnan,1\nNaN,2\n3,N/A\n",
            "n=- - 3; m=1 2 -",
            "taken as missing: 'nan' in 2 cells of 'n', 'N/A' in 1 cell of 'm'"),
        // numbers
        Arguments.of(
            "p,q\n\"1,000\",1\n\"12,345,678\",2\n999,3\n",
            "p=1000 12345678 999; q=1 2 3",
            "read with ',' between thousands in 'p'"),
        Arguments.of(
            "p,q\n\"1,000.5\",1\n\"-2,500\",2\n",
            "p=1000.5 -2500; q=1 2",
            "read with ',' between thousands in 'p'"),
        Arguments.of(
            "p;q\n1.000,5;0,125\n2.500;7\n",
            "p=1000.5 2500; q=0.125 7",
            "read with separator ';', decimal commas and '.' between thousands in 'p', decimal"
                + " commas in 'q'"),
        Arguments.of("p;q\n1.000;0,5\n2.500;7\n", "p=1000 2500; q=0.5 7", null),
        Arguments.of("p;q\n1,000;0.5\n2,500;7\n", "p=1000 2500; q=0.5 7", null),
        Arguments.of(
            "p\n1 000\n12 345\n", "p=1000 12345", "read with blanks between thousands in 'p'"),
        Arguments.of("p;q\n1\u00a0000,5;x\n2\u202f500;y\n", "p=1000.5 2500; q='x' 'y'", null),
        Arguments.of(
            "p\n1'000.5\n2’500\n",
            "p=1000.5 2500",
            "read with apostrophes between thousands in 'p'"),
        Arguments.of(
            "p;q\n1.125;x\n2.250;y\n", "p=1.125 2.25; q='x' 'y'", "read with separator ';'"),
        Arguments.of("a;b\n1;1,5e3\n2;,5\n", "a=1 2; b=1500 0.5", null),
        // what looks like none of that
        Arguments.of("a,b\n3-4,A1\n5-6,B2\n", "a='3-4' '5-6'; b='A1' 'B2'", ""),
        Arguments.of("a,b\n10 km/h zone,size 40\n30 km/h zone,size 42\n", null, ""),
        Arguments.of("a,b\n2024-01-05,<=50K\n2024-02-06,>50K\n", null, ""),
        Arguments.of("a,b\n01.02.2024,<30\n03.04.2024,>30\n", null, ""),
        Arguments.of("a,b\n1st,12:30\n2nd,13:45\n", null, ""),
        Arguments.of("a,b\n5m,12 A\n2b,14 B\n", null, ""));
  }

  @ParameterizedTest
  @MethodSource("files")
  void readsWhatPeopleWrite(String content, String expected, String notice) {
    Path file = file(content);
    Table table = TableReader.read(file);
    if (expected == null) {
      assertThat(table.columns()).allMatch(column -> column instanceof CategoricalColumn);
    } else {
      assertThat(contents(table)).isEqualTo(expected);
    }
    if (notice != null) {
      assertThat(told(table)).isEqualTo(notice);
    }
    for (int time = 0; time < 2; time++) {
      Table cached = TableReader.read(file, TableOptions.DEFAULT, CACHED);
      assertThat(contents(cached)).isEqualTo(contents(table));
      assertThat(cached.notices()).isEqualTo(table.notices());
      assertThat(cached.format()).isEqualTo(table.format());
    }
  }

  /** What the first records do not show is found out all the same. */
  @ParameterizedTest
  @MethodSource("files")
  void readsTheSameWhereItComesLate(String content, String expected, String notice) {
    String[] lines = content.split("\r?\n");
    if (expected == null
        || expected.contains("'")
        || content.contains("sep=")
        || !lines[0].matches("[a-z](;[a-z])*")) {
      return;
    }
    Table table =
        read(lines[0] + "\n" + (filler(lines[0]) + "\n").repeat(150) + rest(lines), options());
    Table early = read(content, options());
    int[] last = IntStream.range(150, table.rows()).toArray();
    assertThat(contents(table.select(last))).isEqualTo(contents(early));
  }

  private static TableOptions options() {
    return TableOptions.DEFAULT;
  }

  private static String filler(String header) {
    return header.replaceAll("[a-z]", "7");
  }

  private static String rest(String[] lines) {
    return Stream.of(lines).skip(1).collect(Collectors.joining("\n", "", "\n"));
  }

  static Stream<Arguments> faults() {
    return Stream.of(
        Arguments.of("a;b\n1,000;x\n2,500;y\n", 2, 1, "before decimals or between thousands"),
        Arguments.of("a,b\n\"1,5\",x\n\"2,5\",y\n", 2, 1, "give --decimal , for the former"),
        Arguments.of("a,b\n1.5,x\n\"1,5\",y\n", 3, 1, "'1,5' is written otherwise"),
        Arguments.of(
            "a,b\n\"1,000\",x\n1000,y\n\"2,000\",x\n", 2, 1, "other numbers of the column do not"),
        Arguments.of("a,b\n1,$900\n2,$910\n", 2, 2, "'$900' in column 'b' looks like an amount"),
        Arguments.of("a,b\n1,€ 1.200\n2,-€5\n", 2, 2, "looks like an amount of money"),
        Arguments.of("a,b\n1,5 EUR\n2,7.50 EUR\n", 2, 2, "looks like an amount of money"),
        Arguments.of("a,b\n1,12%\n2,7 %\n", 2, 2, "looks like a percentage"),
        Arguments.of("a,b\n1,5 kg\n2,7kg\n", 2, 2, "looks like a number with a unit"),
        Arguments.of("a,b\n1,50 m2\n2,70 m2\n", 2, 2, "write bare numbers (50)"),
        Arguments.of("a,b\n1,(900)\n2,(1.5)\n", 2, 2, "a negative number in parentheses"),
        Arguments.of("a,b\n1,\u22125\n2,\u22127\n", 2, 2, "a sign that is not '-'"),
        Arguments.of("a,b\n1,<1.0\n2,<2.0\n3,5\n", 2, 2, "'<1.0' in column 'b' looks like a bound"),
        Arguments.of("a,b\n1,5\n2,<1.0\n3,6\n", 3, 2, "'<1.0' is not a number but a bound"),
        Arguments.of("a,b\n1,5\n2,7 kg\n3,6\n", 3, 2, "write the bare number (7)"),
        Arguments.of("a,b\n1,5\n2,inf\n", 3, 2, "'inf' is not a finite number"),
        Arguments.of("a,b\n1,9007199254740993\n2,5\n", 2, 2, "float64 cannot tell from"),
        Arguments.of("a,b\n1,\"9,007,199,254,740,993\"\n", 2, 2, "(--categorical b)"),
        Arguments.of("5.1,3.5,a\n4.9,3.0,b\n4.7,3.2,a\n", 1, 0, "looks like data (5.1, 3.5, a)"),
        Arguments.of("a,b\nb,a\na,b\n", 1, 0, "looks like data"),
        Arguments.of("yes\nno\nyes\n", 1, 0, "--no-header"),
        Arguments.of("Smith,25\nJones,31\n", 1, 0, "looks like data"),
        Arguments.of("5.1,5.1,a\n4.9,3.0,b\n", 1, 2, "if the first line is data: --no-header"),
        Arguments.of("0,1,2\n4.9,3.0,7\n", 1, 0, "--header true"),
        Arguments.of("a,b,\n1,x,5\n", 2, 3, "--ignore column3"),
        Arguments.of(",a\n17,x\n4,y\n", 1, 1, "--ignore column1"),
        Arguments.of(",a\n0,x\n1,y\n1,z\n", 1, 1, "the column has no name"),
        Arguments.of("\"a\",\"b\"\n\"Fiat\",1,x\n", 1, 1, "(--ignore column1)"),
        Arguments.of("a,b\n1,x,y\n", 2, 0, "a text that holds ',' stands in quotes, and row names"),
        Arguments.of("a,b\n1,x\n2,x,y\n", 3, 0, "a text that holds ',' stands in quotes"));
  }

  @ParameterizedTest
  @MethodSource("faults")
  void refusesWhatIsInDoubt(String content, long line, long column, String message) {
    Path file = file(content);
    for (TableStorage storage : List.of(TableStorage.MEMORY, CACHED)) {
      InputException fault =
          catchThrowableOfType(
              InputException.class, () -> TableReader.read(file, TableOptions.DEFAULT, storage));
      assertThat(fault).hasMessageContaining(message);
      assertThat(fault.line()).isEqualTo(line);
      assertThat(fault.column()).isEqualTo(column);
    }
  }

  static Stream<Arguments> given() {
    TableOptions none = TableOptions.DEFAULT;
    TableOptions categorical = none.withType("b", ColumnType.CATEGORICAL);
    return Stream.of(
        Arguments.of("a;b\n1,000;x\n", none.withDecimal(','), "a=1; b='x'"),
        Arguments.of("a;b\n1,000;x\n", none.withDecimal('.'), "a=1000; b='x'"),
        Arguments.of("a;b\n1.000;x\n", none.withDecimal(','), "a=1000; b='x'"),
        Arguments.of("a,b\n\"1,5\",x\n\"2\",y\n", none.withDecimal(','), "a=1.5 2; b='x' 'y'"),
        Arguments.of("x\n1,5\n2,5\n", none.withDecimal(','), "x=1.5 2.5"),
        Arguments.of("a,b\n\"1,000\",x\n1000,y\n", none.withDecimal('.'), "a=1000 1000; b='x' 'y'"),
        Arguments.of("a,b\n1,$900\n2,$910\n", categorical, "a=1 2; b='$900' '$910'"),
        Arguments.of(
            "a,b\n1,9007199254740993\n2,9007199254740992\n",
            categorical,
            "a=1 2; b='9007199254740993' '9007199254740992'"),
        Arguments.of("a,b\n1,NA\n2,nan\n3,\n", categorical, "a=1 2 3; b='NA' 'nan' -"),
        Arguments.of(
            "a,b\n1,NA\n2,x\n3,?\n", none.withType("b", ColumnType.LABELS), "a=1 2 3; b=- 'x' -"),
        Arguments.of(
            "a,b\n-999,\"none\"\n-999.0,NONE\n3,NA\n4,x\n",
            none.withMissing(List.of("-999", "None")),
            "a=- - 3 4; b=- - 'NA' 'x'"),
        Arguments.of("a,b\n1,NA\n2,x\n", none.withMissing(List.of()), "a=1 2; b='NA' 'x'"),
        Arguments.of("a,b\n1,NA\n2,x\n", categorical.withMissing(List.of("NA")), "a=1 2; b=- 'x'"),
        Arguments.of("1,x\n2,y\n", none.withHeader(false), "column1=1 2; column2='x' 'y'"),
        Arguments.of("\n1,NA\n2,y\n", none.withHeader(false), "column1=1 2; column2=- 'y'"),
        Arguments.of("5.1,a\n4,a\n", none.withHeader(true), "5.1=4; a='a'"),
        Arguments.of("0,1\n4,5\n", none.withHeader(true), "0=4; 1=5"),
        Arguments.of("a;b,c\n1;2,3\n", none.withSeparator(';'), "a=1; b,c=2.3"),
        Arguments.of("a:b\n1:^x:y^\n", none.withSeparator(':').withQuote('^'), "a=1; b='x:y'"),
        Arguments.of(
            "  a   b\n 1  \t2 \n3 \"x  y\"\n4 \"z\"\n5 u\n".replace("1  \t2", "1  \tw"),
            none.withSeparator(' '),
            "a=1 3 4 5; b='w' 'x  y' 'z' 'u'"),
        Arguments.of("a,b\n1,'x'\n2,'y'\n", none.withQuote('"'), "a=1 2; b=''x'' ''y''"),
        Arguments.of(",a\n17,x\n4,y\n", none.withType("column1", ColumnType.IGNORE), "a='x' 'y'"),
        Arguments.of(
            ",a\n17,x\n4,y\n",
            none.withType("column1", ColumnType.AUTO),
            "column1=17 4; a='x' 'y'"),
        Arguments.of("a,b,\n1,x,5\n", none.withType("column3", ColumnType.IGNORE), "a=1; b='x'"));
  }

  @ParameterizedTest
  @MethodSource("given")
  void obeysWhatIsGiven(String content, TableOptions options, String expected) {
    assertThat(contents(read(content, options))).isEqualTo(expected);
    Path file = folder.resolve("data.csv");
    for (int time = 0; time < 2; time++) {
      assertThat(contents(TableReader.read(file, options, CACHED))).isEqualTo(expected);
    }
  }

  @Test
  void readsAnEncodingThatIsGiven() throws IOException {
    Path file = folder.resolve("data.csv");
    Files.write(file, "größe;x\n1;ä\n".getBytes(StandardCharsets.ISO_8859_1));
    TableOptions latin = TableOptions.DEFAULT.withEncoding(StandardCharsets.ISO_8859_1);
    assertThat(contents(TableReader.read(file, latin))).isEqualTo("größe=1; x='ä'");
    assertThat(contents(TableReader.read(file, latin, CACHED))).isEqualTo("größe=1; x='ä'");
  }

  @Test
  void doesNotServeACacheThatWasReadOtherwise() {
    Path file = file("a;b\n1,000;NA\n2,500;x\n");
    TableOptions comma = TableOptions.DEFAULT.withDecimal(',');
    TableOptions point = TableOptions.DEFAULT.withDecimal('.');
    TableOptions literal = comma.withType("b", ColumnType.CATEGORICAL);

    assertThat(contents(TableReader.read(file, comma, CACHED))).isEqualTo("a=1 2.5; b=- 'x'");
    assertThat(contents(TableReader.read(file, point, CACHED))).isEqualTo("a=1000 2500; b=- 'x'");
    assertThat(contents(TableReader.read(file, comma, CACHED))).isEqualTo("a=1 2.5; b=- 'x'");
    assertThat(contents(TableReader.read(file, literal, CACHED))).isEqualTo("a=1 2.5; b='NA' 'x'");
  }

  @Test
  void readsEachOfSeveralFilesAsItIsWritten() {
    file("part-1.csv", "a;b\n1;x\n2;y\n;\n");
    file("part-2.csv", "sep=,\na,b,\n3,z,\n,,\n");
    file("part-3.csv", "a\tb\n4\tu\n");
    Path all = folder.resolve("part-*.csv");
    Table table = TableReader.read(all);
    assertThat(contents(table)).isEqualTo("a=1 2 3 4; b='x' 'y' 'z' 'u'");
    assertThat(table.notices())
        .containsExactly(
            all
                + ": read with separator ';', separator tab; surplus empty fields at the end of rows"
                + " left out; 2 empty rows left out (the first: "
                + folder.resolve("part-1.csv")
                + ":4)");
  }

  @Test
  void refusesFilesThatWriteNumbersDifferently() {
    file("part-1.csv", "a;b\n1,5;x\n");
    file("part-2.csv", "a;b\n1.5;x\n");
    InputException fault =
        catchThrowableOfType(
            InputException.class, () -> TableReader.read(folder.resolve("part-*.csv")));
    assertThat(fault).hasMessageContaining("is written otherwise than other numbers of column 'a'");
  }

  @Test
  void goesOnCountingAnIndexInFurtherFilesOrBeginsAgain() {
    file("part-1.csv", ",a\n0,x\n1,y\n");
    file("part-2.csv", ",a\n2,z\n3,u\n");
    file("part-3.csv", ",a\n0,v\n");
    assertThat(contents(TableReader.read(folder.resolve("part-*.csv"))))
        .isEqualTo("a='x' 'y' 'z' 'u' 'v'");
  }

  @ParameterizedTest
  @ValueSource(chars = {',', ';', '\t', '|'})
  void findsTheSeparatorOfAHeaderLongerThanTheSample(char separator) {
    String header =
        IntStream.range(0, 20_000)
            .mapToObj(i -> "gene" + i)
            .collect(Collectors.joining(String.valueOf(separator)));
    String row =
        IntStream.range(0, 20_000)
            .mapToObj(Integer::toString)
            .collect(Collectors.joining(String.valueOf(separator)));
    Table table = read(header + "\n" + row + "\n", TableOptions.DEFAULT);
    assertThat(table.columns()).hasSize(20_000);
  }

  @Test
  void readsQuotesThatComeAfterABlankLateInTheFile() {
    String content = "a,b\n" + "1,x\n".repeat(20_000) + "2, \"y, z\"\n";
    Table table = read(content, TableOptions.DEFAULT);
    assertThat(table.column("b").text(20_000)).isEqualTo("y, z");
    assertThat(told(table)).isEqualTo("read with blanks around quotes");
  }

  /** A file of a model's: what it learnt of numbers decides only what is in doubt. */
  @ParameterizedTest
  @MethodSource("familiar")
  void asksTheModelWhereAFileLeavesItOpen(String content, String expected) {
    TableOptions options = TableOptions.DEFAULT.withFormat(CsvFormat.FOUND.withUsualDecimal(','));
    Path file = file(content);
    if (expected == null) {
      assertThat(catchThrowableOfType(InputException.class, () -> TableReader.read(file, options)))
          .hasMessageContaining("--decimal");
    } else {
      assertThat(contents(TableReader.read(file, options))).isEqualTo(expected);
    }
  }

  static Stream<Arguments> familiar() {
    return Stream.of(
        Arguments.of("a;b\n1,000;x\n", "a=1; b='x'"),
        Arguments.of("a;b\n1.5;x\n", "a=1.5; b='x'"),
        Arguments.of("a,b\n1.5,x\n", "a=1.5; b='x'"),
        Arguments.of("a,b\n1.500,x\n", "a=1.5; b='x'"),
        Arguments.of("a,b\n\"1,5\",x\n", "a=1.5; b='x'"),
        Arguments.of("a,b\n\"1,500\",x\n", null),
        Arguments.of("a;b\n1.500;x\n", null),
        Arguments.of("a;b\n1.500;0,5\n", "a=1500; b=0.5"),
        Arguments.of("a;b\n1.500;0.5\n", "a=1.5; b=0.5"));
  }
}
