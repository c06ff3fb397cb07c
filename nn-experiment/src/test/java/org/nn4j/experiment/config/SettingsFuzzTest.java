package org.nn4j.experiment.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nn4j.core.FuzzTarget;
import org.nn4j.experiment.document.Yaml;

/** Files of settings and of searches. */
final class SettingsFuzzTest implements FuzzTarget {
  private static final long CONSTANT = 2 << 20;

  /** What a grid's points may take: there are {@code 100,000} at most. */
  private static final long GRID = 128 << 20;

  private static final int TRIALS = 3;

  @Override
  public void read(byte[] input) throws IOException {
    Path file = FuzzTarget.file("settings.yaml", input);
    String text = new String(input, StandardCharsets.UTF_8);
    Settings[] settings = new Settings[1];
    if (FuzzTarget.check(
        input.length, CONSTANT, () -> settings[0] = Settings.defaults().withYaml(file, text))) {
      Map<String, Object> given = given(settings[0]);
      Settings again = Settings.defaults().withYaml(file, Yaml.text(given));
      assertThat(given(again)).isEqualTo(given);
    }
    SearchSpace[] space = new SearchSpace[1];
    if (FuzzTarget.check(input.length, CONSTANT, () -> space[0] = SearchSpace.read(file))) {
      FuzzTarget.check(input.length, CONSTANT, () -> apply(space[0]));
      FuzzTarget.check(input.length, GRID, () -> space[0].grid());
    }
  }

  private static Map<String, Object> given(Settings settings) {
    Map<String, Object> given = new LinkedHashMap<>();
    for (Setting<?> setting : AllSettings.LIST) {
      if (settings.isGiven(setting)) {
        given.put(setting.key(), settings.print(setting));
      }
    }
    return given;
  }

  private static void apply(SearchSpace space) {
    for (List<String> values : space.random(TRIALS, 1)) {
      space.apply(space.fixed(), values);
    }
  }
}
