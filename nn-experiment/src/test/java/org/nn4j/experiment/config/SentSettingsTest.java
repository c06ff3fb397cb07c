package org.nn4j.experiment.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Sends settings to another process, as Java's serialization does. */
class SentSettingsTest {
  private static final String YAML =
      """
      data: rows.csv
      target: [a, b]
      layers: ['64:relu', 'dropout(rate=0.2)']
      optimizer: sgd(lr=0.1, momentum=0.9)
      class_weight: {yes: 2, no: 0.5}
      ordinal: {size: 'S<M<L'}
      separator: ';'
      decimal: auto
      batch: full
      imputation: 0.5
      time_budget: 5m
      every: 2 epochs
      threshold: f1
      early_stopping: none
      """;

  private static Settings sent(Settings settings) throws IOException, ClassNotFoundException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(settings);
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      return (Settings) in.readObject();
    }
  }

  @Test
  void valuesAndWhereTheyWereWrittenArrive() throws IOException, ClassNotFoundException {
    Settings settings =
        Settings.defaults()
            .withYaml(Path.of("wine.yaml"), YAML)
            .withFlag(RunSettings.SEED, List.of("7"));
    Settings arrived = sent(settings);
    assertThat(arrived.toMap()).isEqualTo(settings.toMap());
    for (Setting<?> setting : AllSettings.LIST) {
      assertThat(arrived.isGiven(setting)).as(setting.key()).isEqualTo(settings.isGiven(setting));
      assertThat(arrived.fault(setting, "x")).hasMessage(settings.fault(setting, "x").getMessage());
    }
    assertThat(arrived.fault(TrainingSettings.OPTIMIZER, "x")).hasMessageContaining("wine.yaml:4:");
    assertThat(arrived.get(DataSettings.DATA_FILE)).isEqualTo(Path.of("rows.csv"));
  }
}
