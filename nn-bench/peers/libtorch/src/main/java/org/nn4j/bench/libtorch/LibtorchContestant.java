package org.nn4j.bench.libtorch;

import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.LinearImpl;
import org.bytedeco.pytorch.Module;
import org.bytedeco.pytorch.SGD;
import org.bytedeco.pytorch.SGDOptions;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.nn4j.bench.training.Contestant;
import org.nn4j.bench.training.Samples;
import org.nn4j.bench.training.Session;
import org.nn4j.bench.training.SteppingSession;
import org.nn4j.bench.training.Workload;
import org.nn4j.core.data.Dataset;

/**
 * PyTorch without Python: its C++ library, called through JavaCPP as a C++ program would call it.
 */
public final class LibtorchContestant implements Contestant {

  @Override
  public String name() {
    return "libtorch";
  }

  @Override
  public String description() {
    return version();
  }

  static String version() {
    return "PyTorch 2.13.0, C++, " + torch.get_cpu_capability().getString();
  }

  @Override
  public Session start(Workload workload, Samples samples, int threads) {
    torch.set_num_threads(threads);
    return new TensorSession(workload, samples);
  }

  private static final class Network extends Module {
    private final LinearImpl[] layers;
    private final Workload workload;

    Network(Workload workload, ScalarType type) {
      this.workload = workload;
      this.layers = new LinearImpl[workload.widths().size() - 1];
      for (int i = 0; i < layers.length; i++) {
        LinearImpl layer = new LinearImpl(workload.widths().get(i), workload.widths().get(i + 1));
        layers[i] = register_module("layer" + i, layer);
      }
      to(type, false);
    }

    Tensor forward(Tensor x) {
      boolean five = workload == Workload.FIVE;
      Tensor a = x;
      for (int i = 0; i + 1 < layers.length; i++) {
        Tensor z = layers[i].forward(a);
        a = five ? z.tanh() : z.relu();
      }
      Tensor z = layers[layers.length - 1].forward(a);
      return five ? z.sigmoid() : z;
    }
  }

  private static final class TensorSession extends SteppingSession {
    private final Workload workload;
    private final ScalarType type;
    private final Network network;
    private final SGD optimizer;
    private final Tensor[] x;
    private final Tensor[] y;

    TensorSession(Workload workload, Samples samples) {
      super(samples.batches(workload));
      this.workload = workload;
      type = workload == Workload.FIVE ? ScalarType.Double : ScalarType.Float;
      torch.manual_seed(1);
      network = new Network(workload, type);
      optimizer = new SGD(network.parameters(), new SGDOptions(workload.rate()));
      x = new Tensor[samples.batches(workload)];
      y = new Tensor[x.length];
      Dataset data = samples.train();
      int rows = workload.batch();
      for (int b = 0; b < x.length; b++) {
        float[] targets = Samples.targets(data, b * rows, (b + 1) * rows);
        x[b] = tensor(Samples.features(data, b * rows, (b + 1) * rows), rows).to(type);
        y[b] =
            workload.classifies()
                ? torch.tensor(targets).to(ScalarType.Long)
                : tensor(targets, rows).to(type);
      }
    }

    private static Tensor tensor(float[] values, int rows) {
      return torch.tensor(values).reshape(rows, values.length / rows);
    }

    @Override
    @SuppressWarnings("try") // the scope frees what is made in it
    protected void step(int batch) {
      try (PointerScope scope = new PointerScope()) {
        optimizer.zero_grad();
        Tensor predicted = network.forward(x[batch]);
        Tensor loss =
            workload.classifies()
                ? torch.cross_entropy_loss(predicted, y[batch])
                : torch.mse_loss(predicted, y[batch]);
        loss.backward();
        optimizer.step();
      }
    }

    @Override
    @SuppressWarnings("try") // the scope frees what is made in it
    public float[] predict(float[] features, int rows) {
      try (PointerScope scope = new PointerScope()) {
        Tensor outputs = network.forward(tensor(features, rows).to(type)).detach();
        float[] values = new float[Math.toIntExact(outputs.numel())];
        outputs.to(ScalarType.Float).contiguous().data_ptr_float().get(values);
        return values;
      }
    }
  }
}
