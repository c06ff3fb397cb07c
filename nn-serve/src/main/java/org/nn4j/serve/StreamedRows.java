package org.nn4j.serve;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.nn4j.core.model.Prediction;
import org.nn4j.core.text.Spelling;

/**
 * Rows that are predicted as they come, so that any number takes the memory of a block: CSV with a
 * header, as {@code nn predict} reads and writes it, or JSON, an object a line.
 */
final class StreamedRows {
  static final String CSV = "text/csv";
  static final String JSON_LINES = "application/x-ndjson";

  /** A JSON list of sentences, as {@code warnings} is in answers that are objects. */
  static final String WARNINGS = "NN4J-Warnings";

  /** Characters of that header, within what clients and proxies take. */
  private static final int MOST_WARNINGS = 4000;

  /** Characters of a header line. */
  private static final int HEADER = 1 << 20;

  private final ServedModel model;
  private final Turnstile turnstile;
  private final @Nullable Double level;
  private final List<String> columns;
  private final RowBlock block;

  /**
   * Begins.
   *
   * @param level the probability that intervals or sets of classes are to hold with, or null
   * @throws RequestException if the model has none of them
   */
  StreamedRows(ServedModel model, Turnstile turnstile, int mostRows, @Nullable Double level) {
    this.model = model;
    this.turnstile = turnstile;
    this.level = level;
    this.columns = new Answers(model.none(), level).columns();
    this.block = new RowBlock(model, RowBlock.MOST, mostRows, () -> {});
  }

  /** Returns the rows that were read. */
  RowBlock block() {
    return block;
  }

  /** Returns a header that tells what was taken as missing so far, if anything was. */
  Map<String, String> headers() {
    List<String> warnings = block.unknown().sentences();
    return warnings.isEmpty()
        ? Map.of()
        : Map.of(WARNINGS, JsonAnswer.ascii(warnings, MOST_WARNINGS));
  }

  /** Where a block's predictions go. */
  private interface Sink {
    void write(Prediction prediction) throws IOException;
  }

  /** Predicts what is waiting, if the block is full or there is no more. */
  private void predict(boolean last, Sink sink) throws IOException {
    if (!last && block.count() % RowBlock.MOST != 0) {
      return;
    }
    List<Prediction> predictions;
    turnstile.again();
    try {
      predictions = block.take();
    } finally {
      turnstile.leave();
    }
    for (Prediction prediction : predictions) {
      sink.write(prediction);
    }
  }

  /**
   * Predicts the rows of a CSV text. Its columns may be in any order, with others among them.
   *
   * @param out buffered by the caller
   * @throws RequestException if a row cannot be predicted; some may have been written then
   */
  void csv(InputStream in, OutputStream out) throws IOException {
    BufferedReader text = reader(in);
    char separator = separator(text);
    Writer writer = new OutputStreamWriter(out, StandardCharsets.UTF_8);
    try (CsvWriter csv = CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(writer)) {
      csv.writeRecord(columns);
      Sink sink =
          prediction -> {
            for (List<Object> cells : new Answers(prediction, level).cells()) {
              csv.writeRecord(cells.stream().map(Object::toString).toList());
            }
          };
      List<String> header = null;
      Map<String, @Nullable Object> row = new LinkedHashMap<>();
      for (CsvRecord record : records(text, separator)) {
        if (header == null) {
          header = header(record.getFields());
          requireSome(header);
          continue;
        }
        if (record.getFieldCount() != header.size()) {
          throw new RequestException(
              400,
              "row "
                  + (block.count() + 1)
                  + (" (line " + record.getStartingLineNumber() + ") has ")
                  + (record.getFieldCount() + " cells, but the header " + header.size()));
        }
        for (int c = 0; c < header.size(); c++) {
          row.put(header.get(c), record.getField(c));
        }
        block.add(row);
        predict(false, sink);
      }
      if (header == null) {
        throw new RequestException(
            400, "the body is empty; the first line of CSV names the columns");
      }
      predict(true, sink);
    } catch (CsvParseException | UncheckedIOException e) {
      throw unwrapped(e);
    }
  }

