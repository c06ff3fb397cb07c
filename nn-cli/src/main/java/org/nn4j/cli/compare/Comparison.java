package org.nn4j.cli.compare;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.nn4j.core.comparison.McNemarTest;
import org.nn4j.core.comparison.PairedBootstrap;
import org.nn4j.core.comparison.PairedTest;
import org.nn4j.core.comparison.ResampledTTest;
import org.nn4j.core.training.MetricValues;

/**
 * Runs side by side, each tested against the first.
 *
 * @param runs the runs, at least two
 * @param best the names of the runs that are best by a metric, by the metric; of metrics whose
 *     direction is known
 * @param differing the settings, versions and data in which the runs differ: a value for each run
 *     of which they are known, null for one that has none
 * @param tests what was tested
 * @param untested why runs are compared by their metrics alone, a sentence each
 */
public record Comparison(
    List<ComparedRun> runs,
    Map<String, List<String>> best,
    Map<String, List<@Nullable String>> differing,
    List<Tested> tests,
    List<String> untested) {

  /** The seed of the rows that the bootstrap draws: any will do, as long as it stays the same. */
  private static final long SEED = 0;

  /** Digits of a hash that are shown. */
  private static final int SHORT = 12;

  /** Settings that decide what a loss is: losses of runs that differ in one are not comparable. */
  private static final Set<String> LOSS_SETTINGS = Set.of("loss", "target_scaling");

  /** What a test is made on. */
  public enum Method {
    /** The corrected resampled t-test over folds. */
    FOLDS,
    /** McNemar's test on rows. */
    MCNEMAR,
    /** The paired bootstrap of rows. */
    BOOTSTRAP
  }

  /**
   * A test of a run against the first.
   *
   * @param run the run
   * @param metric what was compared
   * @param method how
   * @param test the result, with p adjusted for as many runs (Holm)
   * @param better whether the run is the better one of the two by the difference's sign, or null if
   *     the metric's direction is not known
   */
  public record Tested(
      ComparedRun run, String metric, Method method, PairedTest test, @Nullable Boolean better) {

    /** Returns whether the difference can be told from chance, at {@link PairedTest#LEVEL}. */
    public boolean significant() {
      return test.p() < PairedTest.LEVEL;
    }
  }

  /**
   * Compares runs.
   *
   * @param higherIsBetter tells of a metric's name whether greater is better; null if not known
   */
  public static Comparison of(
      List<ComparedRun> runs, Function<String, @Nullable Boolean> higherIsBetter) {
    Map<String, List<@Nullable String>> differing = differing(runs);
    Set<String> untested = new LinkedHashSet<>();
    Set<String> names = new LinkedHashSet<>();
    runs.forEach(run -> names.addAll(run.metrics().keySet()));
    if (!Collections.disjoint(differing.keySet(), LOSS_SETTINGS)
        && names.remove(MetricValues.LOSS)) {
      untested.add("the runs minimize different losses, so these are not compared");
    }
    List<Tested> tests = new ArrayList<>();
    ComparedRun first = runs.get(0);
    for (ComparedRun run : runs.subList(1, runs.size())) {
      int before = tests.size();
      String folds = testFolds(first, run, names, higherIsBetter, tests);
      String rows = testRows(first, run, tests);
      if (tests.size() == before) {
        untested.add(
            "'"
                + run.name()
                + "' and '"
                + first.name()
                + "' are compared by metrics alone: "
                + (rows.isEmpty() ? folds : rows));
      }
    }
    return new Comparison(
        List.copyOf(runs),
        best(runs, names, higherIsBetter),
        differing,
        adjusted(tests),
        List.copyOf(untested));
  }

  /** Returns the names of all metrics, in the order in which runs have them. */
  public List<String> metrics() {
    Set<String> names = new LinkedHashSet<>();
    runs.forEach(run -> names.addAll(run.metrics().keySet()));
    return List.copyOf(names);
  }

  /** Adds the tests over folds, or returns why there are none. */
  private static String testFolds(
      ComparedRun first,
      ComparedRun run,
      Set<String> metrics,
      Function<String, @Nullable Boolean> higherIsBetter,
      List<Tested> tests) {
    ComparedRun.FoldScores one = first.folds();
    ComparedRun.FoldScores other = run.folds();
    if (one == null || other == null) {
      return "to test a difference, cross-validate both (nn crossval --json), or give model files"
          + " and --data FILE";
    }
    if (!Objects.equals(first.dataHash(), run.dataHash())) {
      return "their data differ (data_sha256 "
          + digits(first.dataHash())
          + " and "
          + digits(run.dataHash())
          + ")";
    }
    if (one.sha256() == null || !Objects.equals(one.sha256(), other.sha256())) {
      return one.sha256() == null || other.sha256() == null
          ? "one does not tell its folds, as older versions of nn4j wrote it"
          : "their folds differ; give both the same --seed, --folds and --repeats";
    }
    for (String metric : metrics) {
      double[] a = one.scores(metric);
      double[] b = other.scores(metric);
      int[] defined =
          IntStream.range(0, Math.min(a.length, b.length))
              .filter(k -> Double.isFinite(a[k] - b[k]))
              .toArray();
      if (defined.length > 1) {
        PairedTest test =
            ResampledTTest.of(
                IntStream.of(defined).mapToDouble(k -> a[k]).toArray(),
                IntStream.of(defined).mapToDouble(k -> b[k]).toArray(),
                one.heldOverTrained());
        Boolean higher = higherIsBetter.apply(metric);
        tests.add(
            new Tested(
                run,
                metric,
                Method.FOLDS,
                test,
                higher == null ? null : (Boolean) (higher == (test.difference() > 0))));
      }
    }
    return "no metric of both is defined in two folds";
  }

  private static String digits(@Nullable String hash) {
    return hash == null ? "not known" : hash.substring(0, Math.min(SHORT, hash.length())) + "…";
  }

  /** Adds the tests on rows, or returns why there are none where both have predictions. */
  private static String testRows(ComparedRun first, ComparedRun run, List<Tested> tests) {
    RowPredictions one = first.predictions();
    RowPredictions other = run.predictions();
    if (one == null || other == null) {
      return "";
    }
    if (!one.rows().equals(other.rows())) {
      return "their predictions are not of the same rows";
    }
    boolean[] right = one.right();
    boolean[] otherRight = other.right();
    if (right != null && otherRight != null) {
      add(run, "error_rate", Method.MCNEMAR, McNemarTest.of(right, otherRight), tests);
    }
    one.losses()
        .forEach(
            (metric, losses) -> {
              double[] others = other.losses().get(metric);
              if (others != null && losses.length > 1) {
                add(
                    run,
                    metric,
                    Method.BOOTSTRAP,
                    PairedBootstrap.of(
                        losses, others, mean -> RowPredictions.figure(metric, mean), SEED),
                    tests);
              }
            });
    return "their predictions are of different kinds";
  }

  private static void add(
      ComparedRun run, String metric, Method method, PairedTest test, List<Tested> tests) {
    tests.add(new Tested(run, metric, method, test, test.difference() < 0));
  }

  /**
   * Adjusts p-values where several runs are tested by one metric, as Holm does: the k-th smallest
   * of m is multiplied by m − k + 1, and is at least the one before it. Source: Holm, "A simple
   * sequentially rejective multiple test procedure", Scandinavian Journal of Statistics 6, 1979.
   */
  private static List<Tested> adjusted(List<Tested> tests) {
    List<Tested> adjusted = new ArrayList<>(tests);
    Set<List<Object>> families = new LinkedHashSet<>();
    tests.forEach(tested -> families.add(List.of(tested.metric, tested.method)));
    for (List<Object> family : families) {
      int[] members =
          IntStream.range(0, tests.size())
              .filter(i -> family.equals(List.of(tests.get(i).metric, tests.get(i).method)))
              .boxed()
              .sorted(Comparator.comparingDouble(i -> tests.get(i).test.p()))
              .mapToInt(Integer::intValue)
              .toArray();
      double least = 0;
      for (int k = 0; k < members.length; k++) {
        Tested tested = tests.get(members[k]);
        least = Math.max(least, Math.min(1, tested.test.p() * (members.length - k)));
        adjusted.set(
            members[k],
            new Tested(
                tested.run, tested.metric, tested.method, tested.test.withP(least), tested.better));
      }
    }
    return adjusted;
  }

  private static Map<String, List<String>> best(
      List<ComparedRun> runs,
      Set<String> names,
      Function<String, @Nullable Boolean> higherIsBetter) {
    Map<String, List<String>> best = new LinkedHashMap<>();
    for (String metric : names) {
      Boolean higher = higherIsBetter.apply(metric);
      List<ComparedRun> having =
          runs.stream()
              .filter(run -> Double.isFinite(run.metrics().getOrDefault(metric, Double.NaN)))
              .toList();
      if (higher == null || having.size() < 2) {
        continue;
      }
      double sign = higher ? 1 : -1;
      double most = having.stream().mapToDouble(r -> sign * value(r, metric)).max().orElseThrow();
      best.put(
          metric,
          having.stream()
              .filter(run -> sign * value(run, metric) == most)
              .map(ComparedRun::name)
              .toList());
    }
    return best;
  }

  private static double value(ComparedRun run, String metric) {
    return run.metrics().getOrDefault(metric, Double.NaN);
  }

  private static Map<String, List<@Nullable String>> differing(List<ComparedRun> runs) {
    Set<String> keys = new LinkedHashSet<>();
    runs.forEach(run -> keys.addAll(run.provenance().keySet()));
    Map<String, List<@Nullable String>> differing = new LinkedHashMap<>();
    for (String key : keys) {
      List<@Nullable String> values = new ArrayList<>();
      runs.forEach(run -> values.add(run.provenance().get(key)));
      long different =
          runs.stream()
              .filter(run -> !run.provenance().isEmpty())
              .map(run -> run.provenance().getOrDefault(key, ""))
              .distinct()
              .count();
      if (different > 1) {
        differing.put(key, values);
      }
    }
    return differing;
  }
}
