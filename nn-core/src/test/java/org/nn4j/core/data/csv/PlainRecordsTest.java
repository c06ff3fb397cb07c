package org.nn4j.core.data.csv;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CsvParseException;
import java.io.BufferedReader;
import java.io.FilterReader;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nn4j.core.data.CsvFormat;
import org.nn4j.core.data.TableOptions;
import org.nn4j.core.data.cache.TableCacheTest;
import org.nn4j.core.random.RandomStream;

/** What is read as plain records is what the parser of every CSV makes of it, errors too. */
class PlainRecordsTest {
  private static final Path FILE = Path.of("data.csv");

  private static final List<String> NUMBERS =
      List.of(
          "1",
          "-2.5",
          "0.1234",
          "007",
          "-0",
          "12.",
          ".5",
          "1e5",
          "+3",
          "0.12345678901234567",
          "3 ",
          " 4",
          "",
          "NA",
          "?",
          "\u00a05");

  private static final List<String> LABELS =
      List.of(
          "yes", "no", "Grün", "a b", "it's", "x\"", "\"yes\"", "\"a, b\"", "\"\"", "'x'", "-", "");

  /** What makes most tables faulty, or needs the parser of every CSV. */
  private static final List<String> MIXED =
      List.of(
          "1.2.3", "9007199254740993", "2024-01-31", "5\"", "\"1\"", "1,5", "|", "1", "yes", "");

  private static final List<String> RARE =
      List.of(
          "\"a\"\"b\"",
          "\"two\nlines\"",
          "\"two\r\nlines\"",
          "\"a\"b",
          " \"no\"",
          "\"open",
          "\r",
          "\n\n",
          ",,");

  private static final List<String> ENDS = List.of("\n", "\r\n", "\r");

  /** Hands over few characters at a time, so that a buffer may end anywhere. */
  private static final class Slow extends FilterReader {
    private final RandomStream random;

    Slow(String text, RandomStream random) {
      super(new StringReader(text));
      this.random = random;
    }

    @Override
    public int read(char[] target, int offset, int length) throws IOException {
      return super.read(target, offset, Math.min(length, 1 + random.nextInt(9)));
    }
  }

  private static String text(RandomStream random) {
    String separator = List.of(",", ",", ";", "\t").get(random.nextInt(4));
    String end = ENDS.get(random.nextInt(ENDS.size()));
    int width = 1 + random.nextInt(4);
    int rare = random.nextInt(3) == 0 ? 40 : Integer.MAX_VALUE;
    List<List<String>> columns = new ArrayList<>();
    StringBuilder text = new StringBuilder();
    for (int field = 0; field < width; field++) {
      int kind = random.nextInt(12);
      columns.add(kind == 0 ? MIXED : kind < 7 ? NUMBERS : LABELS);
      text.append(field == 0 ? "" : separator).append(kind % 4 == 0 ? "\"n" : "n").append(field);
      text.append(kind % 4 == 0 ? "\"" : "");
    }
    text.append(end);
    for (int row = random.nextInt(40); row >= 0; row--) {
      for (int field = 0; field < width; field++) {
        List<String> some = random.nextInt(rare) == 0 ? RARE : columns.get(field);
        text.append(field == 0 ? "" : separator).append(some.get(random.nextInt(some.size())));
      }
      text.append(end);
    }
    return text.substring(0, text.length() - random.nextInt(2));
  }

  /** Reads a text, and tells what became of it. */
  private static String read(String text, Reader reader, boolean plain) throws IOException {
    Dialect dialect = Dialect.find(new BufferedReader(new StringReader(text)), CsvFormat.FOUND);
    TableBuilder table =
        new TableBuilder(FILE, List.of(FILE), TableOptions.DEFAULT, Map.of(), false, null);
    TableHandler handler = new TableHandler(FILE, dialect, table);
    try {
      Reader rest = plain ? PlainRecords.read(reader, dialect, handler) : reader;
      if (rest != null) {
        CsvFiles.parse(rest, dialect, handler);
      }
      handler.finish();
      return table.finish().isEmpty() ? TableCacheTest.contents(table.table()) : "another pass";
    } catch (CsvParseException e) {
      return CsvFiles.fault(FILE, handler.line(), e).toString();
    } catch (RuntimeException e) {
      return e.toString();
    }
  }

  private static String requireSame(String text, Reader reader, String what) throws IOException {
    String plain = read(text, reader, true);
    assertThat(plain).as("%s: %s", what, text).isEqualTo(read(text, new StringReader(text), false));
    return plain;
  }

  @Test
  void makesTheSameOfRandomTexts() throws IOException {
    int seeds = 2000;
    int tables = 0;
    for (int seed = 0; seed < seeds; seed++) {
      RandomStream random = new RandomStream(seed, "csv");
      String text = text(random);
      tables += requireSame(text, new Slow(text, random), "seed " + seed).contains("\n") ? 1 : 0;
    }
    assertThat(tables).as("texts that are tables").isGreaterThan(seeds / 10);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a,b\n1,2\n3,\"4\"\"\"\n5,6\n",
        "a,b\n1,2\n3,\"x\ny\"\n5,6,7\n",
        "a,b\n1,2\n3,\"x\n",
        "a,b\n1,2\n\n3,\"x\"y\n",
        "a,b\n1,2\n3,",
        "a,b\n1,2\n3",
        "a,b\n1,2\n,\n3,4\n",
        "a\n1\n\n\n2\n\n",
        "a\n\"\"\n1\n",
        "sep=;\na;b\n1;2\n",
        "a,b\r\n1,2\r\n3,4\r\n\r\n",
        "a,b\r1,2\r3,4\r",
        "a,b,c,\n1,2,3,\n4,5,6,\n",
        "a,b\n1,2\n\n\n3,4,5\n"
      })
  void makesTheSameOf(String text) throws IOException {
    requireSame(text, new StringReader(text), "all at once");
    requireSame(text, new Slow(text, new RandomStream(1, "slow")), "in pieces");
  }

  @Test
  void readsFieldsLongerThanItsBuffer() throws IOException {
    String field = "x".repeat(200_000);
    String text = "a,b\n1,y\n2," + field + "\n3,\"" + field + "\"\n4,z\n";

    requireSame(text, new StringReader(text), "long");
    assertThat(read(text, new StringReader(text), true)).contains(field);
  }
}
