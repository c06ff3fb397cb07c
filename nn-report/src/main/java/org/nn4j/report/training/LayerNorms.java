package org.nn4j.report.training;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;
import org.nn4j.api.DoubleMatrix;
import org.nn4j.api.FloatMatrix;
import org.nn4j.api.Matrix;
import org.nn4j.api.ParameterSpec;
import org.nn4j.core.network.Network;
import org.nn4j.core.network.ParameterStore;
import org.nn4j.core.training.EpochResult;
import org.nn4j.core.training.TrainingListener;
import org.nn4j.core.training.TrainingRun;

/**
 * Records the norms of gradients and parameters by layer. Gradients are looked at in some of an
 * epoch's batches, spread evenly, so that recording costs little; it changes nothing.
 *
 * <p>One recorder is for one run at a time; a new run, or one that is resumed, starts it anew.
 */
public final class LayerNorms implements TrainingListener {
  /** Batches of an epoch whose gradients are looked at, or up to twice as many. */
  private static final int SAMPLED = 16;

  private final List<EpochNorms> epochs = new ArrayList<>();
  private List<String> layers = List.of();
  private int[] ends = {};
  private double[] squares = {};
  private @Nullable ParameterStore store;
  private int sampled;

  /** Creates a recorder for one run. */
  public LayerNorms() {}

  /** Returns the names of the layers that have trainable parameters: {@code layers.0}, …. */
  public List<String> layers() {
    return layers;
  }

  /** Returns the epochs so far, an unmodifiable view. */
  public List<EpochNorms> epochs() {
    return Collections.unmodifiableList(epochs);
  }

  @Override
  public void started(TrainingRun run) {
    started(run.network());
  }

  void started(Network network) {
    epochs.clear();
    store = network.parameters();
    // Trainable parameters lie in the order of their declaration, a layer's next to each other.
    Map<String, Integer> endOf = new LinkedHashMap<>();
    int end = 0;
    for (ParameterSpec spec : network.parameters().specs()) {
      if (spec.trainable()) {
        end += spec.rows() * spec.columns();
        endOf.put(layer(spec.name()), end);
      }
    }
    layers = List.copyOf(endOf.keySet());
    ends = endOf.values().stream().mapToInt(Integer::intValue).toArray();
    squares = new double[ends.length];
    sampled = 0;
  }

  /** Returns {@code layers.2} of {@code layers.2.0.weight}. */
  private static String layer(String parameter) {
    int second = parameter.indexOf('.', parameter.indexOf('.') + 1);
    return second < 0 ? parameter : parameter.substring(0, second);
  }

  @Override
  public void gradientsReady(int epoch, int batch, int batches, Matrix gradients) {
    if ((batch - 1) % Math.max(1, batches / SAMPLED) == 0) {
      sampled++;
      addSquares(gradients, squares);
    }
  }

  @Override
  public void epochDone(EpochResult result) {
    ParameterStore parameters = store;
    if (parameters == null) {
      throw new IllegalStateException("the recorder has not been told that training started");
    }
    double[] weights = new double[ends.length];
    addSquares(parameters.trainable(), weights);
    epochs.add(new EpochNorms(result.epoch(), roots(squares, sampled), roots(weights, 1)));
    Arrays.fill(squares, 0);
    sampled = 0;
  }

  private static List<Double> roots(double[] sums, int count) {
    return DoubleStream.of(sums).map(sum -> Math.sqrt(sum / count)).boxed().toList();
  }

  /** Adds each layer's sum of squares, in float64 and in the order of the elements. */
  private void addSquares(Matrix flat, double[] sums) {
    int from = 0;
    for (int layer = 0; layer < ends.length; layer++) {
      sums[layer] += sumOfSquares(flat, from, ends[layer]);
      from = ends[layer];
    }
  }

  private static double sumOfSquares(Matrix flat, int from, int to) {
    double sum = 0;
    if (flat instanceof FloatMatrix floats) {
      float[] array = floats.array();
      for (int i = flat.offset() + from; i < flat.offset() + to; i++) {
        sum = Math.fma((double) array[i], (double) array[i], sum);
      }
    } else {
      double[] array = ((DoubleMatrix) flat).array();
      for (int i = flat.offset() + from; i < flat.offset() + to; i++) {
        sum = Math.fma(array[i], array[i], sum);
      }
    }
    return sum;
  }
}
