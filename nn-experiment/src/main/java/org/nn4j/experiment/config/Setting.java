package org.nn4j.experiment.config;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.nn4j.core.InputException;

/**
 * One setting of a training run: the single description from which its flag, its YAML key, its help
 * and its default are derived.
 *
 * @param <T> the type of its values
 */
public final class Setting<T> {

  /** The headings under which the help lists settings. */
  public enum Group {
    /** What is learnt from. */
    DATA("Data"),
    /** What is trained. */
    NETWORK("Network"),
    /** How it is trained. */
    TRAINING("Training"),
    /** Everything else. */
    RUN("Run");

    private final String heading;

    Group(String heading) {
      this.heading = heading;
    }

    /** Returns the heading in the help. */
    public String heading() {
      return heading;
    }
  }

  private final String key;
  private final Group group;
  private final ValueFormat<T> form;
  private final @Nullable T preset;
  private final @Nullable String absence;
  private final String help;

  private Setting(
      String key,
      Group group,
      ValueFormat<T> form,
      @Nullable T preset,
      @Nullable String absence,
      String help) {
    this.key = key;
    this.group = group;
    this.form = form;
    this.preset = preset;
    this.absence = absence;
    this.help = help;
  }

  /** Creates a setting with a default. */
  static <T> Setting<T> of(String key, Group group, ValueFormat<T> form, T preset, String help) {
    return new Setting<>(key, group, form, preset, null, help);
  }

  /** Creates a setting that is determined automatically if it is not given, or is {@code auto}. */
  static <T> Setting<T> auto(String key, Group group, ValueFormat<T> form, String help) {
    return new Setting<>(key, group, form, null, "auto", help);
  }

  /** Creates a setting that may stay without a value, which is also written {@code none}. */
  static <T> Setting<T> optional(String key, Group group, ValueFormat<T> form, String help) {
    return new Setting<>(key, group, form, null, "none", help);
  }

  /** Creates a setting that must be given. */
  static <T> Setting<T> required(String key, Group group, ValueFormat<T> form, String help) {
    return new Setting<>(key, group, form, null, null, help);
  }

  /** Returns the key in YAML: {@code clip_norm}. */
  public String key() {
    return key;
  }

  /** Returns the flag on the command line: {@code --clip-norm}. */
  public String flag() {
    return flag(key);
  }

  static String flag(String key) {
    return "--" + key.replace('_', '-');
  }

  /** Returns what the help lists it under. */
  public Group group() {
    return group;
  }

  /** Returns the placeholder of its value in the help. */
  public String label() {
    return form.label();
  }

  /** Returns whether the value is true or false, which the flag alone makes true. */
  public boolean isFlag() {
    return form.label().equals(WordFormats.FLAG);
  }

  /** Returns whether the flag may be repeated to make a list. */
  public boolean repeatable() {
    return form.repeatable();
  }

  /** Returns the help text with the default. */
  public String help() {
    String word = preset == null ? absence : String.valueOf(form.print(preset));
    return word == null || word.equals("[]") ? help : help + " (default: " + word + ")";
  }

  @Nullable T preset() {
    return preset;
  }

  @Nullable String absence() {
    return absence;
  }

  /**
   * Reads a value.
   *
   * @param base the folder that relative paths start from
   * @return the value, or null if the text is the word for no value
   * @throws InputException if it breaks the rule, with its place
   */
  @Nullable T read(RawValue value, Path base, Place place) {
    if (absence != null && value instanceof RawValue.Text text && text.text().equals(absence)) {
      return null;
    }
    T read;
    try {
      read = form.read(value, base);
    } catch (IllegalArgumentException | InputException e) {
      throw place.fault(this, String.valueOf(e.getMessage()));
    }
    if (read == null) {
      String orAbsent = absence == null || form.rule().contains(absence) ? "" : " or " + absence;
      throw place.fault(this, "must be " + form.rule() + orAbsent + " but is " + value.describe());
    }
    return read;
  }

  /** Returns what YAML holds for a value, or for none. */
  Object print(@Nullable T value) {
    if (value != null) {
      return form.print(value);
    }
    if (absence == null) {
      throw new IllegalStateException(key + " has no value");
    }
    return absence;
  }

  @Override
  public String toString() {
    return key;
  }
}
