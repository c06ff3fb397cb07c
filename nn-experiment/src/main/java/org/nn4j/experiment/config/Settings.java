package org.nn4j.experiment.config;

import java.io.Serializable;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.nn4j.core.InputException;

/** The values of {@link AllSettings}, given or by default. Immutable. */
public final class Settings implements Serializable {
  private static final long serialVersionUID = 1;

  private final transient Map<Setting<?>, Entry> entries; // sent as what writeReplace returns

  /** A value, null where none is wanted, and where it was written. */
  private record Entry(@Nullable Object value, Place place) {}

  /**
   * What is sent to another process: what YAML holds, but paths as they were written.
   *
   * @param values by the keys of settings
   * @param places where they were written, in the same order
   */
  private record Sent(Map<String, Object> values, List<Place> places) implements Serializable {
    private Object readResolve() {
      Settings settings = defaults();
      Iterator<Place> place = places.iterator();
      for (Map.Entry<String, Object> value : values.entrySet()) {
        settings =
            settings.withRaw(
                AllSettings.find(value.getKey()),
                RawValue.of(value.getValue()),
                Path.of(""),
                place.next());
      }
      return settings;
    }
  }

  private Object writeReplace() {
    Map<String, Object> values = new LinkedHashMap<>();
    entries.forEach(
        (setting, entry) ->
            values.put(
                setting.key(),
                entry.value() instanceof Path path ? path.toString() : print(setting)));
    return new Sent(values, entries.values().stream().map(Entry::place).toList());
  }

  private Settings(Map<Setting<?>, Entry> entries) {
    this.entries = entries;
  }

  /** Returns settings that all have their defaults. */
  public static Settings defaults() {
    return new Settings(Map.of());
  }

  /**
   * Returns a copy with the values of a YAML file; relative paths in it start from its folder.
   *
   * @throws InputException if it cannot be read, has an unknown key or a wrong value, with the
   *     place
   */
  public Settings withYaml(Path file) {
    return withYaml(file, YamlFile.read(file));
  }

  /**
   * Returns a copy with the values of a YAML text; relative paths in it start from a file's folder.
   *
   * @param file where the text stands, which errors name
   * @throws InputException if it has an unknown key or a wrong value, with the place
   */
  public Settings withYaml(Path file, String text) {
    return withYaml(file, YamlFile.parse(file, text));
  }

  private Settings withYaml(Path file, List<YamlFile.Entry> yamls) {
    Settings changed = this;
    for (YamlFile.Entry yaml : yamls) {
      changed = changed.withYaml(file, yaml);
    }
    return changed;
  }

  Settings withYaml(Path file, YamlFile.Entry yaml) {
    return withRaw(
        AllSettings.find(file, yaml), yaml.value(), file.resolveSibling(""), yaml.place());
  }

  /** Returns a copy with a value as it was written, relative paths in which start from a folder. */
  Settings withRaw(Setting<?> setting, RawValue value, Path folder, Place place) {
    return changed(map -> map.put(setting, new Entry(setting.read(value, folder, place), place)));
  }

  /**
   * Returns a copy with the values of a flag as they were typed.
   *
   * @param texts several only if the setting is repeatable
   * @throws InputException if a value is wrong
   */
  public Settings withFlag(Setting<?> setting, List<String> texts) {
    if (texts.size() > 1 && !setting.repeatable()) {
      throw Place.COMMAND_LINE.fault(setting, "is given " + texts.size() + " times; give it once");
    }
    RawValue value =
        texts.size() == 1 ? new RawValue.Text(texts.get(0)) : new RawValue.Items(texts);
    return withRaw(setting, value, Path.of(""), Place.COMMAND_LINE);
  }

  /**
   * Returns a copy with a value that a program gives: what a file of settings would hold, as texts,
   * numbers, lists and maps, or a part.
   *
   * @throws InputException if the value is wrong
   */
  public Settings withValue(Setting<?> setting, Object value) {
    return withRaw(setting, RawValue.of(value), Path.of(""), Place.COMMAND_LINE);
  }

  /**
   * Returns a copy in which a parameter of the part that a setting names has a value.
   *
   * @param key such as {@code optimizer.lr}
   * @throws InputException if the setting names no part, or has no value
   */
  public Settings withParameter(String key, Object value) {
    return SearchRange.withParameter(
        this,
        AllSettings.find(SearchRange.settingKey(key)),
        key.substring(key.indexOf('.') + 1),
        RawValue.text(value),
        Path.of(""),
        Place.COMMAND_LINE);
  }

