package org.nn4j.experiment.config;

import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The form of single characters, of which some have names.
 *
 * @param allowed the characters that are allowed, or null for all
 */
record SignFormat(@Nullable String allowed) implements ValueFormat<Character> {
  private static final Map<String, Character> NAMES =
      Map.of("tab", '\t', "\\t", '\t', "blank", ' ', "space", ' ', "comma", ',', "semicolon", ';');

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
    Character sign = named == null && written.length() == 1 ? (Character) written.charAt(0) : named;
    return sign == null || (allowed != null && allowed.indexOf(sign) < 0) ? null : sign;
  }

  @Override
  public Object print(Character sign) {
    return sign == '\t' ? "tab" : sign == ' ' ? "blank" : sign.toString();
  }
}
