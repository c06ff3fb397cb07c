package org.nn4j.serve;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nn4j.core.preprocess.CategoricalFeature;
import org.nn4j.core.preprocess.ColumnProfile;
import org.nn4j.core.preprocess.DataProfile;
import org.nn4j.core.preprocess.DateFeature;
import org.nn4j.core.preprocess.DatePart;
import org.nn4j.core.preprocess.FeatureStep;
import org.nn4j.core.preprocess.NumericFeature;
import org.nn4j.core.preprocess.OrdinalFeature;

/**
 * A column that a model predicts from: what a value may be, and which are usual.
 *
 * @param name its name
 * @param kind what its values are
 * @param categories the labels that the model knows, in its order; empty of other kinds
 * @param earliest the first date of the training rows, or null
 * @param typical a usual value, as {@link org.nn4j.core.preprocess.RecordEncoder} takes it; null
 *     where there is none to tell, as of free texts, which nobody but their owner is to see
 * @param profile what was seen of it in training, or null
 */
record ServedColumn(
    String name,
    Kind kind,
    List<String> categories,
    @Nullable LocalDate earliest,
    @Nullable Object typical,
    @Nullable ColumnProfile profile) {

  /** Most days from the earliest to a usual date, whatever stands for a missing one. */
  private static final int CENTURY = 36_525;

  /** What values are. */
  enum Kind {
    NUMBER,
    /** One of labels. */
    CATEGORY,
    /** One of labels that are in an order. */
    ORDINAL,
    DATE,
    /** A date and a time of day. */
    DATETIME,
    /** A time of day. */
    TIME,
    /** A free text. */
    TEXT;

    /** Returns its name in JSON. */
    String id() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Returns the columns of a model, in its order. */
  static List<ServedColumn> of(ServedModel served) {
    DataProfile known = served.model().facts().profile();
    Map<String, ColumnProfile> profiles = new LinkedHashMap<>();
    if (known != null) {
      known.columns().forEach(column -> profiles.put(column.column(), column));
    }
    Map<String, List<FeatureStep>> steps = new LinkedHashMap<>();
    for (FeatureStep step : served.preprocessor().features().steps()) {
      steps.computeIfAbsent(step.column(), column -> new ArrayList<>()).add(step);
    }
    List<ServedColumn> columns = new ArrayList<>();
    for (String name : served.columns()) {
      columns.add(of(name, steps.getOrDefault(name, List.of()), profiles.get(name)));
    }
    return columns;
  }

  private static ServedColumn of(
      String name, List<FeatureStep> steps, @Nullable ColumnProfile profile) {
    List<DateFeature> dates = new ArrayList<>();
    for (FeatureStep step : steps) {
      if (step instanceof NumericFeature number) {
        return new ServedColumn(
            name, Kind.NUMBER, List.of(), null, median(profile, number.fill()), profile);
      }
      if (step instanceof CategoricalFeature category) {
        return ofLabels(name, Kind.CATEGORY, category.labels(), profile);
      }
      if (step instanceof OrdinalFeature ordinal) {
        return ofLabels(name, Kind.ORDINAL, ordinal.labels(), profile);
      }
      if (step instanceof DateFeature date) {
        dates.add(date);
      }
    }
    return dates.isEmpty()
        ? new ServedColumn(name, Kind.TEXT, List.of(), null, null, profile)
        : ofDates(name, dates, profile);
  }

  private static Object median(@Nullable ColumnProfile profile, double otherwise) {
    return profile instanceof ColumnProfile.Numbers numbers && !numbers.values().isEmpty()
        ? numbers.quantile(0.5)
        : otherwise;
  }

  private static ServedColumn ofLabels(
      String name, Kind kind, List<String> labels, @Nullable ColumnProfile profile) {
    String typical = labels.get(0);
    if (profile instanceof ColumnProfile.Labels seen) {
      typical = seen.labels().stream().filter(labels::contains).findFirst().orElse(typical);
    }
    return new ServedColumn(name, kind, labels, null, typical, profile);
  }

  /** A usual date is the one that stands for a missing one: the mean or median of all. */
  private static ServedColumn ofDates(
      String name, List<DateFeature> steps, @Nullable ColumnProfile profile) {
    LocalDate earliest = steps.get(0).origin();
    Map<DatePart, Double> fills = new LinkedHashMap<>();
    steps.forEach(step -> step.inputs().forEach(input -> fills.put(input.part(), input.fill())));
    boolean clock = fills.containsKey(DatePart.HOUR);
    double hour = fills.getOrDefault(DatePart.HOUR, 12.0);
    LocalTime time =
        LocalTime.of((int) Math.min(Math.max(hour, 0), 23), (int) (60 * (hour % 1 + 1)) % 60);
    if (earliest == null) {
      return new ServedColumn(name, Kind.TIME, List.of(), null, time.toString(), profile);
    }
    double days = Math.min(Math.max(fills.getOrDefault(DatePart.DAYS, 0.0), 0), CENTURY);
    LocalDate day = earliest.plusDays((long) days);
    return clock
        ? new ServedColumn(
            name,
            Kind.DATETIME,
            List.of(),
            earliest,
            LocalDateTime.of(day, time).toString(),
            profile)
        : new ServedColumn(name, Kind.DATE, List.of(), earliest, day.toString(), profile);
  }

  /**
   * Returns a value that is at a place among those of the training rows: of numbers a quantile, of
   * labels each over a stretch as long as its share, missing ones last. Where many dates are known
   * by a few of them alone, it is the typical one.
   *
   * @param place from 0 to below 1
   * @return null for a missing value
   */
  @Nullable Object at(double place) {
    if (profile == null || profile.present() == 0) {
      return typical;
    }
    double row = place * ((double) profile.present() + profile.missing());
    if (row >= profile.present()) {
      return null;
    }
    if (profile instanceof ColumnProfile.Numbers numbers) {
      return numbers.quantile(row / profile.present());
    }
    ColumnProfile.Labels labels = (ColumnProfile.Labels) profile;
    if (earliest != null && labels.distinct() > labels.labels().size()) {
      return typical;
    }
    long listed = labels.counts().stream().mapToLong(count -> count).sum();
    double left = row / profile.present() * listed;
    int label = 0;
    while (label < labels.labels().size() - 1 && left >= labels.counts().get(label)) {
      left -= labels.counts().get(label++);
    }
    return labels.labels().get(label);
  }
}