  /** Returns a copy with a value, which keeps the place of the one it replaces. */
  public <T> Settings with(Setting<T> setting, T value) {
    return changed(map -> map.put(setting, new Entry(value, place(setting))));
  }

  /** Returns a copy for what is done with one network: no preset, unless one is given. */
  public Settings ofOneNetwork() {
    return isGiven(TrainingSettings.PRESET) ? this : with(TrainingSettings.PRESET, Preset.NONE);
  }

  /** Returns a copy in which a setting has its default. */
  public Settings without(Setting<?> setting) {
    return changed(map -> map.remove(setting));
  }

  /** Returns a copy with all that others give, which count more. */
  public Settings overriddenBy(Settings others) {
    return changed(map -> map.putAll(others.entries));
  }

  /** Returns what is given of some settings alone. */
  public Settings only(Collection<? extends Setting<?>> wanted) {
    return changed(map -> map.keySet().retainAll(wanted));
  }

  private Settings changed(Consumer<Map<Setting<?>, Entry>> change) {
    Map<Setting<?>, Entry> changed = new LinkedHashMap<>(entries);
    change.accept(changed);
    return new Settings(changed);
  }

  /** Returns whether a setting's value is given, even if it is its default. */
  public boolean isGiven(Setting<?> setting) {
    return entries.containsKey(setting);
  }

  /** Returns a setting's value, or null if it has none yet. */
  public <T> @Nullable T find(Setting<T> setting) {
    Entry entry = entries.get(setting);
    @SuppressWarnings("unchecked") // only read(…) and with(…) put values, of the setting's type
    T value = entry == null ? setting.preset() : (T) entry.value();
    return value;
  }

  /**
   * Returns a setting's value.
   *
   * @throws InputException if it has none, saying how to give it
   */
  public <T> T get(Setting<T> setting) {
    T value = find(setting);
    if (value == null) {
      throw new InputException(
          setting.key()
              + " is missing; give "
              + setting.flag()
              + " "
              + setting.label()
              + " or the key "
              + setting.key()
              + " in a YAML file");
    }
    return value;
  }

  private Place place(Setting<?> setting) {
    Entry entry = entries.get(setting);
    return entry == null ? Place.COMMAND_LINE : entry.place();
  }

  /**
   * Creates the error, to be thrown, for a setting's value, with the place where it was written.
   */
  public InputException fault(Setting<?> setting, String message) {
    return place(setting).fault(setting, message);
  }

  /**
   * Requires that only some settings are given.
   *
   * @param why what the error says about another one
   * @throws InputException if there is one
   */
  public void requireOnly(Set<Setting<?>> allowed, String why) {
    for (Setting<?> setting : entries.keySet()) {
      if (!allowed.contains(setting)) {
        throw fault(setting, why);
      }
    }
  }

  /**
   * Uses a setting's value, and adds the place where it was written to an error that this causes.
   *
   * @throws InputException for a user's mistake
   */
  public <R> R using(Setting<?> setting, Supplier<R> action) {
    try {
      return action.get();
    } catch (InputException | IllegalArgumentException e) {
      if (e instanceof InputException fault && fault.file() != null) {
        throw e;
      }
      InputException placed = fault(setting, String.valueOf(e.getMessage()));
      placed.addSuppressed(e);
      throw placed;
    }
  }

  /** Returns what is given, as {@code {target: [species], seed: 7}}. */
  @Override
  public String toString() {
    return entries.keySet().stream()
        .map(setting -> setting.key() + ": " + print(setting))
        .collect(Collectors.joining(", ", "{", "}"));
  }

  /** Returns all settings as YAML holds them, with absolute paths so that it may lie anywhere. */
  public Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    for (Setting<?> setting : AllSettings.LIST) {
      map.put(setting.key(), print(setting));
    }
    return map;
  }

  /** Returns the settings that tell what was trained, without where things lie on this machine. */
  public Map<String, Object> withoutPaths() {
    Map<String, Object> map = toMap();
    map.remove(DataSettings.DATA_FILE.key());
    map.remove(NetworkSettings.FROM.key());
    AllSettings.LIST.stream()
        .filter(setting -> setting.group() == Setting.Group.RUN && setting != RunSettings.SEED)
        .forEach(setting -> map.remove(setting.key()));
    return map;
  }

  /** Returns what YAML holds for a setting. */
  public <T> Object print(Setting<T> setting) {
    return setting.print(find(setting));
  }
}
