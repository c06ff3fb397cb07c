package org.nn4j.bench.training;

import org.nn4j.core.data.Dataset;
import org.nn4j.core.data.ImageDataset;

/** What a session has learnt, computed in one way for all libraries. */
final class Quality {
  private Quality() {}

  /** Returns the accuracy on the test images, or the mean squared error on the first batch. */
  static double of(Session session, Workload workload, Samples samples) {
    ImageDataset test = samples.test();
    return test == null
        ? squaredError(session, workload, samples.train())
        : accuracy(session, workload, test);
  }

  private static double accuracy(Session session, Workload workload, ImageDataset test) {
    int right = 0;
    int batch = workload.batch();
    for (int from = 0; from < test.size(); from += batch) {
      int rows = Math.min(batch, test.size() - from);
      float[] outputs = session.predict(Samples.features(test, from, from + rows), rows);
      for (int r = 0; r < rows; r++) {
        right += greatest(outputs, r, workload.outputs()) == test.label(from + r) ? 1 : 0;
      }
    }
    return (double) right / test.size();
  }

  private static int greatest(float[] outputs, int row, int columns) {
    int best = 0;
    for (int c = 1; c < columns; c++) {
      if (outputs[row * columns + c] > outputs[row * columns + best]) {
        best = c;
      }
    }
    return best;
  }

  private static double squaredError(Session session, Workload workload, Dataset data) {
    int rows = workload.batch();
    float[] outputs = session.predict(Samples.features(data, 0, rows), rows);
    float[] targets = Samples.targets(data, 0, rows);
    double sum = 0;
    for (int i = 0; i < targets.length; i++) {
      double difference = outputs[i] - targets[i];
      sum += difference * difference;
    }
    return sum / targets.length;
  }
}
