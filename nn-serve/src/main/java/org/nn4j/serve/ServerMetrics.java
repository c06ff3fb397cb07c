package org.nn4j.serve;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.atomic.LongAdder;

/**
 * What a server counts, in Prometheus' text format. By hand, since there are four kinds of lines:
 * the client library is six jars without module descriptors.
 */
final class ServerMetrics {
  /** The media type of the text. */
  static final String TYPE = "text/plain; version=0.0.4; charset=utf-8";

  /** Upper bounds of the histogram in seconds: a row takes tens of microseconds. */
  private static final double[] BOUNDS = {
    0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10
  };

  /** Statuses are below this. */
  private static final int STATUSES = 600;

  /** Requests of one kind. */
  private static final class Times {
    final String labels;
    final LongAdder[] buckets = new LongAdder[BOUNDS.length + 1];
    final LongAdder nanos = new LongAdder();
    final AtomicReferenceArray<LongAdder> statuses = new AtomicReferenceArray<>(STATUSES);

    Times(String route) {
      this.labels = "route=\"" + route + '"';
      for (int i = 0; i < buckets.length; i++) {
        buckets[i] = new LongAdder();
      }
    }

    void add(int status, long elapsed) {
      if (statuses.get(status) == null) {
        statuses.compareAndSet(status, null, new LongAdder());
      }
      statuses.get(status).increment();
      int bucket = 0;
      while (bucket < BOUNDS.length && elapsed > BOUNDS[bucket] * 1e9) {
        bucket++;
      }
      buckets[bucket].increment();
      nanos.add(elapsed);
    }
  }

  /** Rows of a model. */
  private static final class Rows {
    final String labels;
    final LongAdder predicted = new LongAdder();

    /** Values that were taken as missing, by column. */
    final Map<String, LongAdder> unknown = new ConcurrentSkipListMap<>();

    Rows(String model) {
      this.labels = label("model", model);
    }
  }

  private final Map<String, Times> times = new ConcurrentSkipListMap<>();
  private final Map<String, Rows> rows = new TreeMap<>();
  private final AtomicInteger inFlight = new AtomicInteger();

  /** Begins to count requests to models of these names. */
  ServerMetrics(List<String> models) {
    models.forEach(name -> rows.put(name, new Rows(name)));
  }

  void begin() {
    inFlight.incrementAndGet();
  }

  /**
   * Counts a request that is over.
   *
   * @param route what was asked for, without names
   * @param status the status of the answer
   * @param elapsed nanoseconds
   */
  void end(String route, int status, long elapsed) {
    inFlight.decrementAndGet();
    times.computeIfAbsent(route, Times::new).add(status, elapsed);
  }

  /** Counts the rows of a request, and the values in them that were taken as missing. */
  void rows(String model, RowBlock block) {
    Rows ofModel = Objects.requireNonNull(rows.get(model));
    ofModel.predicted.add(block.count());
    block
        .unknown()
        .forEach(
            (column, count) ->
                ofModel.unknown.computeIfAbsent(column, name -> new LongAdder()).add(count));
  }

  int inFlight() {
    return inFlight.get();
  }

  /** Returns a label as the text has it: {@code name="value"}. */
  static String label(String name, String value) {
    return name
        + "=\""
        + value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n")
        + '"';
  }

  /**
   * Returns the text.
   *
   * @param waiting requests that wait for their turn
   * @param models the models
   */
  String text(int waiting, ServedModels models) {
    StringBuilder text = new StringBuilder();
    head(text, "nn4j_requests_total", "counter", "Requests that were answered.");
    times.forEach(
        (route, each) -> {
          for (int status = 0; status < STATUSES; status++) {
            LongAdder count = each.statuses.get(status);
            if (count != null) {
              String labels = each.labels + ",status=\"" + status + '"';
              line(text, "nn4j_requests_total", labels, count.sum());
            }
          }
        });
    head(text, "nn4j_request_seconds", "histogram", "Time from a request's headers to its answer.");
    times.forEach((route, each) -> histogram(text, each.labels, each));
    head(text, "nn4j_rows_total", "counter", "Rows that were predicted.");
    rows.forEach((name, of) -> line(text, "nn4j_rows_total", of.labels, of.predicted.sum()));
    head(
        text,
        "nn4j_unknown_values_total",
        "counter",
        "Unknown categories and texts that are no dates, taken as missing.");
    rows.forEach(
        (name, of) ->
            of.unknown.forEach(
                (column, count) ->
                    line(
                        text,
                        "nn4j_unknown_values_total",
                        of.labels + ',' + label("column", column),
                        count.sum())));
    head(text, "nn4j_requests_in_flight", "gauge", "Requests that are being answered.");
    line(text, "nn4j_requests_in_flight", "", inFlight());
    head(text, "nn4j_requests_waiting", "gauge", "Requests that wait to be computed.");
    line(text, "nn4j_requests_waiting", "", waiting);
    head(text, "nn4j_model_info", "gauge", "The models; a version is that of the parameters.");
    models.all().forEach(model -> line(text, "nn4j_model_info", model.labels(), 1));
    head(text, "nn4j_model_reloads_total", "counter", "Changes of a model's file that were seen.");
    models.forEachReload(
        (name, result, count) ->
            line(
                text,
                "nn4j_model_reloads_total",
                Objects.requireNonNull(rows.get(name)).labels + ',' + label("result", result),
                count));
    head(text, "nn4j_memory_used_bytes", "gauge", "The part of the heap that is in use.");
    Runtime runtime = Runtime.getRuntime();
    line(text, "nn4j_memory_used_bytes", "", runtime.totalMemory() - runtime.freeMemory());
    return text.toString();
  }

  private static void histogram(StringBuilder text, String labels, Times times) {
    long sum = 0;
    for (int i = 0; i < times.buckets.length; i++) {
      sum += times.buckets[i].sum();
      String bound =
          i < BOUNDS.length
              ? new BigDecimal(Double.toString(BOUNDS[i])).stripTrailingZeros().toPlainString()
              : "+Inf";
      line(text, "nn4j_request_seconds_bucket", labels + ",le=\"" + bound + '"', sum);
    }
    text.append("nn4j_request_seconds_sum{" + labels + "} ")
        .append(BigDecimal.valueOf(times.nanos.sum(), 9).toPlainString())
        .append('\n');
    line(text, "nn4j_request_seconds_count", labels, sum);
  }

  private static void head(StringBuilder text, String name, String type, String help) {
    text.append("# HELP " + name + ' ' + help + "\n# TYPE " + name + ' ' + type + '\n');
  }

  private static void line(StringBuilder text, String name, String labels, long value) {
    text.append(name);
    if (!labels.isEmpty()) {
      text.append('{').append(labels).append('}');
    }
    text.append(' ').append(value).append('\n');
  }
}
