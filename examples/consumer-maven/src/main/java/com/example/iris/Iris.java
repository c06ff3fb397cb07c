package com.example.iris;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.nn4j.core.data.read.TableReader;
import org.nn4j.core.model.ModelFile;
import org.nn4j.core.model.Prediction;
import org.nn4j.experiment.Experiment;
import org.nn4j.experiment.Trained;

/** Learns irises from a CSV file, saves the model, loads it and predicts the first row. */
public final class Iris {
  private Iris() {}

  /** Takes the CSV file and where the model goes. */
  public static void main(String[] args) {
    Path data = Path.of(args[0]);
    Path file = Path.of(args[1]);
    Trained trained = Experiment.on(data).target("species").seed(7).train();
    trained.model().save(file);

    Prediction first = ModelFile.load(file).predict(TableReader.read(data), new int[] {0});
    Map<String, Object> predicted = new LinkedHashMap<>();
    predicted.put("species", first.labels().get(0));
    for (int c = 0; c < first.names().size(); c++) {
      predicted.put(first.names().get(c), Math.round(first.values().get(0, c) * 100) / 100.0);
    }
    System.out.println(predicted);
  }
}
