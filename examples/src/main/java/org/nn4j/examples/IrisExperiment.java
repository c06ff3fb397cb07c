package org.nn4j.examples;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.nn4j.core.crossval.CrossValidationResult;
import org.nn4j.core.model.ModelFile;
import org.nn4j.core.training.TrainingListener;
import org.nn4j.experiment.Experiment;
import org.nn4j.experiment.Ranges;
import org.nn4j.experiment.SearchResult;
import org.nn4j.experiment.Trained;

/** From a CSV file to a model in a few lines, and what else can be done with an experiment. */
public final class IrisExperiment {
  private IrisExperiment() {}

  /**
   * Trains with what the data suggest, and saves the model.
   *
   * @param csv {@code iris.csv}
   * @param modelFile where the model goes
   */
  public static Trained train(Path csv, Path modelFile) {
    // tag::train
    Trained trained = Experiment.on(csv).target("species").seed(7).train();

    System.out.println(trained.metrics()); // 30 held-out rows: {accuracy=…, f1=…, mcc=…, loss=…}
    System.out.println(trained.confusion());
    trained.findings().forEach(System.out::println); // what is likely wrong, if anything is
    trained.model().save(modelFile);
    // end::train
    return trained;
  }

  /** Loads the model and names a flower's species. */
  public static String predict(Path modelFile) {
    // tag::predict
    Map<String, Double> flower =
        Map.of("sepal_length", 5.1, "sepal_width", 3.5, "petal_length", 1.4, "petal_width", 0.2);
    String species = ModelFile.load(modelFile).predict(flower).label(); // setosa
    // end::predict
    return species;
  }

  /** Compares settings. */
  public static SearchResult compare(Path csv) {
    // tag::compare
    Experiment iris =
        Experiment.on(csv)
            .target("species")
            .with("optimizer", "adam(lr=0.01)")
            .with("layers", List.of("16:tanh", "dropout(rate=0.1)"))
            .with("epochs", 20)
            .listeners(TrainingListener.eachEpoch(e -> System.out.println(e.loss())));

    CrossValidationResult result = iris.crossValidate(5);
    System.out.println(result.summary("accuracy")); // mean ± standard deviation

    Ranges ranges = new Ranges().choice("batch", 8, 16, 32).logUniform("optimizer.lr", 0.001, 0.1);
    SearchResult searched = iris.search(ranges, 6);
    System.out.println(searched); // the trials, the best first
    Trained best = searched.best().train();
    // end::compare
    System.out.println(best);
    return searched;
  }

  // tag::record
  /** A flat that was let. */
  public record Flat(String district, int rooms, double area, double rent) {}

  // end::record

  /** Learns rents. */
  public static double rent(List<Flat> flats) {
    // tag::records
    Trained trained = Experiment.on(flats).target("rent").train();
    double rent =
        trained.model().predict(Map.of("district", "Mitte", "rooms", 2, "area", 54)).value();
    // end::records
    return rent;
  }

  /** Trains, predicts and compares; takes the path of {@code iris.csv}. */
  public static void main(String[] args) throws IOException {
    Path csv = Path.of(args.length > 0 ? args[0] : "examples/data/iris.csv");
    Path folder = Files.createTempDirectory("nn4j");
    Path modelFile = folder.resolve("iris.safetensors");
    train(csv, modelFile);
    System.out.println(predict(modelFile));
    compare(csv);
    Files.delete(modelFile);
    Files.delete(folder);
  }
}
