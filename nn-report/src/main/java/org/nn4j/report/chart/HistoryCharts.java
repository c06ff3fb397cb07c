package org.nn4j.report.chart;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.DoubleFunction;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import org.nn4j.core.text.Words;
import org.nn4j.core.training.EpochResult;
import org.nn4j.report.figure.Axis;
import org.nn4j.report.figure.Figure;
import org.nn4j.report.figure.Line;
import org.nn4j.report.figure.NumberText;
import org.nn4j.report.figure.Point;
import org.nn4j.report.figure.Scale;

/** Figures of a run's epochs. The y axis is logarithmic where values are positive and far apart. */
public final class HistoryCharts {
  private static final String EPOCH = "epoch";

  private HistoryCharts() {}

  /** Returns the loss, the metrics and the learning rate. */
  public static List<Figure> all(List<EpochResult> epochs) {
    List<Figure> figures = new ArrayList<>();
    figures.add(loss(epochs));
    figures.addAll(metrics(epochs));
    figures.add(rate(epochs));
    return figures;
  }

  /** Returns the loss on the training data and, where there are any, on the validation data. */
  public static Figure loss(List<EpochResult> epochs) {
    List<Line> lines = new ArrayList<>();
    lines.add(line("training", epochs, EpochResult::loss));
    String summary = fall("The training loss", epochs, EpochResult::loss) + ".";
    Optional<EpochResult> best =
        epochs.stream()
            .filter(epoch -> Double.isFinite(epoch.validationLoss()))
            .min(Comparator.comparingDouble(EpochResult::validationLoss));
    if (best.isPresent()) {
      lines.add(line("validation", epochs, EpochResult::validationLoss));
      summary +=
          " The validation loss is least, "
              + NumberText.brief(best.get().validationLoss())
              + ", after epoch "
              + best.get().epoch()
              + " and "
              + NumberText.brief(epochs.get(epochs.size() - 1).validationLoss())
              + " at the end.";
    }
    return curves("loss", "Loss", summary, lines);
  }

  /**
   * Returns the metrics over the epochs: one figure for all that stay between −1 and 1, which are
   * shares and correlations, and one for each of the others, which have units; none of what is
   * undefined in all.
   */
  public static List<Figure> metrics(List<EpochResult> epochs) {
    Set<String> names = new TreeSet<>();
    epochs.forEach(epoch -> names.addAll(epoch.metrics().keySet()));
    names.removeIf(name -> epochs.stream().allMatch(epoch -> Double.isNaN(metric(epoch, name))));
    Set<String> shares = new TreeSet<>(names);
    shares.removeIf(name -> epochs.stream().anyMatch(epoch -> Math.abs(metric(epoch, name)) > 1));
    List<Figure> figures = new ArrayList<>();
    if (shares.size() > 1) {
      figures.add(shares(shares, epochs));
      names.removeAll(shares);
    }
    for (String name : names) {
      ToDoubleFunction<EpochResult> value = epoch -> metric(epoch, name);
      Line line = line("", epochs, value);
      figures.add(
          curves(
              "metric_" + Ids.of(name),
              name + rows(epochs),
              fall(name, epochs, value) + ".",
              List.of(line)));
    }
    return figures;
  }

  private static Figure shares(Set<String> names, List<EpochResult> epochs) {
    EpochResult last = epochs.get(epochs.size() - 1);
    List<Line> lines = new ArrayList<>();
    List<String> ends = new ArrayList<>();
    for (String name : names) {
      lines.add(line(name, epochs, epoch -> metric(epoch, name)));
      ends.add(name + " " + NumberText.brief(metric(last, name)));
    }
    String summary = "At the end: " + String.join(", ", ends) + ".";
    return new Figure(
        "metrics", "Metrics" + rows(epochs), summary, Axis.of(EPOCH), Axis.of(""), lines);
  }

  /** Returns what data metrics are of: those held out, where there are any. */
  private static String rows(List<EpochResult> epochs) {
    boolean validated = epochs.stream().anyMatch(e -> !Double.isNaN(e.validationLoss()));
    return validated ? " (validation)" : " (training)";
  }

  private static double metric(EpochResult epoch, String name) {
    return epoch.metrics().getOrDefault(name, Double.NaN);
  }

  /** Returns the learning rate of each epoch's last step. */
  public static Figure rate(List<EpochResult> epochs) {
    return new Figure(
        "learning_rate",
        "Learning rate",
        fall("The learning rate", epochs, EpochResult::rate) + ".",
        Axis.of(EPOCH),
        Axis.of(""),
        List.of(line("", epochs, EpochResult::rate)));
  }

  private static Line line(
      String name, List<EpochResult> epochs, ToDoubleFunction<EpochResult> value) {
    return new Line(
        name, epochs.stream().map(e -> new Point(e.epoch(), value.applyAsDouble(e))).toList());
  }

  private static String fall(
      String what, List<EpochResult> epochs, ToDoubleFunction<EpochResult> value) {
    double first = value.applyAsDouble(epochs.get(0));
    double last = value.applyAsDouble(epochs.get(epochs.size() - 1));
    String verb = first > last ? " falls from " : first < last ? " rises from " : " stays at ";
    boolean close = first != last && NumberText.brief(first).equals(NumberText.brief(last));
    DoubleFunction<String> form = close ? NumberText::plain : NumberText::brief;
    return what
        + verb
        + form.apply(first)
        + (first == last ? "" : " to " + form.apply(last))
        + " in "
        + Words.count(epochs.size(), EPOCH);
  }

  /** Returns lines over epochs, on the scale that suits their values. */
  static Figure curves(String id, String title, String summary, List<Line> lines) {
    DoubleStream values =
        lines.stream().flatMapToDouble(line -> line.points().stream().mapToDouble(Point::y));
    Scale scale = Scale.suiting(values);
    String label = scale == Scale.LOG ? "logarithmic" : "";
    return new Figure(id, title, summary, Axis.of(EPOCH), Axis.of(label, scale), lines);
  }
}
