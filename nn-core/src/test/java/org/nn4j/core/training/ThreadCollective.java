package org.nn4j.core.training;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.nn4j.api.Matrix;
import org.nn4j.api.Precision;
import org.nn4j.core.training.shard.Collective;
import org.nn4j.core.training.shard.Shards;

/** Processes that are threads of this one: what another transport has to do, without any. */
final class ThreadCollective implements Collective {
  private final Shards shards;
  private final int rank;
  private final Meeting meeting;

  /** Where the threads meet, and what they lay down there. */
  private static final class Meeting {
    private final CyclicBarrier barrier;
    private final Object[] laid;

    Meeting(int processes) {
      barrier = new CyclicBarrier(processes);
      laid = new Object[processes];
    }

    void await() {
      try {
        barrier.await(60, TimeUnit.SECONDS);
      } catch (Exception e) {
        throw new IllegalStateException("a process is lost", e);
      }
    }
  }

  private ThreadCollective(Shards shards, int rank, Meeting meeting) {
    this.shards = shards;
    this.rank = rank;
    this.meeting = meeting;
  }

  /** Runs a task in as many threads at once, and returns their results by rank. */
  static <T> List<T> run(Shards shards, int processes, Function<Collective, T> task)
      throws Exception {
    Meeting meeting = new Meeting(processes);
    ExecutorService threads = Executors.newFixedThreadPool(processes);
    try {
      List<Callable<T>> tasks = new ArrayList<>();
      for (int rank = 0; rank < processes; rank++) {
        Collective collective = new ThreadCollective(shards, rank, meeting);
        tasks.add(
            () -> {
              try {
                return task.apply(collective);
              } catch (RuntimeException | Error e) {
                meeting.barrier.reset();
                throw e;
              }
            });
      }
      List<T> results = new ArrayList<>();
      for (Future<T> result : threads.invokeAll(tasks)) {
        results.add(result.get());
      }
      return results;
    } finally {
      threads.shutdownNow();
    }
  }

  @Override
  public Shards shards() {
    return shards;
  }

  @Override
  public Shards.Range own() {
    return shards.of(rank, meeting.laid.length);
  }

  @Override
  public Reduction reduction(Precision precision, int size) {
    List<Matrix> nodes =
        shards.nodes(own()).stream().map(node -> Matrix.zeros(precision, 1, size)).toList();
    return new Reduction() {
      private int last = size;

      @Override
      public List<Matrix> nodes() {
        return nodes;
      }

      @Override
      public void ready(int from) {
        if (from > last) {
          throw new IllegalStateException(from + " after " + last);
        }
        last = from;
      }

      @Override
      public Matrix total() {
        if (last > 0) {
          throw new IllegalStateException("the elements before " + last + " are not ready");
        }
        last = size;
        meeting.laid[rank] = nodes;
        meeting.await();
        Matrix total = Matrix.zeros(precision, 1, size);
        total.copyFrom(sum(new Shards.Range(0, shards.count()), precision, size));
        meeting.await();
        return total;
      }
    };
  }

  /** Returns a node's value: what a process has, or its halves' sum. */
  private Matrix sum(Shards.Range range, Precision precision, int size) {
    for (int process = 0; process < meeting.laid.length; process++) {
      List<Shards.Range> nodes = shards.nodes(shards.of(process, meeting.laid.length));
      if (nodes.contains(range)) {
        return (Matrix) ((List<?>) meeting.laid[process]).get(nodes.indexOf(range));
      }
    }
    int middle = (range.first() + range.end()) / 2;
    Matrix left = sum(new Shards.Range(range.first(), middle), precision, size);
    Matrix right = sum(new Shards.Range(middle, range.end()), precision, size);
    Matrix total = Matrix.zeros(precision, 1, size);
    for (int i = 0; i < size; i++) {
      total.set(0, i, left.get(0, i) + right.get(0, i)); // float64, then rounded: as one addition
    }
    return total;
  }

  @Override
  public void gather(Matrix all) {
    meeting.laid[rank] = all;
    meeting.await();
    for (int process = 0; process < meeting.laid.length; process++) {
      Shards.Range range = shards.of(process, meeting.laid.length);
      int from = (int) shards.start(range.first(), all.rows());
      int to = (int) shards.start(range.end(), all.rows());
      if (process != rank) {
        all.rows(from, to).copyFrom(((Matrix) meeting.laid[process]).rows(from, to));
      }
    }
    meeting.await();
  }
}
