package org.nn4j.examples;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.nn4j.core.model.Interval;
import org.nn4j.core.model.SamplePrediction;
import org.nn4j.experiment.Experiment;
import org.nn4j.experiment.Trained;

/** How sure a prediction is: intervals, quantiles, deviations, sets of classes. */
public final class HowSure {
  private HowSure() {}

  /**
   * Predicts a patient's disease progression with an interval.
   *
   * @param csv {@code diabetes.csv}
   * @param patient a value for each column
   */
  public static Interval interval(Path csv, Map<String, Double> patient) {
    // tag::interval
    Trained trained = Experiment.on(csv).target("progression").with("intervals", 0.9).train();

    SamplePrediction prediction = trained.model().predict(patient);
    Interval range = prediction.interval(0.9); // holds the truth nine times of ten
    System.out.println(prediction.value() + " between " + range.lower() + " and " + range.upper());
    // end::interval
    return range;
  }

  /**
   * Names the species among which a flower's is.
   *
   * @param csv {@code iris.csv}
   * @param flower a value for each column
   */
  public static List<String> set(Path csv, Map<String, Double> flower) {
    // tag::set
    Trained trained =
        Experiment.on(csv)
            .target("species")
            .with("calibration", "temperature")
            .with("intervals", 0.9)
            .train();
    List<String> species = trained.model().predict(flower).set(0.9);
    // end::set
    return species;
  }

  /** Learns three quantiles, which cannot cross. */
  public static Map<String, Double> quantiles(Path csv, Map<String, Double> patient) {
    // tag::quantiles
    Trained trained =
        Experiment.on(csv).target("progression").with("quantiles", List.of(0.1, 0.5, 0.9)).train();
    Map<String, Double> quantiles = trained.model().predict(patient).values(); // {q0.1=…, …}
    // end::quantiles
    return quantiles;
  }

  /** Learns a number and its standard deviation. */
  public static SamplePrediction deviation(Path csv, Map<String, Double> patient) {
    // tag::deviation
    Trained trained = Experiment.on(csv).target("progression").with("loss", "gaussian_nll").train();
    SamplePrediction prediction = trained.model().predict(patient);
    System.out.println(prediction.value() + " ± " + prediction.deviation());
    // end::deviation
    return prediction;
  }
}
