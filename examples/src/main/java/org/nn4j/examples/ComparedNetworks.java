package org.nn4j.examples;

import java.nio.file.Path;
import java.util.List;
import org.nn4j.core.comparison.PairedTest;
import org.nn4j.core.comparison.ResampledTTest;
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

/** Whether a wider network is better, or only luckier. */
public final class ComparedNetworks {
  private ComparedNetworks() {}

  /**
   * Cross-validates two networks on the same folds of a table of irises, and tests the difference.
   *
   * @param csv {@code iris.csv}
   */
  public static PairedTest run(Path csv) {
    Table table = TableReader.read(csv);
    Folds folds = Folds.stratified(RowGroups.of(table, "species"), 5, 7);
    // tag::test
    CrossValidation validation = new CrossValidation(table, folds, List.of(new Accuracy()));
    double[] narrow = accuracies(validation.run(training(1)));
    double[] wide = accuracies(validation.run(training(32)));

    PairedTest test = ResampledTTest.of(narrow, wide, 1.0 / 4); // a fold to four to learn from
    System.out.println(test.difference() + " ± " + test.standardError());
    System.out.println(test.p() < PairedTest.LEVEL ? "better" : "no difference can be told");
    // end::test
    return test;
  }

  private static double[] accuracies(CrossValidationResult result) {
    return result.folds().stream()
        .mapToDouble(scores -> scores.metrics().getOrDefault("accuracy", Double.NaN))
        .toArray();
  }

  private static FoldTraining training(int units) {
    return FoldTraining.of(
        PreprocessOptions.of("species"),
        (preprocessor, seed) ->
            Network.builder(preprocessor.inputWidth())
                .dense(units, "relu")
                .dense(preprocessor.outputWidth(), "softmax")
                .seed(seed)
                .build(),
        seed ->
            TrainingPlan.builder()
                .loss("categorical_cross_entropy")
                .optimizer("adamw(lr=0.01)")
                .epochs(30)
                .seed(seed)
                .build());
  }

  /** Prints the difference; takes the path of {@code iris.csv}. */
  public static void main(String[] args) {
    run(Path.of(args.length > 0 ? args[0] : "examples/data/iris.csv"));
  }
}
