package org.nn4j.bench.prediction;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nn4j.bench.measure.PeerJar;

class PredictionReportTest {
  @TempDir Path home;

  /** Computes with plain loops over the parameters that all are given. */
  public static class Plain implements PredictionContestant {
    @Override
    public String name() {
      return "plain";
    }

    @Override
    public String description() {
      return "Plain 1.0";
    }

    @Override
    public Predicting load(DenseLayers network, int rows, int threads) {
      return features -> {
        double[][] a = new double[rows][network.network().inputWidth()];
        for (int i = 0; i < features.length; i++) {
          a[i / a[0].length][i % a[0].length] = features[i];
        }
        float[] result = new float[rows * network.network().outputWidth()];
        for (int r = 0; r < rows; r++) {
          double[] values = a[r];
          for (DenseLayers.Layer layer : network.layers()) {
            values = affine(layer, values, layer == network.layers().get(0));
          }
          double sum = 0;
          for (int c = 0; c < values.length; c++) {
            values[c] = StrictMath.exp(values[c]);
            sum += values[c];
          }
          for (int c = 0; c < values.length; c++) {
            result[r * values.length + c] = (float) (values[c] / sum);
          }
        }
        return result;
      };
    }

    private static double[] affine(DenseLayers.Layer layer, double[] x, boolean relu) {
      float[] turned = layer.transposed();
      double[] z = new double[layer.outputs()];
      for (int o = 0; o < z.length; o++) {
        z[o] = layer.bias()[o];
        for (int i = 0; i < x.length; i++) {
          z[o] += turned[o * x.length + i] * x[i];
        }
        z[o] = relu ? Math.max(0, z[o]) : z[o];
      }
      return z;
    }
  }

  /** Is always sure. */
  public static final class Wrong extends Plain {
    @Override
    public String name() {
      return "wrong";
    }

    @Override
    public Predicting load(DenseLayers network, int rows, int threads) {
      float[] ones = {1, 1, 1, 1, 1, 1};
      return features -> ones;
    }
  }

  /** Lacks its native library. */
  public static final class Unlinked extends Plain {
    @Override
    public String name() {
      return "unlinked";
    }

    @Override
    public Predicting load(DenseLayers network, int rows, int threads) {
      throw new UnsatisfiedLinkError("no library");
    }
  }

  @Test
  void wrongOnesAndCrashesAreRows() throws IOException {
    PeerJar.write(home, "nn4j", PredictionContestant.class, null);
    PeerJar.write(home, "plain", PredictionContestant.class, Plain.class);
    PeerJar.write(home, "wrong", PredictionContestant.class, Wrong.class);
    PeerJar.write(home, "unlinked", PredictionContestant.class, Unlinked.class);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PredictionReport report =
        new PredictionReport(
            home,
            List.of("nn4j", "nn4j-bound", "plain", "wrong", "unlinked"),
            1,
            0.01,
            new PrintStream(out, true, StandardCharsets.UTF_8));

    assertThat(report.print("4-5-3", 2)).isFalse();
    assertThat(out.toString(StandardCharsets.UTF_8))
        .contains("4-5-3, batch 2, one thread:\n")
        .containsPattern(
            "\\| nn4j, Network.predict, .*\n\\| nn4j, BoundNetwork, .*\n\\| Plain 1.0 ")
        .contains("the probabilities differ from nn4j's by ")
        .contains("UnsatisfiedLinkError: no library")
        .contains("| wrong failed: exit code 1 ")
        .contains("| unlinked failed: exit code 1 ");
  }
}
