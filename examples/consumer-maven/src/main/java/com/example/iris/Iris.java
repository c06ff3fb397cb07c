package com.example.iris;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.nn4j.core.data.Table;
import org.nn4j.core.data.read.TableReader;
import org.nn4j.core.data.split.Split;
import org.nn4j.core.model.Model;
import org.nn4j.core.model.ModelFile;
import org.nn4j.core.model.Prediction;
import org.nn4j.core.network.Network;
import org.nn4j.core.preprocess.Preprocessor;
import org.nn4j.core.training.Trainer;
import org.nn4j.core.training.TrainingPlan;

/** Learns irises from a CSV file, saves the model, loads it and predicts the first row. */
public final class Iris {
  private Iris() {}

  /** Takes the CSV file and where the model goes. */
  public static void main(String[] args) {
    Table table = TableReader.read(Path.of(args[0]));
    Split split = Split.stratified(table, "species", 0.2, 0, 7);
    Preprocessor preprocessor = Preprocessor.fit(table, split.train(), "species");
    Network network =
        Network.builder(preprocessor.inputWidth())
            .dense(16, "relu")
            .dense(preprocessor.outputWidth(), "softmax")
            .seed(7)
            .build();
    TrainingPlan plan =
        TrainingPlan.builder()
            .loss("categorical_cross_entropy")
            .optimizer("adam(lr=0.01)")
            .epochs(60)
            .batch(16)
            .seed(7)
            .build();
    Model model = new Model(network, plan.loss(), preprocessor);
    new Trainer(plan).fit(network, model.dataset(table, split.train()));
    ModelFile.save(model, Path.of(args[1]));

    Prediction first = ModelFile.load(Path.of(args[1])).predict(table, new int[] {0});
    Map<String, Object> predicted = new LinkedHashMap<>();
    predicted.put("species", first.labels().get(0));
    for (int c = 0; c < first.names().size(); c++) {
      predicted.put(first.names().get(c), Math.round(first.values().get(0, c) * 100) / 100.0);
    }
    System.out.println(predicted);
  }
}
