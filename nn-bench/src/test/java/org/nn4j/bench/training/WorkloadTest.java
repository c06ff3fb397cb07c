package org.nn4j.bench.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.nn4j.core.data.ImageDataset;

class WorkloadTest {
  @ParameterizedTest
  @CsvSource({"five,1,steps/s", "mlp,64,samples/s", "deep,128,samples/s", "wide,11.81,GFLOP/s"})
  void aStepCountsForWhatTheUnitSays(String id, double perStep, String unit) {
    Workload workload = Workload.of(id);

    assertThat(workload.perStep()).isCloseTo(perStep, within(0.01));
    assertThat(workload.unit()).isEqualTo(unit);
  }

  @ParameterizedTest
  @EnumSource(names = {"FIVE", "MLP"})
  void nn4jLearnsIt(Workload workload) {
    Samples samples =
        workload.classifies() ? new Samples(stripes(), stripes()) : Samples.of(workload, null);
    Session session = new Nn4jContestant().start(workload, samples, 1);
    double before = Quality.of(session, workload, samples);
    for (int i = 0; i < 50; i++) {
      session.pass();
    }
    long steps = session.train(0.01);

    assertThat(steps).isPositive();
    double after = Quality.of(session, workload, samples);
    if (workload.classifies()) {
      assertThat(after).isGreaterThan(0.99).isGreaterThan(before);
    } else {
      assertThat(after).isLessThan(before);
    }
  }

  /** Images that are bright where their label says. */
  private static ImageDataset stripes() {
    int size = Workload.MLP.inputs();
    byte[] labels = new byte[2 * Workload.MLP.batch()];
    byte[] pixels = new byte[labels.length * size];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = (byte) (i % 10);
      for (int p = labels[i]; p < size; p += 10) {
        pixels[i * size + p] = (byte) 200;
      }
    }
    return new ImageDataset(pixels, labels, 28, 28);
  }
}
