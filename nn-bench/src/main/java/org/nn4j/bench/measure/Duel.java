package org.nn4j.bench.measure;

/**
 * Times two pieces of work in turn, so that whatever disturbs the machine disturbs both.
 *
 * @param slices pairs of timings, of which medians are taken
 * @param sliceSeconds length of one timing; short work is repeated until it lasts that long
 * @param warmUpSeconds how long each runs before, in which the JVM compiles
 */
public record Duel(int slices, double sliceSeconds, double warmUpSeconds) {

  /**
   * What came out.
   *
   * @param ours seconds of one run of ours, median
   * @param theirs seconds of one run of theirs, median
   * @param ratio how many times as fast ours is: the median of the pairs' ratios
   */
  public record Result(double ours, double theirs, double ratio) {}

  /** Warms both up, then times them in turn. */
  public Result run(Runnable ours, Runnable theirs) {
    long ourRuns = runsOfSlice(ours);
    long theirRuns = runsOfSlice(theirs);
    double[] ourSeconds = new double[slices];
    double[] theirSeconds = new double[slices];
    double[] ratios = new double[slices];
    for (int i = 0; i < slices; i++) {
      ourSeconds[i] = seconds(ours, ourRuns);
      theirSeconds[i] = seconds(theirs, theirRuns);
      ratios[i] = theirSeconds[i] / ourSeconds[i];
    }
    return new Result(
        Statistics.median(ourSeconds), Statistics.median(theirSeconds), Statistics.median(ratios));
  }

  /** Warms one up and times it, without another; returns the seconds of a run, median. */
  public double alone(Runnable work) {
    long runs = runsOfSlice(work);
    double[] seconds = new double[slices];
    for (int i = 0; i < slices; i++) {
      seconds[i] = seconds(work, runs);
    }
    return Statistics.median(seconds);
  }

  private long runsOfSlice(Runnable work) {
    long end = System.nanoTime() + (long) (warmUpSeconds * 1e9);
    long runs = 1;
    do {
      runs = Math.max(1, (long) (sliceSeconds / seconds(work, runs)));
    } while (System.nanoTime() < end);
    return runs;
  }

  private static double seconds(Runnable work, long runs) {
    long start = System.nanoTime();
    for (long i = 0; i < runs; i++) {
      work.run();
    }
    return Math.max(1, System.nanoTime() - start) * 1e-9 / runs;
  }
}
