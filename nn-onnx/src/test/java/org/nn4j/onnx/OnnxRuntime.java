package org.nn4j.onnx;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtUtil;
import ai.onnxruntime.TensorInfo;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.nn4j.onnx.file.ElementType;
import org.nn4j.onnx.file.Tensor;

/** A file as ONNX Runtime computes it, the peer that all comparisons are with. */
final class OnnxRuntime implements AutoCloseable {
  private static final OrtEnvironment ENVIRONMENT =
      OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR);

  private final OrtSession session;

  OnnxRuntime(byte[] file) {
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(1);
      options.setInterOpNumThreads(1);
      session = ENVIRONMENT.createSession(file, options);
    } catch (OrtException e) {
      throw new AssertionError(e.getMessage(), e);
    }
  }

  /** Computes all outputs. */
  Map<String, Tensor> run(Map<String, Tensor> inputs) {
    Map<String, OnnxTensor> given = new LinkedHashMap<>();
    try {
      for (Map.Entry<String, Tensor> input : inputs.entrySet()) {
        given.put(input.getKey(), tensor(input.getValue()));
      }
      try (OrtSession.Result result = session.run(given)) {
        Map<String, Tensor> outputs = new LinkedHashMap<>();
        for (Map.Entry<String, ai.onnxruntime.OnnxValue> output : result) {
          outputs.put(output.getKey(), tensor((OnnxTensor) output.getValue()));
        }
        return outputs;
      }
    } catch (OrtException e) {
      throw new AssertionError(e.getMessage(), e);
    } finally {
      given.values().forEach(OnnxTensor::close);
    }
  }

  private static OnnxTensor tensor(Tensor tensor) throws OrtException {
    long[] shape = Arrays.stream(tensor.dims()).asLongStream().toArray();
    double[] numbers = tensor.numbers();
    return switch (tensor.type()) {
      case STRING -> OnnxTensor.createTensor(ENVIRONMENT, tensor.texts(), shape);
      case DOUBLE -> OnnxTensor.createTensor(ENVIRONMENT, DoubleBuffer.wrap(numbers), shape);
      case FLOAT -> {
        float[] floats = new float[numbers.length];
        for (int i = 0; i < floats.length; i++) {
          floats[i] = (float) numbers[i];
        }
        yield OnnxTensor.createTensor(ENVIRONMENT, FloatBuffer.wrap(floats), shape);
      }
      case INT64 ->
          OnnxTensor.createTensor(
              ENVIRONMENT,
              LongBuffer.wrap(Arrays.stream(numbers).mapToLong(v -> (long) v).toArray()),
              shape);
      default -> throw new AssertionError(tensor.shape());
    };
  }

  private static Tensor tensor(OnnxTensor tensor) throws OrtException {
    TensorInfo info = tensor.getInfo();
    int[] dims = Arrays.stream(info.getShape()).mapToInt(d -> (int) d).toArray();
    if (info.type == OnnxJavaType.STRING) {
      return Tensor.of(OrtUtil.flattenString((Object[]) tensor.getValue()), dims);
    }
    double[] numbers = new double[Tensor.size(dims)];
    ByteBuffer bytes = tensor.getByteBuffer().order(ByteOrder.nativeOrder());
    ElementType type =
        switch (info.type) {
          case FLOAT -> ElementType.FLOAT;
          case DOUBLE -> ElementType.DOUBLE;
          case INT64 -> ElementType.INT64;
          case BOOL -> ElementType.BOOL;
          default -> throw new AssertionError(info);
        };
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] =
          switch (type) {
            case FLOAT -> bytes.getFloat();
            case DOUBLE -> bytes.getDouble();
            case INT64 -> bytes.getLong();
            default -> bytes.get();
          };
    }
    return Tensor.of(type, numbers, dims);
  }

  @Override
  public void close() {
    try {
      session.close();
    } catch (OrtException e) {
      throw new AssertionError(e.getMessage(), e);
    }
  }
}
