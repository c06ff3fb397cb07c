package com.example.iris;

import java.nio.file.Path;
import java.util.Map;
import org.nn4j.core.model.ModelFile;
import org.nn4j.core.model.SamplePrediction;
import org.nn4j.experiment.Experiment;
import org.nn4j.experiment.Trained;

/** Learns irises from a CSV file, saves the model, loads it and predicts a flower. */
public final class Iris {
  private Iris() {}

  /** Takes the CSV file and where the model goes. */
  public static void main(String[] args) {
    Path file = Path.of(args[1]);
    Trained trained =
        Experiment.on(Path.of(args[0])).target("species").with("preset", "fast").seed(7).train();
    trained.model().save(file);

    Map<String, Double> flower =
        Map.of("sepal_length", 5.1, "sepal_width", 3.5, "petal_length", 1.4, "petal_width", 0.2);
    SamplePrediction prediction = ModelFile.load(file).predict(flower);
    System.out.println(prediction.label() + " " + prediction.values());
  }
}
