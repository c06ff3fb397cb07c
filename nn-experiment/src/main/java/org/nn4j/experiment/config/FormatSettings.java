package org.nn4j.experiment.config;

import static org.nn4j.experiment.config.Setting.Group.DATA;

import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nn4j.core.data.CsvFormat;

/** The settings of how CSV files are written, where that is not left to detection. */
public final class FormatSettings {
  /** The separator of fields. */
  public static final Setting<Character> SEPARATOR =
      Setting.auto(
          "separator",
          DATA,
          new CharacterFormat(null),
          "character between the fields of CSV, or tab, or blank for any number of blanks");

  /** The quote around fields. */
  public static final Setting<Character> QUOTE =
      Setting.auto(
          "quote",
          DATA,
          new CharacterFormat(null),
          "character around fields of CSV that may hold separators");

  /** The encoding. */
  public static final Setting<Charset> ENCODING =
      Setting.auto(
          "encoding",
          DATA,
          new ValueFormat.Scalar<>(
              "NAME",
              "an encoding such as utf-8, iso-8859-1, windows-1252 or utf-16",
              (text, base) -> charset(text),
              Charset::name),
          "encoding of CSV");

  /** Whether the first line names the columns. */
  public static final Setting<Boolean> HEADER =
      Setting.auto(
          "header",
          DATA,
          WordFormats.flag(),
          "whether the first line of CSV names the columns; else they are column1, column2, …");

  /** The decimal sign. */
  public static final Setting<Character> DECIMAL =
      Setting.auto(
          "decimal",
          DATA,
          new CharacterFormat(".,"),
          "sign before decimals in CSV, . or , of which the other may stand between thousands");

  /** The texts of missing cells. */
  public static final Setting<List<String>> MISSING =
      Setting.auto(
          "missing",
          DATA,
          WordFormats.texts("TEXT,…"),
          "texts of missing cells in CSV, such as NA,-999, in place of NA, N/A, null, ? and nan");

  /** All of them, in the order in which they are listed and printed. */
  static final List<Setting<?>> ALL = List.of(SEPARATOR, QUOTE, ENCODING, HEADER, DECIMAL, MISSING);

  private FormatSettings() {}

  private static @Nullable Charset charset(String name) {
    try {
      return Charset.forName(name);
    } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
      return null;
    }
  }

  /**
   * Returns what the settings say about how files are written.
   *
   * @throws org.nn4j.core.InputException if separator and quote are the same
   */
  public static CsvFormat format(Settings settings) {
    return settings.using(
        SEPARATOR,
        () ->
            new CsvFormat(
                settings.find(SEPARATOR),
                settings.find(QUOTE),
                settings.find(ENCODING),
                settings.find(HEADER),
                settings.find(DECIMAL),
                null,
                settings.find(MISSING)));
  }

  /**
   * The format of single characters, of which some have names.
   *
   * @param allowed the characters that are allowed, or null for all
   */
  private record CharacterFormat(@Nullable String allowed) implements ValueFormat<Character> {
    private static final Map<String, Character> NAMES =
        Map.of(
            "tab", '\t', "\\t", '\t', "blank", ' ', "space", ' ', "comma", ',', "semicolon", ';');

    @Override
    public String label() {
      return "CHAR";
    }

    @Override
    public String rule() {
      return allowed == null
          ? "a character, tab or blank"
          : "one of the characters " + String.join(" ", allowed.split(""));
    }

    @Override
    public @Nullable Character read(RawValue value, Path base) {
      if (!(value instanceof RawValue.Text text) || text.text().isEmpty()) {
        return null;
      }
      String written = text.text();
      Character named = NAMES.get(written);
      Character sign =
          named == null && written.length() == 1 ? (Character) written.charAt(0) : named;
      return sign == null || (allowed != null && allowed.indexOf(sign) < 0) ? null : sign;
    }

    @Override
    public Object print(Character sign) {
      return sign == '\t' ? "tab" : sign == ' ' ? "blank" : sign.toString();
    }
  }
}
