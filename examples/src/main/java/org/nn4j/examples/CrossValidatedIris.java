package org.nn4j.examples;

import java.nio.file.Path;
import java.util.List;
import org.nn4j.core.crossval.CrossValidation;
import org.nn4j.core.crossval.CrossValidationResult;
import org.nn4j.core.crossval.FoldTraining;
import org.nn4j.core.data.Table;
import org.nn4j.core.data.read.TableReader;
import org.nn4j.core.data.split.Folds;
import org.nn4j.core.data.split.RowGroups;
import org.nn4j.core.metric.Accuracy;
import org.nn4j.core.network.Network;
import org.nn4j.core.preprocess.PreprocessOptions;
import org.nn4j.core.training.TrainingPlan;

/** How well a way of training does, whatever rows happen to be held out. */
public final class CrossValidatedIris {
  private CrossValidatedIris() {}

  /**
   * Cross-validates on a table of irises.
   *
   * @param csv {@code iris.csv}
   */
  public static CrossValidationResult run(Path csv) {
    // tag::crossval
    Table table = TableReader.read(csv);
    Folds folds = Folds.stratified(RowGroups.of(table, "species"), 5, 7);
    FoldTraining training =
        FoldTraining.of(
            PreprocessOptions.of("species"),
            (preprocessor, seed) ->
                Network.builder(preprocessor.inputWidth())
                    .dense(16, "relu")
                    .dense(preprocessor.outputWidth(), "softmax")
                    .seed(seed)
                    .build(),
            seed ->
                TrainingPlan.builder()
                    .loss("categorical_cross_entropy")
                    .optimizer("adamw(lr=0.01, weight_decay=0.1)")
                    .epochs(50)
                    .seed(seed)
                    .build());
    CrossValidationResult result =
        new CrossValidation(table, folds, List.of(new Accuracy())).run(training);

    System.out.println(result.summary("accuracy")); // mean ± standard deviation
    System.out.println(result.predictions().get(0).labels().get(0)); // of the first row, unseen
    // end::crossval
    return result;
  }

  /** Prints accuracy and a prediction; takes the path of {@code iris.csv}. */
  public static void main(String[] args) {
    run(Path.of(args.length > 0 ? args[0] : "examples/data/iris.csv"));
  }
}
