package org.nn4j.experiment.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.nn4j.core.InputException;
import org.nn4j.core.random.RandomStream;

/** The settings of a search: those that have a value, and those of which several are tried. */
public final class SearchSpace {
  /** The number of draws in a row without a new combination after which drawing ends. */
  private static final int MISSES = 1000;

  /** The most trials of a search. */
  public static final int MOST_TRIALS = 100_000;

  private static final RawValue NO_VALUE = new RawValue.Text("");

  private final Path file;
  private final Settings fixed;
  private final List<SearchRange> ranges;

  private SearchSpace(Path file, Settings fixed, List<SearchRange> ranges) {
    this.file = file;
    this.fixed = fixed;
    this.ranges = ranges;
  }

  /**
   * Reads a YAML file of settings, in which the value of some is a range: {@code {choice: [a, b]}},
   * {@code {uniform: [0, 1]}}, {@code {log_uniform: [0.001, 1]}}, {@code {int: [1, 9]}}. A range
   * under {@code optimizer.lr} is of the parameter lr of the part that {@code optimizer} names.
   *
   * @throws InputException if it cannot be read or something in it is wrong, with the place
   */
  public static SearchSpace read(Path file) {
    SearchSpace space = open(file);
    if (space.ranges.isEmpty()) {
      throw InputException.in(
          file, "has no range to search, such as 'batch: {choice: [16, 32, 64]}'");
    }
    return space;
  }

  /** Reads a YAML file of settings, of which some may be ranges, as {@link #read}. */
  public static SearchSpace open(Path file) {
    Settings fixed = Settings.defaults();
    List<SearchRange> ranges = new ArrayList<>();
    for (YamlFile.Entry entry : YamlFile.read(file)) {
      String key = SearchRange.settingKey(entry.key());
      YamlFile.Entry plain =
          new YamlFile.Entry(key, entry.keyPlace(), entry.value(), entry.place());
      if (entry.value() instanceof RawValue.Range range) {
        ranges.add(
            SearchRange.of(AllSettings.find(file, plain), entry, range, file.resolveSibling("")));
      } else if (key.equals(entry.key())) {
        fixed = fixed.withYaml(file, entry);
      } else {
        throw entry
            .place()
            .fault(
                AllSettings.find(file, plain),
                entry.key()
                    + " takes a range; a value is written into the part, as name(key=value)");
      }
    }
    return of(file, fixed, ranges);
  }

  /**
   * Returns the space of ranges that a program gives.
   *
   * @param fixed the settings that have a value
   * @param given the ranges' kinds, as in a file, and what they hold, by the key
   * @throws InputException if a setting cannot be searched, or a range is wrong
   */
  public static SearchSpace of(Settings fixed, Map<String, Map.Entry<String, List<?>>> given) {
    List<SearchRange> ranges = new ArrayList<>();
    given.forEach(
        (key, range) ->
            ranges.add(
                SearchRange.of(
                    AllSettings.find(SearchRange.settingKey(key)),
                    new YamlFile.Entry(key, Place.COMMAND_LINE, NO_VALUE, Place.COMMAND_LINE),
                    new RawValue.Range(
                        range.getKey(), range.getValue().stream().map(RawValue::text).toList()),
                    Path.of(""))));
    SearchSpace space = of(Path.of("the search space"), fixed, ranges);
    space.requireFree(fixed);
    return space;
  }

  private static SearchSpace of(Path file, Settings fixed, List<SearchRange> ranges) {
    // A part is chosen before its parameters are set.
    List<SearchRange> parts = ranges.stream().filter(r -> r.parameter() == null).toList();
    List<SearchRange> ordered = new ArrayList<>(parts);
    ranges.stream().filter(r -> r.parameter() != null).forEach(ordered::add);
    return new SearchSpace(file, fixed, List.copyOf(ordered));
  }

  /** Returns the settings that have a value. */
  public Settings fixed() {
    return fixed;
  }

  /** Returns the keys of those of which several values are tried. */
  public List<String> keys() {
    return ranges.stream().map(SearchRange::key).toList();
  }

  /** Returns the ranges as they were written, by their keys. */
  public Map<String, String> ranges() {
    Map<String, String> texts = new LinkedHashMap<>();
    ranges.forEach(range -> texts.put(range.key(), range.range().toString()));
    return texts;
  }

  /**
   * Requires that no setting that is searched is given a value.
   *
   * @throws InputException if one is
   */
  public void requireFree(Settings given) {
    for (SearchRange range : ranges) {
      if (range.parameter() == null && given.isGiven(range.setting())) {
        throw given.fault(
            range.setting(), file + " tries several values of it; leave it out here or there");
      }
    }
  }

  /**
   * Returns all combinations, the last key's values changing fastest.
   *
   * @return a value for each key
   * @throws InputException if a range does not have a number of points, or there are too many
   */
  public List<List<String>> grid() {
    List<List<String>> points = ranges.stream().map(SearchRange::points).toList();
    long size = 1;
    for (List<String> some : points) {
      size *= some.size();
      if (size > MOST_TRIALS) {
        throw InputException.in(
            file, "the grid has more than " + MOST_TRIALS + " points; search at random");
      }
    }
    List<List<String>> grid = List.of(List.of());
    for (List<String> some : points) {
      List<List<String>> longer = new ArrayList<>();
      for (List<String> before : grid) {
        for (String point : some) {
          List<String> values = new ArrayList<>(before);
          values.add(point);
          longer.add(List.copyOf(values));
        }
      }
      grid = longer;
    }
    return grid;
  }

  /**
   * Draws different combinations; a larger number begins with the same ones as a smaller number.
   *
   * @return a value for each key; fewer than asked for if there are no more
   */
  public List<List<String>> random(int count, long seed) {
    RandomStream random = new RandomStream(seed, "search");
    Set<List<String>> drawn = new LinkedHashSet<>();
    for (int misses = 0; drawn.size() < count && misses < MISSES; ) {
      List<String> values = ranges.stream().map(range -> range.values().draw(random)).toList();
      misses = drawn.add(values) ? 0 : misses + 1;
    }
    return List.copyOf(drawn);
  }

  /**
   * Returns settings with a value for each key.
   *
   * @throws InputException if a setting cannot have its value
   */
  public Settings apply(Settings settings, List<String> values) {
    Settings result = settings;
    for (int i = 0; i < ranges.size(); i++) {
      result = ranges.get(i).apply(result, values.get(i), file.resolveSibling(""));
    }
    return result;
  }

  /** Returns values by their keys. */
  public Map<String, String> named(List<String> values) {
    Map<String, String> named = new LinkedHashMap<>();
    for (int i = 0; i < ranges.size(); i++) {
      named.put(ranges.get(i).key(), values.get(i));
    }
    return Collections.unmodifiableMap(named);
  }
}
