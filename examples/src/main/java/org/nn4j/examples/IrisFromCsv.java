package org.nn4j.examples;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.nn4j.core.data.Table;
import org.nn4j.core.data.read.TableReader;
import org.nn4j.core.data.split.Split;
import org.nn4j.core.gradcheck.GradientCheck;
import org.nn4j.core.gradcheck.GradientReport;
import org.nn4j.core.metric.Accuracy;
import org.nn4j.core.metric.ConfusionMatrix;
import org.nn4j.core.model.Model;
import org.nn4j.core.model.Prediction;
import org.nn4j.core.model.SamplePrediction;
import org.nn4j.core.network.Network;
import org.nn4j.core.preprocess.Preprocessor;
import org.nn4j.core.training.Evaluation;
import org.nn4j.core.training.History;
import org.nn4j.core.training.StopCriterion;
import org.nn4j.core.training.Trainer;
import org.nn4j.core.training.TrainingListener;
import org.nn4j.core.training.TrainingPlan;

/** The way from a CSV file to a saved model and back to labels. */
public final class IrisFromCsv {
  private IrisFromCsv() {}

  /**
   * Trains on a table of irises, and judges and saves the model.
   *
   * @param csv {@code iris.csv}
   * @param modelFile where the model goes
   * @return the accuracy on the test rows, which nothing was chosen by
   */
  public static double train(Path csv, Path modelFile) {
    // tag::data
    Table table = TableReader.read(csv);
    Split split = Split.stratified(table, "species", 0.2, 0.2, 7); // validation and test
    Preprocessor preprocessor = Preprocessor.fit(table, split.train(), "species");
    // end::data

    // tag::network
    Network network =
        Network.builder(preprocessor.inputWidth())
            .dense(16, "relu")
            .dense(16, "leaky_relu(slope=0.2)")
            .dense(preprocessor.outputWidth(), "softmax")
            .seed(7)
            .build();
    // end::network

    // tag::plan
    TrainingPlan plan =
        TrainingPlan.builder()
            .loss("categorical_cross_entropy")
            .optimizer("adamw(lr=0.01, weight_decay=0.1)")
            .schedule("cosine")
            .metric("accuracy")
            .epochs(100)
            .batch(16)
            .seed(7)
            .stop(StopCriterion.lossAtMost(0.02))
            .build();
    // end::plan

    // tag::train
    Model model = Model.of(network, plan, preprocessor);
    TrainingListener progress =
        TrainingListener.eachEpoch(
            e -> System.out.println(e.epoch() + " " + e.loss() + " " + e.metrics()));

    History history = model.fit(new Trainer(plan, progress), table, split);
    System.out.println(history); // 100 epochs; the last: loss 0.03565, validation loss …
    // end::train

    // tag::evaluate
    Evaluation evaluation = model.evaluate(table, split.test());
    double accuracy = evaluation.metric(new Accuracy());
    ConfusionMatrix confusion = evaluation.confusion();
    System.out.println(confusion);
    System.out.println(confusion.report()); // precision, recall and f1 of each class
    // end::evaluate

    // tag::gradcheck
    GradientReport report =
        new GradientCheck().check(network, plan.loss(), model.dataset(table, split.test()));
    System.out.println(report.passed() + " " + report.worst());
    // end::gradcheck

    // tag::save
    model.save(modelFile);
    // end::save
    return accuracy;
  }

  /** Loads a model and names the first row's species. */
  public static String predict(Path csv, Path modelFile) {
    // tag::load
    Model model = Model.load(modelFile);
    Prediction prediction = model.predict(csv);
    System.out.println(prediction.labels().get(0)); // setosa
    System.out.println(prediction.names()); // [setosa, versicolor, virginica]
    System.out.println(prediction.values().get(0, 0)); // the probability of setosa
    // end::load
    return prediction.labels().get(0);
  }

  /** Loads a model and names the species of one iris. */
  public static String predictOne(Path modelFile) {
    // tag::predict-one
    Model model = Model.load(modelFile);
    Map<String, Object> iris =
        Map.of("sepal_length", 6.1, "sepal_width", 2.8, "petal_length", "4.7", "petal_width", 1.2);
    SamplePrediction prediction = model.predict(iris);
    System.out.println(prediction.label()); // versicolor
    System.out.println(prediction.probability("versicolor"));
    System.out.println(prediction); // versicolor (setosa 0.0…, versicolor 0.9…, virginica 0.0…)
    // end::predict-one
    return prediction.label();
  }

  /** Trains, saves, loads and predicts; takes the path of {@code iris.csv}. */
  public static void main(String[] args) throws IOException {
    Path csv = Path.of(args.length > 0 ? args[0] : "examples/data/iris.csv");
    Path folder = Files.createTempDirectory("nn4j");
    Path modelFile = folder.resolve("iris.safetensors");
    System.out.println("accuracy " + train(csv, modelFile));
    System.out.println("first row " + predict(csv, modelFile));
    System.out.println("another iris " + predictOne(modelFile));
    Files.delete(modelFile);
    Files.delete(folder);
  }
}