  /** Returns records of any number of cells, so that a wrong one can be named by its row. */
  private static CsvReader<CsvRecord> records(BufferedReader text, char separator) {
    return CsvReader.builder()
        .fieldSeparator(separator)
        .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
        .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
        .ofCsvRecord(text);
  }

  private static RuntimeException unwrapped(RuntimeException e) throws IOException {
    if (e.getCause() instanceof IOException broken) {
      throw broken;
    }
    if (e.getCause() instanceof RequestException refused) {
      throw refused;
    }
    return new RequestException(400, "the body is no CSV: " + e.getMessage());
  }

  /** Reads UTF-8, with or without a byte order mark. */
  private static BufferedReader reader(InputStream in) throws IOException {
    BufferedReader text = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
    text.mark(1);
    if (text.read() != '\uFEFF') {
      text.reset();
    }
    return text;
  }

  /** Returns the character that divides a header into most of the model's columns. */
  private char separator(BufferedReader text) throws IOException {
    text.mark(HEADER);
    StringBuilder line = new StringBuilder();
    for (int c = text.read(); c >= 0 && c != '\n' && line.length() < HEADER - 1; c = text.read()) {
      line.append((char) c);
    }
    String header = line.toString();
    text.reset();
    Set<String> columns = new HashSet<>(model.columns());
    char best = ',';
    long most = 0;
    for (char candidate : new char[] {',', ';', '\t', '|'}) {
      long known = 0;
      for (String cell : header.split("\\Q" + candidate + "\\E", -1)) {
        known += columns.contains(cell.strip().replace("\"", "")) ? 1 : 0;
      }
      if (known > most) {
        best = candidate;
        most = known;
      }
    }
    return best;
  }

  /** Refuses a header that is none, as a first row is, or what is packed. */
  private void requireSome(List<String> header) {
    for (String name : header) {
      if (Spelling.match(name, model.columns()) != null) {
        return;
      }
    }
    throw new RequestException(
        400,
        "the first line names none of the columns "
            + model.columnNames()
            + "; it is to be a header");
  }

  private static List<String> header(List<String> fields) {
    List<String> names = new ArrayList<>();
    for (String field : fields) {
      String name = field.strip();
      if (names.contains(name) && !name.isEmpty()) {
        throw new RequestException(400, "the header has two columns '" + name + "'");
      }
      names.add(name);
    }
    return names;
  }

  /**
   * Predicts rows that are JSON objects, one a line.
   *
   * @param out buffered by the caller
   * @throws RequestException if a row cannot be predicted; some may have been written then
   */
  void jsonLines(InputStream in, OutputStream out) throws IOException {
    BufferedReader text = reader(in);
    Sink sink =
        prediction -> {
          Answers answers = new Answers(prediction, level);
          for (int r = 0; r < prediction.values().rows(); r++) {
            int row = r;
            out.write(JsonAnswer.bytes(json -> answers.writeRow(json, row)));
            out.write('\n');
          }
        };
    Map<String, @Nullable Object> values = new LinkedHashMap<>();
    int lines = -1; // before the one that is read
    for (String line = line(text); line != null; line = line(text)) {
      lines++;
      if (line.isBlank()) {
        continue;
      }
      byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
      int number = block.count() + 1;
      try {
        JsonBody.read(
            bytes,
            bytes.length,
            json -> {
              JsonBody.row(json, values, "row " + number);
              return values;
            });
      } catch (RequestException e) {
        throw e.below(lines);
      }
      block.add(values);
      predict(false, sink);
    }
    predict(true, sink);
  }

  /** Returns the next line, whose length is bounded, or null if there is none. */
  private static @Nullable String line(BufferedReader text) throws IOException {
    int c = text.read();
    if (c < 0) {
      return null;
    }
    StringBuilder line = new StringBuilder();
    while (c >= 0 && c != '\n') {
      if (line.length() == HEADER) {
        throw new RequestException(413, "a line has more than " + HEADER + " characters");
      }
      line.append((char) c);
      c = text.read();
    }
    return line.toString();
  }
}
