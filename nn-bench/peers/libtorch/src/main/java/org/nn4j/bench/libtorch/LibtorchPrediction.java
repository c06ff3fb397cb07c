package org.nn4j.bench.libtorch;

import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.InferenceMode;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;
import org.nn4j.bench.prediction.DenseLayers;
import org.nn4j.bench.prediction.PredictionContestant;

/** PyTorch's C++ functions in inference mode, on an input outside of the heap that is made once. */
public final class LibtorchPrediction implements PredictionContestant {

  @Override
  public String name() {
    return "libtorch";
  }

  @Override
  public String description() {
    return LibtorchContestant.version();
  }

  @Override
  public Predicting load(DenseLayers network, int rows, int threads) {
    torch.set_num_threads(threads);
    return new TensorPredicting(network, rows);
  }

  private static final class TensorPredicting implements Predicting {
    private final Tensor[] weights;
    private final Tensor[] biases;
    private final Tensor x;
    private final FloatPointer input;
    private final float[] result;

    TensorPredicting(DenseLayers network, int rows) {
      int count = network.layers().size();
      weights = new Tensor[count];
      biases = new Tensor[count];
      for (int i = 0; i < count; i++) {
        DenseLayers.Layer layer = network.layers().get(i);
        weights[i] = torch.tensor(layer.transposed()).reshape(layer.outputs(), layer.inputs());
        biases[i] = torch.tensor(layer.bias());
      }
      int columns = network.network().inputWidth();
      x = torch.tensor(new float[rows * columns]).reshape(rows, columns);
      input = x.data_ptr_float();
      result = new float[rows * network.network().outputWidth()];
    }

    @Override
    @SuppressWarnings("try") // the scope frees what is made in it
    public float[] predict(float[] features) {
      try (PointerScope scope = new PointerScope();
          InferenceMode mode = new InferenceMode(true)) {
        input.put(features);
        Tensor a = x;
        int last = weights.length - 1;
        for (int i = 0; i < last; i++) {
          a = torch.linear(a, weights[i], new TensorOptional(biases[i])).relu();
        }
        Tensor z =
            torch.linear(a, weights[last], new TensorOptional(biases[last]));
        z.softmax(1).data_ptr_float().get(result);
        return result;
      }
    }
  }
}
