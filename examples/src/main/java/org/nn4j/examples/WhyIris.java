package org.nn4j.examples;

import java.nio.file.Path;
import org.nn4j.core.data.Table;
import org.nn4j.core.data.read.TableReader;
import org.nn4j.core.data.split.Split;
import org.nn4j.core.model.Model;
import org.nn4j.core.network.Network;
import org.nn4j.core.preprocess.Preprocessor;
import org.nn4j.core.training.Trainer;
import org.nn4j.core.training.TrainingPlan;
import org.nn4j.explain.Attribution;
import org.nn4j.explain.Explainer;
import org.nn4j.explain.PartialDependence;
import org.nn4j.explain.PermutationImportance;
import org.nn4j.explain.chart.ExplanationCharts;
import org.nn4j.report.figure.Sheet;
import org.nn4j.report.render.PictureFile;

/** Says why a network takes an iris for a virginica. */
public final class WhyIris {
  private WhyIris() {}

  /**
   * Trains and explains.
   *
   * @param csv {@code iris.csv}
   * @param folder where a figure goes
   */
  public static void explain(Path csv, Path folder) {
    Table table = TableReader.read(csv);
    Split split = Split.stratified(table, "species", 0.4, 1);
    Preprocessor preprocessor = Preprocessor.fit(table, split.train(), "species");
    TrainingPlan plan =
        TrainingPlan.builder().loss("categorical_cross_entropy").epochs(100).seed(1).build();
    Network network =
        Network.builder(preprocessor.inputWidth())
            .dense(16, "relu")
            .dense(preprocessor.outputWidth(), "softmax")
            .seed(1)
            .build();
    Model model = Model.of(network, plan, preprocessor);
    model.fit(new Trainer(plan), table, split.train(), new int[0]);

    // tag::explain
    Explainer explainer =
        new Explainer(model, table, split.test(), 7).withOutput("virginica"); // rows not learnt
    PermutationImportance importance = explainer.importance(10); // shuffles each column ten times
    PartialDependence curve = explainer.dependence(importance.names().get(0), 20);
    Attribution row = explainer.shapley(split.test()[0], 100); // or integratedGradients(row)
    // end::explain

    // tag::read
    importance.columns().forEach(System.out::println); // what log loss and accuracy lose
    System.out.println(curve.column() + " moves p(virginica) by " + curve.range(0));
    row.contributions().forEach(System.out::println); // from row.base() to row.prediction()
    // end::read

    // tag::draw
    PictureFile.write(
        Sheet.of(ExplanationCharts.dependence(curve)), folder.resolve("dependence.svg"));
    // end::draw
  }

  /** Explains; takes the paths of {@code iris.csv} and of a folder. */
  public static void main(String[] args) {
    explain(
        Path.of(args.length > 0 ? args[0] : "examples/data/iris.csv"),
        Path.of(args.length > 1 ? args[1] : "."));
  }
}
