package org.nn4j.core.network;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.nn4j.api.Initializer;
import org.nn4j.api.Matrix;
import org.nn4j.api.ParameterSpec;
import org.nn4j.api.Precision;
import org.nn4j.core.random.RandomStream;
import org.nn4j.core.registry.Watched;

/**
 * A network's parameters in flat storage: the trainable ones in one 1×P matrix, the statistics in
 * another, each layer's being views of them.
 *
 * <p>Reading from several threads is safe while none writes.
 */
public final class ParameterStore {
  /**
   * The number of elements converted to bytes at a time, so that large matrices are not held twice.
   */
  private static final int PIECE = 1 << 16;

  /** The time that a plug-in's initializer may take per value, far more than any needs. */
  private static final Duration SLOWEST_VALUE = Duration.ofNanos(10_000);

  private final List<ParameterSpec> specs;
  private final Map<String, Slot> slots = new LinkedHashMap<>();
  private final Matrix trainable;
  private final Matrix statistics;

  private record Slot(ParameterSpec spec, int from) {}

  /**
   * Allocates zeroed parameters.
   *
   * @throws IllegalArgumentException if two have one name or all together exceed one array
   */
  public ParameterStore(List<ParameterSpec> specs, Precision precision) {
    this.specs = List.copyOf(specs);
    long trained = 0;
    long kept = 0;
    for (ParameterSpec spec : specs) {
      long from = spec.trainable() ? trained : kept;
      if (slots.put(spec.name(), new Slot(spec, (int) from)) != null) {
        throw new IllegalArgumentException("two parameters have the name " + spec.name());
      }
      long size = (long) spec.rows() * spec.columns();
      trained += spec.trainable() ? size : 0;
      kept += spec.trainable() ? 0 : size;
    }
    this.trainable = Matrix.zeros(precision, 1, count(trained));
    this.statistics = Matrix.zeros(precision, 1, count(kept));
  }

  /**
   * Allocates parameters and copies their values.
   *
   * @param values all values by name, in the given precision
   * @throws IllegalArgumentException if one is missing, has another shape or precision, or there
   *     are others; checked before anything is allocated
   */
  ParameterStore(List<ParameterSpec> specs, Precision precision, Map<String, Matrix> values) {
    this(requireFit(specs, precision, values), precision);
    values.forEach((name, value) -> value(name).copyFrom(value));
  }

  private static List<ParameterSpec> requireFit(
      List<ParameterSpec> specs, Precision precision, Map<String, Matrix> values) {
    for (ParameterSpec spec : specs) {
      Matrix value = values.get(spec.name());
      if (value == null) {
        throw new IllegalArgumentException("the parameter " + spec.name() + " is missing");
      }
      if (value.rows() != spec.rows()
          || value.columns() != spec.columns()
          || value.precision() != precision) {
        throw new IllegalArgumentException(
            "the parameter "
                + spec.name()
                + " is "
                + value.typedShape()
                + " but the network wants "
                + (precision.id() + " " + spec.rows() + "×" + spec.columns()));
      }
    }
    if (values.size() != specs.size()) {
      throw new IllegalArgumentException(
          "there are " + values.size() + " parameters but the network wants " + specs.size());
    }
    return specs;
  }

