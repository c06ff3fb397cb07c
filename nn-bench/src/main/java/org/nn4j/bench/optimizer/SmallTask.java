package org.nn4j.bench.optimizer;

import java.nio.file.Path;
import org.nn4j.api.Precision;
import org.nn4j.api.TargetKind;
import org.nn4j.api.Task;
import org.nn4j.core.data.Dataset;
import org.nn4j.core.data.NumericColumn;
import org.nn4j.core.data.Table;
import org.nn4j.core.data.read.TableReader;
import org.nn4j.core.network.Network;
import org.nn4j.core.preprocess.FeatureOptions;
import org.nn4j.core.preprocess.PreprocessOptions;
import org.nn4j.core.preprocess.Preprocessor;
import org.nn4j.core.preprocess.TargetOptions;
import org.nn4j.core.preprocess.WeightOptions;

/**
 * A table of numbers whose last column is learnt: standardized columns, one hidden layer of tanh.
 *
 * @param hidden number of hidden units
 * @param outputs number of classes, or 1
 * @param data standardized features; standardized targets or indices of classes
 */
record SmallTask(String name, int hidden, int outputs, Dataset data) {

  /** Reads a table. */
  static SmallTask read(Path folder, String name, int hidden) {
    Table table = TableReader.read(folder.resolve(name + ".csv"));
    String last = table.names().get(table.names().size() - 1);
    boolean numbers = table.column(last) instanceof NumericColumn;
    TargetOptions target =
        TargetOptions.of(last).withTask(numbers ? Task.REGRESSION : Task.CLASSIFICATION);
    int[] rows = table.everyRow();
    Preprocessor preprocessor =
        Preprocessor.fit(
            table, rows, new PreprocessOptions(target, FeatureOptions.DEFAULT, WeightOptions.NONE));
    int outputs = preprocessor.outputWidth();
    TargetKind kind = numbers ? TargetKind.REAL : TargetKind.DISTRIBUTION;
    Dataset data = preprocessor.dataset(table, rows, Precision.FLOAT32, kind, outputs, null);
    return new SmallTask(name, hidden, outputs, data);
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
