package org.nn4j.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("once")
class IrisExperimentTest {
  private static final Path CSV = Path.of("data", "iris.csv");

  @TempDir private Path folder;

  @Test
  void trainsSavesAndPredicts() {
    Path model = folder.resolve("iris.safetensors");

    assertThat(IrisExperiment.train(CSV, model).metrics().get("accuracy")).isGreaterThan(0.9);
    assertThat(IrisExperiment.predict(model)).isEqualTo("setosa");
  }

  @Test
  void comparesSettings() {
    assertThat(IrisExperiment.compare(CSV).trials()).hasSize(6);
  }

  @Test
  void learnsFromRecords() {
    List<IrisExperiment.Flat> flats = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      String district = i % 2 == 0 ? "Mitte" : "Wedding";
      int rooms = 1 + i % 4;
      double area = 20 * rooms + i % 17;
      flats.add(
          new IrisExperiment.Flat(district, rooms, area, area * (i % 2 == 0 ? 20 : 12) + 100));
    }

    assertThat(IrisExperiment.rent(flats)).isCloseTo(54 * 20 + 100, within(120.0));
  }
}
