package org.nn4j.core.preprocess;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nn4j.api.Checks;
import org.nn4j.api.Matrix;
import org.nn4j.core.data.CategoricalColumn;
import org.nn4j.core.data.Column;
import org.nn4j.core.data.ColumnType;
import org.nn4j.core.data.Table;

/**
 * A free text that becomes a fixed number of inputs: the words and pairs of neighbouring words are
 * counted in the first half of them, the sequences of 3 to 5 characters of each word, its ends
 * marked, in the second half. Which input counts what a hash decides, whose highest bit makes it
 * count down or up, so that what meets there by chance tends to cancel out. Each half is scaled to
 * the length √½. A missing text becomes zeros.
 *
 * <p>Words are what consists of letters and digits; case does not matter.
 *
 * <p>Source: Weinberger et al., "Feature Hashing for Large Scale Multitask Learning", 2009.
 *
 * @param column the name of the table's column
 * @param width the number of inputs, even
 */
public record TextFeature(String column, int width) implements FeatureStep {
  static final String TYPE = "text";
  private static final int LEAST_CHARACTERS = 3;
  private static final int MOST_CHARACTERS = 5;
  private static final int START = 0x811c9dc5;

  /** How many words make a text rather than a name. */
  private static final int TEXT_WORDS = 3;

  /**
   * Checks the number.
   *
   * @throws IllegalArgumentException if it is odd or below 2
   */
  public TextFeature {
    Checks.atLeast("text_inputs", width, 2);
    if (width % 2 != 0) {
      throw new IllegalArgumentException("text_inputs must be even but is " + width);
    }
  }

  /** Returns whether most of some labels consist of three words and more. */
  static boolean looksLike(List<String> labels) {
    long texts = labels.stream().filter(label -> words(label) >= TEXT_WORDS).count();
    return texts * 2 > labels.size();
  }

  private static int words(String text) {
    int count = 0;
    for (int at = next(text, 0); at < text.length(); at = next(text, end(text, at))) {
      count++;
    }
    return count;
  }

  static TextFeature fromMap(JsonMap tree) {
    return tree.build(() -> new TextFeature(tree.text("column"), (int) tree.number("width")));
  }

  /** Returns {@link ColumnType#LABELS}: texts are read as they are. */
  @Override
  public ColumnType type() {
    return ColumnType.LABELS;
  }

  @Override
  public Group group() {
    return Group.OTHERS;
  }

  @Override
  public String describe(int index) {
    return column + "#" + (index + 1);
  }

  @Override
  public String summary() {
    return "words and characters, hashed into " + width + " inputs";
  }

  @Override
  public FeatureStep.Encoder bind(Table table, int[] rows) {
    Column source = table.column(column);
    return (order, from, to, inputs, first) -> {
      for (int i = from; i < to; i++) {
        int row = rows[order[i]];
        String text =
            source.missing(row)
                ? ""
                : source instanceof CategoricalColumn texts
                    ? texts.labels().get(texts.code(row))
                    : source.text(row);
        write(text, inputs, i - from, first);
      }
    };
  }

  /** Overwrites the inputs of one sample; allocates nothing. */
  void write(String text, Matrix inputs, int row, int first) {
    for (int k = 0; k < width; k++) {
      inputs.set(row, first + k, 0);
    }
    int half = width / 2;
    int before = 0;
    boolean paired = false;
    for (int at = next(text, 0); at < text.length(); ) {
      int end = end(text, at);
      int word = hash(START, text, at, end);
      count(word, inputs, row, first, half);
      if (paired) {
        count(hash(add(before, ' '), text, at, end), inputs, row, first, half);
      }
      characters(text, at, end, inputs, row, first + half);
      before = word;
      paired = true;
      at = next(text, end);
    }
    scale(inputs, row, first, half);
    scale(inputs, row, first + half, half);
  }

  /** Counts the sequences of characters of a word, with a blank at either end. */
  private void characters(String text, int from, int to, Matrix inputs, int row, int first) {
    for (int start = from - 1; start <= to; start++) {
      int hash = START;
      for (int at = start; at <= to && at < start + MOST_CHARACTERS; at++) {
        hash = add(hash, at < from || at == to ? ' ' : lower(text.charAt(at)));
        if (at - start + 1 >= LEAST_CHARACTERS) {
          count(hash, inputs, row, first, width / 2);
        }
      }
    }
  }

  private static int next(String text, int from) {
    int at = from;
    while (at < text.length() && !inWord(text.charAt(at))) {
      at++;
    }
    return at;
  }

  private static int end(String text, int from) {
    int at = from;
    while (at < text.length() && inWord(text.charAt(at))) {
      at++;
    }
    return at;
  }

  /** Halves of characters beyond the first plane are letters: they are kept together. */
  private static boolean inWord(char c) {
    return Character.isLetterOrDigit(c) || Character.isSurrogate(c) || isMark(c);
  }

  private static boolean isMark(char c) {
    int type = Character.getType(c);
    return type == Character.NON_SPACING_MARK || type == Character.COMBINING_SPACING_MARK;
  }

  private static char lower(char c) {
    return Character.toLowerCase(c);
  }

  private static int hash(int start, String text, int from, int to) {
    int hash = start;
    for (int at = from; at < to; at++) {
      hash = add(hash, lower(text.charAt(at)));
    }
    return hash;
  }

  /** Adds a character by FNV-1a with 32 bits, two bytes. */
  private static int add(int hash, char c) {
    return ((hash ^ (c & 0xff)) * 0x01000193 ^ c >>> 8) * 0x01000193;
  }

  /** Mixes the bits as MurmurHash3 does at its end. */
  private static int mixed(int hash) {
    int mixed = hash;
    mixed = (mixed ^ mixed >>> 16) * 0x85ebca6b;
    mixed = (mixed ^ mixed >>> 13) * 0xc2b2ae35;
    return mixed ^ mixed >>> 16;
  }

  private static void count(int hash, Matrix inputs, int row, int first, int size) {
    int mixed = mixed(hash);
    int place = first + (mixed & Integer.MAX_VALUE) % size;
    inputs.set(row, place, inputs.get(row, place) + (mixed < 0 ? -1 : 1));
  }

  private static void scale(Matrix inputs, int row, int first, int size) {
    double squares = 0;
    for (int k = 0; k < size; k++) {
      double value = inputs.get(row, first + k);
      squares += value * value;
    }
    if (squares > 0) {
      double length = Math.sqrt(2 * squares);
      for (int k = 0; k < size; k++) {
        inputs.set(row, first + k, inputs.get(row, first + k) / length);
      }
    }
  }

  @Override
  public Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("type", TYPE);
    map.put("column", column);
    map.put("width", width);
    return map;
  }
}
