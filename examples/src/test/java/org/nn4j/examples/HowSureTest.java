package org.nn4j.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("once")
class HowSureTest {
  private static final Path DIABETES = Path.of("data", "diabetes.csv");

  /** The first row of the file, whose progression is 151. */
  private static Map<String, Double> patient() {
    String[] names = {"age", "sex", "bmi", "bp", "s1", "s2", "s3", "s4", "s5", "s6"};
    double[] values = {59, 2, 32.1, 101, 157, 93.2, 38, 4, 4.8598, 87};
    Map<String, Double> patient = new HashMap<>();
    for (int i = 0; i < names.length; i++) {
      patient.put(names[i], values[i]);
    }
    return patient;
  }

  @Test
  void anIntervalHoldsTheTruth() {
    var interval = HowSure.interval(DIABETES, patient());
    assertThat(interval.contains(151)).isTrue();
    assertThat(interval.width()).isBetween(100.0, 250.0);
  }

  @Test
  void aSetOfSpeciesIsSmallWhereTheFlowerIsPlain() {
    Map<String, Double> flower =
        Map.of("sepal_length", 5.1, "sepal_width", 3.5, "petal_length", 1.4, "petal_width", 0.2);
    assertThat(HowSure.set(Path.of("data", "iris.csv"), flower)).containsExactly("setosa");
  }

  @Test
  void aDeviationIsInTheUnitsOfTheData() {
    var prediction = HowSure.deviation(DIABETES, patient());
    assertThat(prediction.value()).isBetween(80.0, 300.0);
    assertThat(prediction.deviation()).isBetween(25.0, 90.0);
  }

  @Test
  void quantilesAscend() {
    Map<String, Double> quantiles = HowSure.quantiles(DIABETES, patient());
    assertThat(quantiles.keySet()).containsExactly("q0.1", "q0.5", "q0.9");
    assertThat(List.copyOf(quantiles.values())).isSorted();
    assertThat(quantiles.get("q0.9") - quantiles.get("q0.1")).isBetween(70.0, 220.0);
  }
}
