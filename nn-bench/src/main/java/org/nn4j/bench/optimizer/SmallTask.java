package org.nn4j.bench.optimizer;

import java.nio.file.Path;
import java.util.List;
import org.nn4j.api.Matrix;
import org.nn4j.api.Precision;
import org.nn4j.core.data.CategoricalColumn;
import org.nn4j.core.data.Column;
import org.nn4j.core.data.MatrixDataset;
import org.nn4j.core.data.NumericColumn;
import org.nn4j.core.data.Table;
import org.nn4j.core.data.read.TableReader;
import org.nn4j.core.network.Network;

/**
 * A table of numbers whose last column is learnt: standardized columns, one hidden layer of tanh.
 *
 * @param hidden number of hidden units
 * @param outputs number of classes, or 1
 * @param data standardized features; standardized targets or indices of classes
 */
record SmallTask(String name, int hidden, int outputs, MatrixDataset data) {

  /** Reads a table. */
  static SmallTask read(Path folder, String name, int hidden) {
    Table table = TableReader.read(folder.resolve(name + ".csv"));
    List<Column> columns = table.columns();
    int last = columns.size() - 1;
    Matrix x = Matrix.zeros(Precision.FLOAT32, table.rows(), last);
    for (int j = 0; j < last; j++) {
      standardize((NumericColumn) columns.get(j), x, j);
    }
    if (columns.get(last) instanceof CategoricalColumn labels) {
      Matrix y = Matrix.zeros(Precision.FLOAT32, table.rows(), labels.labels().size());
      for (int i = 0; i < y.rows(); i++) {
        y.set(i, labels.code(i), 1);
      }
      return new SmallTask(name, hidden, y.columns(), new MatrixDataset(x, y));
    }
    Matrix y = Matrix.zeros(Precision.FLOAT32, table.rows(), 1);
    standardize((NumericColumn) columns.get(last), y, 0);
    return new SmallTask(name, hidden, 1, new MatrixDataset(x, y));
  }

  private static void standardize(NumericColumn column, Matrix m, int j) {
    double mean = 0;
    for (int i = 0; i < m.rows(); i++) {
      mean += column.value(i) / m.rows();
    }
    double variance = 0;
    for (int i = 0; i < m.rows(); i++) {
      variance += (column.value(i) - mean) * (column.value(i) - mean) / m.rows();
    }
    for (int i = 0; i < m.rows(); i++) {
      m.set(i, j, (column.value(i) - mean) / Math.sqrt(variance));
    }
  }

  boolean classifies() {
    return outputs > 1;
  }

  String loss() {
    return classifies() ? "softmax_cross_entropy" : "mse";
  }

  Network network(long seed) {
    return Network.builder(data.featureWidth())
        .seed(seed)
        .dense(hidden, "tanh")
        .dense(outputs, "identity")
        .build();
  }
}
