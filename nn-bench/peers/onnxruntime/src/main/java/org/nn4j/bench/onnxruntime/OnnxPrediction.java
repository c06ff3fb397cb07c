package org.nn4j.bench.onnxruntime;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Map;
import org.nn4j.bench.prediction.DenseLayers;
import org.nn4j.bench.prediction.PredictionContestant;

/** A session whose input and output lie outside of the heap and are made once. */
public final class OnnxPrediction implements PredictionContestant {

  @Override
  public String name() {
    return "onnxruntime";
  }

  @Override
  public String description() {
    return "ONNX Runtime " + OrtEnvironment.getEnvironment().getVersion();
  }

  @Override
  public Predicting load(DenseLayers network, int rows, int threads) {
    try {
      return new SessionPredicting(network, rows, threads);
    } catch (OrtException e) {
      throw new IllegalStateException(e);
    }
  }

  private static final class SessionPredicting implements Predicting {
    private final OrtSession session;
    private final FloatBuffer x;
    private final FloatBuffer y;
    private final Map<String, OnnxTensor> inputs;
    private final Map<String, OnnxTensor> outputs;
    private final float[] result;

    SessionPredicting(DenseLayers network, int rows, int threads) throws OrtException {
      OrtEnvironment environment = OrtEnvironment.getEnvironment();
      SessionOptions options = new SessionOptions();
      options.setIntraOpNumThreads(threads);
      options.setInterOpNumThreads(1);
      session = environment.createSession(OnnxModel.bytes(network, rows), options);
      int columns = network.network().inputWidth();
      int classes = network.network().outputWidth();
      result = new float[rows * classes];
      x = buffer(rows * columns);
      y = buffer(result.length);
      inputs = Map.of(OnnxModel.INPUT, tensor(environment, x, rows, columns));
      outputs = Map.of(OnnxModel.OUTPUT, tensor(environment, y, rows, classes));
    }

    private static FloatBuffer buffer(int size) {
      return ByteBuffer.allocateDirect(size * Float.BYTES)
          .order(ByteOrder.nativeOrder())
          .asFloatBuffer();
    }

    private static OnnxTensor tensor(
        OrtEnvironment environment, FloatBuffer values, int rows, int columns)
        throws OrtException {
      return OnnxTensor.createTensor(environment, values, new long[] {rows, columns});
    }

    @Override
    @SuppressWarnings("try") // closing frees what it holds
    public float[] predict(float[] features) {
      x.put(0, features);
      try (OrtSession.Result ran = session.run(inputs, outputs)) {
        y.get(0, result);
        return result;
      } catch (OrtException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
