package org.nn4j.keras;

import io.jhdf.HdfFile;
import io.jhdf.api.Dataset;
import io.jhdf.api.Group;
import io.jhdf.api.Node;
import io.jhdf.api.dataset.ContiguousDataset;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nn4j.api.Matrix;
import org.nn4j.api.Precision;

/**
 * The weights of a {@code .keras} file. Their names are those of the kinds of layers, numbered by
 * use: {@code layers/dense/vars/0}, {@code layers/dense_1/vars/0}, whatever the layers are called.
 */
final class KerasWeights implements AutoCloseable {
  /** Where layers are: in files of Keras 3, and of Keras 2.12 to 2.15. */
  private static final List<String> ROOTS = List.of("layers", "_layer_checkpoint_dependencies");

  private final HdfFile file;
  private final long size;

  private KerasWeights(HdfFile file, long size) {
    this.file = file;
    this.size = size;
  }

  static KerasWeights open(byte[] content) throws IOException {
    return new KerasWeights(
        guarded("model.weights.h5", () -> HdfFile.fromBytes(content)), content.length);
  }

  @Override
  public void close() {
    file.close();
  }

  private interface Access<T> {
    T get() throws IOException;
  }

  /** Reports what the library throws at a damaged file, which are exceptions of any kind. */
  private static <T> T guarded(String what, Access<T> access) throws IOException {
    try {
      return access.get();
    } catch (RuntimeException | StackOverflowError e) {
      throw new IOException(what + " cannot be read as HDF5, the file is damaged: " + e, e);
    }
  }

  /**
   * Returns the precision of a layer's variable, of which there must be one.
   *
   * @param layer the layer's name among the weights
   * @param index the variable's number
   */
  Precision precision(String layer, int index) throws IOException {
    return guarded(layer, () -> type(dataset(layer, index), place(layer, index)));
  }

  private static Precision type(Dataset data, String place) throws IOException {
    Class<?> type = data.getJavaType();
    if (type == float.class) {
      return Precision.FLOAT32;
    }
    if (type == double.class) {
      return Precision.FLOAT64;
    }
    throw new IOException(place + " holds " + type + "; float32 and float64 can be read");
  }

  private static String place(String layer, int index) {
    return layer + "/vars/" + index;
  }

  /** Returns how many variables a layer has. */
  int count(String layer) throws IOException {
    return guarded(
        layer,
        () -> {
          Node variables = find(layer, "vars");
          return variables instanceof Group group ? group.getChildren().size() : 0;
        });
  }

  private @Nullable Node find(String layer, String... rest) {
    for (String root : ROOTS) {
      Node node = file.getChild(root);
      for (String name : concat(layer, rest)) {
        node = node instanceof Group group ? group.getChild(name) : null;
      }
      if (node != null) {
        return node;
      }
    }
    return null;
  }

  private static List<String> concat(String first, String... rest) {
    String[] all = Arrays.copyOf(new String[] {first}, rest.length + 1);
    System.arraycopy(rest, 0, all, 1, rest.length);
    return List.of(all);
  }

  private Dataset dataset(String layer, int index) throws IOException {
    if (find(layer, "vars", String.valueOf(index)) instanceof Dataset data) {
      return data;
    }
    throw new IOException("model.weights.h5 has no weights " + place(layer, index));
  }

  /**
   * Reads a variable.
   *
   * @param layer the layer's name among the weights
   * @param index the variable's number
   * @param rows the rows that it must have, 1 for a vector; −1 for any number
   * @param columns the columns that it must have
   * @param precision the precision of the result
   */
  Matrix read(String layer, int index, int rows, int columns, Precision precision)
      throws IOException {
    String place = place(layer, index);
    return guarded(place, () -> matrix(dataset(layer, index), place, rows, columns, precision));
  }

  private Matrix matrix(Dataset data, String place, int rows, int columns, Precision precision)
      throws IOException {
    int[] shape = data.getDimensions();
    boolean fits =
        rows == 1
            ? shape.length == 1 && shape[0] == columns
            : shape.length == 2
                && shape[1] == columns
                && (rows < 0 ? shape[0] > 0 : shape[0] == rows);
    if (!fits) {
      throw new IOException(
          place
              + " has the shape "
              + Arrays.toString(shape)
              + ", but the layer wants "
              + (rows == 1 ? "[" : "[" + (rows < 0 ? "inputs" : rows) + ", ")
              + columns
              + "]");
    }
    if (!(data instanceof ContiguousDataset) || data.getSizeInBytes() > size) {
      throw new IOException(
          place + " is compressed, or larger than the file; Keras writes weights as they are");
    }
    Precision own = type(data, place);
    Object flat = data.getDataFlat();
    int height = shape.length == 1 ? 1 : shape[0];
    Matrix matrix = Matrix.zeros(precision, height, columns);
    for (int r = 0; r < height; r++) {
      for (int c = 0; c < columns; c++) {
        int i = r * columns + c;
        matrix.set(r, c, own == Precision.FLOAT32 ? ((float[]) flat)[i] : ((double[]) flat)[i]);
      }
    }
    return matrix;
  }
}
