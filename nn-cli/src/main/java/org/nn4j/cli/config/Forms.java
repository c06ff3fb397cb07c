package org.nn4j.cli.config;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.nn4j.core.checkpoint.Every;
import org.nn4j.core.registry.ComponentExpression;
import org.nn4j.core.training.EarlyStopping;

/** The forms of the settings' values. */
final class Forms {
  private static final Pattern DECIMAL =
      Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?");
  private static final String FULL = "full";

  private Forms() {}

  static Form<String> text(String label) {
    return new ScalarForm<>(
        label, "a text", (text, base) -> text.isEmpty() ? null : text, text -> text);
  }

  static Form<List<String>> texts(String label) {
    return new ListForm<>(label, "a list of texts", true, "", (text, base) -> text, text -> text);
  }

  static Form<Path> path(String label) {
    return new ScalarForm<>(label, "a path", Forms::path, Forms::absolute);
  }

  static Form<List<Path>> paths(String label) {
    return new ListForm<>(label, "a list of paths", false, "", Forms::path, Forms::absolute);
  }

  /** Returns a path that means the same from every folder. */
  private static String absolute(Path path) {
    return path.toAbsolutePath().normalize().toString();
  }

  private static @Nullable Path path(String text, Path base) {
    try {
      return text.isEmpty() ? null : base.resolve(text);
    } catch (InvalidPathException e) {
      return null;
    }
  }

  static Form<Integer> whole(int least) {
    return new ScalarForm<>(
        "N", "a whole number ≥ " + least, (text, base) -> whole(text, least), value -> value);
  }

  static Form<Long> size() {
    return new ScalarForm<>("SIZE", Sizes.RULE, (text, base) -> Sizes.parse(text), Sizes::print);
  }

  /** Rows of a batch; 0 is written {@code full}. */
  static Form<Integer> batch() {
    return new ScalarForm<>(
        "N",
        "a whole number ≥ 1, or full",
        (text, base) -> text.equals(FULL) ? Integer.valueOf(0) : whole(text, 1),
        value -> value == 0 ? FULL : value);
  }

  private static @Nullable Integer whole(String text, int least) {
    try {
      int value = Integer.parseInt(text);
      return value < least ? null : value;
    } catch (NumberFormatException e) {
      return null;
    }
  }

  static Form<Long> seed() {
    return new ScalarForm<>(
        "N", "a whole number of 64 bits", (text, base) -> seed(text), value -> value);
  }

  private static @Nullable Long seed(String text) {
    try {
      return Long.valueOf(text);
    } catch (NumberFormatException e) {
      return null;
    }
  }

  /** A finite number of at least 0. */
  static Form<Double> bound() {
    return new ScalarForm<>(
        "X",
        "a finite number ≥ 0",
        (text, base) -> {
          Double value = finite(text);
          return value == null || value < 0 ? null : value;
        },
        value -> value);
  }

  /** A number of at least 0 and below 1. */
  static Form<Double> share() {
    return new ScalarForm<>(
        "X",
        "a number ≥ 0 and below 1",
        (text, base) -> {
          Double value = finite(text);
          return value == null || value < 0 || value >= 1 ? null : value;
        },
        value -> value);
  }

  static Form<Boolean> flag() {
    return new ScalarForm<>(
        "BOOL",
        "true or false",
        (text, base) ->
            text.equals("true") ? Boolean.TRUE : text.equals("false") ? Boolean.FALSE : null,
        value -> value);
  }

  /** One of an enum's constants, in lower case. */
  static <E extends Enum<E>> Form<E> choice(Class<E> type) {
    List<String> words = Arrays.stream(type.getEnumConstants()).map(Forms::word).toList();
    return new ScalarForm<>(
        String.join("|", words),
        "one of " + String.join(", ", words),
        (text, base) ->
            Arrays.stream(type.getEnumConstants())
                .filter(constant -> word(constant).equals(text.replace('-', '_')))
                .findFirst()
                .orElse(null),
        Forms::word);
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  /** A part as users write it; its grammar is checked here, its name when it is built. */
  static Form<String> part(String label) {
    return new ScalarForm<>(
        label, "a part such as name or name(key=value)", (text, base) -> expression(text), p -> p);
  }

  static Form<List<String>> parts(String label) {
    return new ListForm<>(
        label,
        "a list of parts such as name or name(key=value)",
        true,
        "none",
        (text, base) -> expression(text),
        part -> part);
  }

  /** A quantity to watch, with parameters as a part has them. */
  static Form<String> earlyStopping() {
    return new ScalarForm<>(
        "QUANTITY",
        "a quantity such as validation_loss or accuracy(patience=10)",
        (text, base) -> EarlyStopping.parse(text).expression(),
        rule -> rule);
  }

  static Form<Duration> duration() {
    return new ScalarForm<>(
        "TIME",
        "a time above 0 such as 90s, 5m or 1h30m",
        (text, base) -> Durations.parse(text),
        Durations::print);
  }

  /** How often; a time, or a number of steps or epochs. */
  static Form<Every> every() {
    return new ScalarForm<>(
        "TIME|N epochs|N steps",
        "a time such as 90s or 5m, or such as '10 epochs' or '500 steps'",
        (text, base) -> Durations.parseEvery(text),
        Durations::print);
  }

  private static String expression(String text) {
    return ComponentExpression.parse(text).toString();
  }

  /** Layers: {@code 16:relu} for a dense layer of 16 units, or any layer as a part. */
  static Form<List<LayerItem>> layers() {
    return new ListForm<>(
        "LAYERS",
        "a list of layers such as 16:relu or dropout(rate=0.2), or none",
        true,
        "none",
        (text, base) -> LayerItem.parse(text),
        LayerItem::toString);
  }

  /** Samples held out: a number in [0, 1), or else a file. */
  static Form<Portion> portion() {
    return new ScalarForm<>(
        "X|FILE",
        "a fraction in [0, 1) or a file",
        Forms::portion,
        value -> value.file() == null ? value.fraction() : absolute(value.file()));
  }

  private static @Nullable Portion portion(String text, Path base) {
    if (!DECIMAL.matcher(text).matches()) {
      Path file = path(text, base);
      return file == null ? null : new Portion(0, file);
    }
    double fraction = Double.parseDouble(text);
    return fraction >= 0 && fraction < 1 ? Portion.of(fraction) : null;
  }

  /** What replaces a missing number. */
  static Form<Filling> filling() {
    return new ScalarForm<>(
        "mean|median|X",
        "mean, median or a finite number",
        (text, base) -> Filling.parse(text, finite(text)),
        Filling::print);
  }

  /** Where classes are decided: a number, or a metric to choose one for. */
  static Form<Threshold> threshold() {
    return new ScalarForm<>(
        "X|METRIC",
        "a number above 0 and below 1, or a metric such as f1",
        (text, base) -> threshold(text),
        Threshold::print);
  }

  private static @Nullable Threshold threshold(String text) {
    if (!DECIMAL.matcher(text).matches()) {
      return new Threshold(Threshold.EVEN.value(), expression(text));
    }
    double value = Double.parseDouble(text);
    return value > 0 && value < 1 ? new Threshold(value, null) : null;
  }

  static @Nullable Double finite(String text) {
    if (!DECIMAL.matcher(text).matches()) {
      return null;
    }
    double value = Double.parseDouble(text);
    return Math.abs(value) <= Double.MAX_VALUE ? value : null;
  }
}