  private static int count(long size) {
    if (size > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "the network has " + size + " parameters; one array holds at most 2147483647");
    }
    return (int) size;
  }

  /** Returns the declarations in their order. */
  public List<ParameterSpec> specs() {
    return specs;
  }

  /** Returns the precision of all parameters. */
  public Precision precision() {
    return trainable.precision();
  }

  /** Returns all trainable parameters, 1×P, not a copy. */
  public Matrix trainable() {
    return trainable;
  }

  /** Returns all statistics, 1×S, not a copy. */
  public Matrix statistics() {
    return statistics;
  }

  /**
   * Returns a parameter's values, a view.
   *
   * @throws IllegalArgumentException if there is none of that name
   */
  public Matrix value(String name) {
    Slot slot = slot(name);
    return view(slot.spec().trainable() ? trainable : statistics, slot);
  }

  /**
   * Returns the part of a 1×P matrix (gradients, say) that belongs to a trainable parameter.
   *
   * @throws IllegalArgumentException if there is none of that name, or it is a statistic
   */
  public Matrix part(Matrix flat, String name) {
    return view(flat, trainable(name));
  }

  /** Returns a parameter's declaration. */
  public ParameterSpec spec(String name) {
    return slot(name).spec();
  }

  /**
   * Returns where a trainable parameter starts in the flat matrix.
   *
   * @throws IllegalArgumentException if there is none of that name, or it is a statistic
   */
  public int offset(String name) {
    return trainable(name).from();
  }

  private Slot trainable(String name) {
    Slot slot = slot(name);
    if (!slot.spec().trainable()) {
      throw new IllegalArgumentException(name + " is a statistic, not a trainable parameter");
    }
    return slot;
  }

  private Slot slot(String name) {
    Slot slot = slots.get(name);
    if (slot == null) {
      throw new IllegalArgumentException(
          "no parameter '" + name + "'; there are: " + String.join(", ", slots.keySet()));
    }
    return slot;
  }

  private static Matrix view(Matrix flat, Slot slot) {
    return flat.slice(slot.from(), slot.spec().rows(), slot.spec().columns());
  }

  /**
   * Sets every parameter by its initializer, each from a random stream of its own name.
   *
   * @throws org.nn4j.core.InputException if an initializer of a plug-in does not end
   */
  public void initialize(long seed) {
    for (ParameterSpec spec : specs) {
      Matrix values = value(spec.name());
      Initializer initializer = spec.initializer();
      Watched.call(
          initializer,
          Watched.LIMIT.plus(SLOWEST_VALUE.multipliedBy((long) values.rows() * values.columns())),
          () -> {
            RandomStream random = new RandomStream(seed, "initialize:" + spec.name());
            initializer.fill(values, spec.fanIn(), spec.fanOut(), random);
            return values;
          });
    }
  }

  /**
   * Copies all values of a store with the same declarations, of either precision.
   *
   * @throws IllegalArgumentException if the sizes differ
   */
  public void copyFrom(ParameterStore source) {
    trainable.copyFrom(source.trainable);
    statistics.copyFrom(source.statistics);
  }

  /**
   * Computes the SHA-256 of all parameters: for each in order its name, shape and little-endian
   * values. Equal runs have equal hashes on every JVM.
   */
  public String sha256() {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (ParameterSpec spec : specs) {
        String head = spec.name() + " " + spec.rows() + " " + spec.columns() + "\n";
        digest.update(head.getBytes(StandardCharsets.UTF_8));
        bytes(value(spec.name())).forEach(digest::update);
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JVM has SHA-256", e);
    }
  }

  /** Returns a matrix' elements as little-endian bytes in row order, some rows at a time. */
  public static Iterable<ByteBuffer> bytes(Matrix matrix) {
    int step = Math.max(1, PIECE / Math.max(1, matrix.columns()));
    int pieces = (int) Math.ceil((double) matrix.rows() / step);
    return () ->
        IntStream.range(0, pieces)
            .mapToObj(
                piece -> {
                  int from = piece * step;
                  return piece(matrix.rows(from, from + Math.min(step, matrix.rows() - from)));
                })
            .iterator();
  }

  private static ByteBuffer piece(Matrix matrix) {
    ByteBuffer buffer =
        ByteBuffer.allocate(Math.multiplyExact(matrix.size(), matrix.precision().bytes()))
            .order(ByteOrder.LITTLE_ENDIAN);
    for (int r = 0; r < matrix.rows(); r++) {
      for (int c = 0; c < matrix.columns(); c++) {
        if (matrix.precision() == Precision.FLOAT32) {
          buffer.putFloat((float) matrix.get(r, c));
        } else {
          buffer.putDouble(matrix.get(r, c));
        }
      }
    }
    return buffer.flip();
  }
}
