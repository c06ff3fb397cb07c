package org.nn4j.core.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nn4j.core.random.RandomStream;

/** The reference numbers are SciPy's, version 1.17. */
class PairedTestsTest {

  @ParameterizedTest
  @CsvSource({
    "1, 0.3, 0.8144528418445154", "1, 4, 0.15595826075473865", "2, 1.5, 0.2723931248910011",
    "3, 0.3, 0.783763292039919", "3, 4, 0.028008456010146152", "4, 1.5, 0.208",
    "5, 4, 0.01032341548083145", "9, 4, 0.0031104283103858543", "10, 1.5, 0.16450732644544014",
    "29, 0.3, 0.7663170933289678", "29, 4, 0.00040006394565249173"
  })
  void tailsOfStudentsDistribution(int degrees, double t, double p) {
    assertThat(StudentT.twoSided(t, degrees)).isCloseTo(p, within(1e-14));
    assertThat(StudentT.twoSided(-t, degrees)).isEqualTo(StudentT.twoSided(t, degrees));
  }

  @Test
  void foldsAreTestedWithTheCorrectedVariance() {
    double[] first = {.91, .88, .93, .90, .87};
    double[] second = {.93, .91, .93, .94, .90};

    PairedTest test = ResampledTTest.of(first, second, 0.25);

    assertThat(test.difference()).isCloseTo(0.024, within(1e-15));
    assertThat(test.standardError()).isCloseTo(0.010173494974687893, within(1e-15));
    assertThat(test.p()).isCloseTo(0.0777416409478996, within(1e-12));
    assertThat(test.pairs()).isEqualTo(5);
    assertThat(ResampledTTest.of(second, first, 0.25).p()).isEqualTo(test.p());
  }

  @Test
  void equalScoresAreNoDifferenceAndAConstantOneIsSure() {
    double[] scores = {.5, .25, .75};
    assertThat(ResampledTTest.of(scores, scores, 0.5)).isEqualTo(new PairedTest(0, 0, 1, 3));
    PairedTest sure = ResampledTTest.of(scores, new double[] {.75, .5, 1}, 0.5);
    assertThat(sure.difference()).isEqualTo(0.25);
    assertThat(sure.p()).isLessThan(1e-12);
  }

  /** A test without the correction would find a difference in far more than 5 % of such tables. */
  @Test
  void holdsItsLevelWhereThereIsNoDifference() {
    RandomStream random = new RandomStream(5, "null");
    int found = 0;
    for (int table = 0; table < 400; table++) {
      double[] first = new double[10];
      double[] second = new double[10];
      double shared = random.nextGaussian() * Math.sqrt(1.0 / 9); // folds share training rows
      for (int k = 0; k < 10; k++) {
        first[k] = 0;
        second[k] = shared + random.nextGaussian();
      }
      found += ResampledTTest.of(first, second, 1.0 / 9).p() < PairedTest.LEVEL ? 1 : 0;
    }
    assertThat(found).isBetween(1, 30);
  }

  @ParameterizedTest
  @CsvSource({
    "7, 21, 0.012540951371192932",
    "480, 560, 0.014259079095385853",
    "1, 8, 0.0390625",
    "3, 3, 1",
    "0, 0, 1"
  })
  void decisionsAreTestedExactly(int firstAlone, int secondAlone, double p) {
    int rows = 2000;
    boolean[] first = new boolean[rows];
    boolean[] second = new boolean[rows];
    for (int row = 0; row < rows; row++) {
      first[row] = row < firstAlone || row >= 1500;
      second[row] = (row >= 500 && row < 500 + secondAlone) || row >= 1500;
    }
    PairedTest test = McNemarTest.of(first, second);
    assertThat(test.p()).isCloseTo(p, within(1e-12));
    assertThat(test.difference()).isEqualTo((firstAlone - secondAlone) / 2000.0);
    assertThat(test.pairs()).isEqualTo(rows);
  }

  @Test
  void theBootstrapsErrorIsThatOfTheMean() {
    RandomStream random = new RandomStream(3, "losses");
    double[] first = new double[400];
    double[] second = new double[400];
    for (int row = 0; row < 400; row++) {
      double hard = random.nextGaussian(); // shared by both: a test that is not paired sees noise
      first[row] = 10 + 5 * hard + random.nextGaussian();
      second[row] = 9.7 + 5 * hard + random.nextGaussian();
    }
    PairedTest test = PairedBootstrap.of(first, second, 1);
    assertThat(test.difference()).isBetween(-0.5, -0.1);
    assertThat(test.standardError()).isCloseTo(Math.sqrt(2.0 / 400), within(0.01));
    assertThat(test.p()).isLessThan(0.01);
    assertThat(PairedBootstrap.of(first, second, 1)).isEqualTo(test);
    PairedTest roots = PairedBootstrap.of(first, second, Math::sqrt, 1);
    assertThat(roots.difference()).isBetween(-0.1, -0.01);
    assertThat(PairedBootstrap.of(first, first, 1)).isEqualTo(new PairedTest(0, 0, 1, 400));
  }

  @Test
  void refusesWhatIsNoPair() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ResampledTTest.of(new double[2], new double[3], 0.25))
        .withMessageContaining("there are 2 and 3");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ResampledTTest.of(new double[1], new double[1], 0.25));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ResampledTTest.of(new double[2], new double[2], 0))
        .withMessageContaining("above 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> McNemarTest.of(new boolean[0], new boolean[0]));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PairedBootstrap.of(new double[2], new double[1], 0));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new PairedTest(0, 0, 1.5, 1))
        .withMessageContaining("1.5");
  }
}
