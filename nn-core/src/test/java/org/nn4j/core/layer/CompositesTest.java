package org.nn4j.core.layer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.nn4j.api.BoundLayer;
import org.nn4j.api.Layer;
import org.nn4j.api.LayerContext;
import org.nn4j.api.Matrix;
import org.nn4j.api.Precision;
import org.nn4j.api.TrainingClock;
import org.nn4j.core.network.Network;

/** What layers that have parts hand on to them: the sample before training, the time of a step. */
class CompositesTest {
  private final List<String> told = new ArrayList<>();

  /** Doubles its input, and notes what it is told; before it is adapted it gives NaN. */
  private final class Probe implements Layer {
    private final String label;

    Probe(String label) {
      this.label = label;
    }

    @Override
    public String name() {
      return "probe";
    }

    @Override
    public String description() {
      return "notes what it is told";
    }

    @Override
    public int outputWidth(int inputWidth) {
      return inputWidth;
    }

    @Override
    public BoundLayer bind(LayerContext context) {
      return new BoundLayer() {
        private double factor = Double.NaN;

        @Override
        public void adapt(Matrix sample) {
          told.add(label + " adapts to " + sample.get(0, 0));
          factor = 2;
        }

        @Override
        public void beginStep(TrainingClock clock) {
          told.add(label + " begins step " + clock.step());
        }

        @Override
        public Matrix forward(Matrix input, boolean training) {
          Matrix output = Matrix.zeros(input.precision(), input.rows(), input.columns());
          for (int r = 0; r < input.rows(); r++) {
            for (int c = 0; c < input.columns(); c++) {
              output.set(r, c, factor * input.get(r, c));
            }
          }
          return output;
        }

        @Override
        public Matrix backward(Matrix gradient) {
          return gradient;
        }
      };
    }
  }

  /** Step 7 of a run. */
  private static final TrainingClock CLOCK =
      new TrainingClock() {
        @Override
        public long step() {
          return 7;
        }

        @Override
        public long epoch() {
          return 0;
        }

        @Override
        public long stepsPerEpoch() {
          return 10;
        }

        @Override
        public long totalEpochs() {
          return 3;
        }
      };

  private BoundLayer bound() {
    return Network.builder(1)
        .precision(Precision.FLOAT64)
        .layer(new Probe("first"))
        .layer(new Dropout(0.5))
        .layer(
            new Concat(
                List.of(
                    new Probe("left"),
                    new Sequential(List.of(new Probe("right"), new Probe("behind"))))))
        .layer(new Residual(List.of(new Probe("inner"))))
        .layer(new Probe("last"))
        .build()
        .bindForPrediction(2);
  }

  /** Each part sees what those before make of the sample once they have adapted; nothing drops. */
  @Test
  void everyPartAdaptsToWhatTheOnesBeforeMakeOfTheSample() {
    bound().adapt(Matrix.of(new double[] {1}, new double[] {5}));
    assertThat(told)
        .containsExactly(
            "first adapts to 1.0",
            "left adapts to 2.0",
            "right adapts to 2.0",
            "behind adapts to 4.0",
            "inner adapts to 4.0",
            "last adapts to 12.0");
  }

  @Test
  void everyPartIsToldOfEachStep() {
    bound().beginStep(CLOCK);
    assertThat(told)
        .containsExactly(
            "first begins step 7",
            "left begins step 7",
            "right begins step 7",
            "behind begins step 7",
            "inner begins step 7",
            "last begins step 7");
  }
}
