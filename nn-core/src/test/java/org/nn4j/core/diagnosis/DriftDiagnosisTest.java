package org.nn4j.core.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.nn4j.core.InputException;
import org.nn4j.core.data.CategoricalColumn;
import org.nn4j.core.data.NumericColumn;
import org.nn4j.core.data.Table;
import org.nn4j.core.diagnosis.Finding.Kind;
import org.nn4j.core.preprocess.ColumnProfile;
import org.nn4j.core.preprocess.DataProfile;
import org.nn4j.core.preprocess.Preprocessor;
import org.nn4j.core.random.RandomStream;

class DriftDiagnosisTest {
  private final RandomStream random = new RandomStream(11, "drift");

  private Table table(int rows, double shift, double share, double missing) {
    double[] moved = new double[rows];
    double[] still = new double[rows];
    String[] city = new String[rows];
    String[] target = new String[rows];
    for (int row = 0; row < rows; row++) {
      moved[row] = random.nextDouble() < missing ? Double.NaN : random.nextGaussian() + shift;
      still[row] = random.nextInt(4);
      city[row] = random.nextDouble() < share ? "Bern" : random.nextInt(2) == 0 ? "Chur" : "Genf";
      target[row] = random.nextInt(2) == 0 ? "no" : "yes";
    }
    return new Table(
        List.of(
            new NumericColumn("moved", moved),
            new NumericColumn("still", still),
            CategoricalColumn.of("city", city),
            CategoricalColumn.of("y", target)));
  }

  private static DataProfile profile(Table table) {
    return DataProfile.of(table, table.everyRow(), Preprocessor.fit(table, table.everyRow(), "y"));
  }

  private Optional<Finding> drift(Table trained, Table other) {
    return DriftDiagnosis.of(profile(trained), other, other.everyRow());
  }

  @Test
  void equalRowsRaiseNothingHoweverFewOrMany() {
    Table trained = table(800, 0, 0.3, 0.1);
    for (int rows : new int[] {1, 5, 20, 100, 1000, 20_000}) {
      assertThat(drift(trained, table(rows, 0, 0.3, 0.1))).as("%d rows", rows).isEmpty();
    }
    assertThat(drift(trained, trained)).isEmpty();
  }

  @Test
  void namesTheWorstColumnFirstInItsUnits() {
    Finding found = drift(table(800, 0, 0.3, 0), table(400, 2, 0.5, 0)).orElseThrow();

    assertThat(found.kind()).isEqualTo(Kind.DRIFT);
    assertThat(found.message())
        .containsPattern("trained on: 'moved' has the median [12][.0-9]*, not -?0\\.[0-9]+, 'city'")
        .containsPattern("'city' has 'Bern' in (4|5)\\d %, not (2|3)\\d %")
        .doesNotContain("'still'", "'y'");
  }

  @Test
  void aDifferenceThatIsLargeButOfFewRowsIsChance() {
    Table trained = table(800, 0, 0.3, 0);
    assertThat(drift(trained, table(6, 0.6, 0.5, 0))).isEmpty();
    assertThat(drift(trained, table(4000, 0.02, 0.31, 0))).as("sure, but tiny").isEmpty();
  }

  @Test
  void newLabelsAndMissingValuesAreTold() {
    Table trained = table(500, 0, 0.3, 0);
    String[] cities = new String[500];
    double[] moved = new double[500];
    for (int row = 0; row < 500; row++) {
      cities[row] = row % 2 == 0 ? "Ulm" : row % 4 == 1 ? "Chur" : "Genf";
      moved[row] = row % 5 == 0 ? Double.NaN : random.nextGaussian();
    }
    Table other =
        new Table(List.of(new NumericColumn("moved", moved), CategoricalColumn.of("city", cities)));

    String message = drift(trained, other).orElseThrow().message();

    assertThat(message)
        .contains("'city' has rare or new labels in 50 %, not 0 %")
        .contains("'moved' is missing in 20 %, not 0 %");
  }

  @Test
  void spreadAloneIsDriftToo() {
    Table trained = table(2000, 0, 0.3, 0);
    double[] wide = new double[1000];
    for (int row = 0; row < wide.length; row++) {
      wide[row] = 4 * ((NumericColumn) trained.column("moved")).value(row);
    }
    Table other = new Table(List.of(new NumericColumn("moved", wide)));
    assertThat(drift(trained, other).orElseThrow().message()).contains("'moved'");
  }

  /**
   * The statistic on the kept values is the one on all values but for the distance of quantiles.
   */
  @Test
  void profilesAreSmallAndReadBack() {
    Table trained = table(5000, 0, 0.3, 0.2);
    DataProfile profile = profile(trained);
    ColumnProfile.Numbers moved = (ColumnProfile.Numbers) profile.columns().get(0);
    ColumnProfile.Numbers still = (ColumnProfile.Numbers) profile.columns().get(1);
    ColumnProfile.Labels city = (ColumnProfile.Labels) profile.columns().get(2);

    assertThat(moved.values()).hasSize(21).isSorted();
    assertThat(moved.quantile(0.5)).isBetween(-0.1, 0.1);
    assertThat(moved.present() + moved.missing()).isEqualTo(5000);
    assertThat(still.values()).containsExactly(0.0, 1.0, 2.0, 3.0);
    assertThat(still.counts().get(3)).isEqualTo(5000);
    assertThat(city.labels()).containsExactlyInAnyOrder("Bern", "Chur", "Genf");
    assertThat(city.counts().stream().mapToInt(Integer::intValue).sum()).isEqualTo(5000);
    assertThat(profile.find("y")).isNotNull();
    assertThat(DataProfile.fromMap(profile.toMap())).isEqualTo(profile);
    assertThatThrownBy(() -> DataProfile.fromMap(Map.of("rows", 1)))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("profile.examined");
  }
}
