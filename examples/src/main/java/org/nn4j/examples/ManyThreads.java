package org.nn4j.examples;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.nn4j.api.Matrix;
import org.nn4j.core.network.Network;

/** One network that many threads predict with. */
public final class ManyThreads {
  private ManyThreads() {}

  /** Predicts the same features on several threads at once, {@code rounds} times each. */
  public static List<Matrix> predict(Network network, Matrix features, int threads, int rounds)
      throws InterruptedException, ExecutionException {
    // tag::threads
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    List<Future<Matrix>> answers = new ArrayList<>();
    for (int i = 0; i < threads * rounds; i++) {
      answers.add(pool.submit(() -> network.predict(features))); // no lock, no copy
    }
    // end::threads
    try {
      List<Matrix> matrices = new ArrayList<>();
      for (Future<Matrix> answer : answers) {
        matrices.add(answer.get());
      }
      return matrices;
    } finally {
      pool.shutdown();
    }
  }
}
