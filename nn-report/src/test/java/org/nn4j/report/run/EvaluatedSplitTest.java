package org.nn4j.report.run;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.nn4j.api.Matrix;
import org.nn4j.api.Precision;
import org.nn4j.core.data.Dataset;
import org.nn4j.core.data.MatrixDataset;
import org.nn4j.core.data.Table;
import org.nn4j.core.data.read.TableReader;
import org.nn4j.core.metric.RootMeanSquaredError;
import org.nn4j.core.model.Model;
import org.nn4j.core.model.Provenance;
import org.nn4j.core.network.Network;
import org.nn4j.core.preprocess.Preprocessor;
import org.nn4j.core.training.TrainingPlan;

@Isolated("looks for threads of worker pools")
class EvaluatedSplitTest {
  private static final int INPUTS = 256;

  @TempDir private Path folder;

  /** Rows enough for several chunks, which notes whether there are helping threads. */
  private static final class Watched implements Dataset {
    private final Dataset data =
        new MatrixDataset(
            Matrix.zeros(Precision.FLOAT32, 3000, INPUTS),
            Matrix.zeros(Precision.FLOAT32, 3000, 1));
    private final Set<Thread> before = Thread.getAllStackTraces().keySet();
    private boolean helped;

    @Override
    public int size() {
      return data.size();
    }

    @Override
    public int featureWidth() {
      return data.featureWidth();
    }

    @Override
    public int targetWidth() {
      return data.targetWidth();
    }

    @Override
    public void features(int[] order, int from, int to, Matrix x) {
      helped |=
          Thread.getAllStackTraces().keySet().stream()
              .anyMatch(
                  thread ->
                      thread.getName().startsWith("nn4j-worker-") && !before.contains(thread));
      data.features(order, from, to, x);
    }

    @Override
    public void targets(int[] order, int from, int to, Matrix y) {
      data.targets(order, from, to, y);
    }
  }

  private boolean helpedWith(int threads) throws Exception {
    String names = IntStream.range(0, INPUTS).mapToObj(i -> "a" + i + ",").collect(joining());
    Table table =
        TableReader.read(
            Files.writeString(
                folder.resolve("t.csv"),
                names + "b\n" + "1,".repeat(INPUTS) + "2\n" + "3,".repeat(INPUTS) + "4\n"));
    Preprocessor preprocessor = Preprocessor.fit(table, table.everyRow(), "b");
    Network network = Network.builder(INPUTS).dense(512, "relu").dense(1).seed(1).build();
    Model model =
        new Model(
            network,
            TrainingPlan.builder().loss("mse").build().loss(),
            preprocessor,
            Provenance.NONE);
    Watched data = new Watched();
    EvaluatedSplit.of("test", data, null, model, List.of(new RootMeanSquaredError()), threads);
    return data.helped;
  }

  @Test
  void usesNoMoreThreadsThanToldTo() throws Exception {
    assertThat(helpedWith(2)).as("the data are worth a second thread").isTrue();
    assertThat(helpedWith(1)).isFalse();
  }
}
