package org.nn4j.examples;

import java.nio.file.Path;
import java.util.List;
import org.nn4j.core.data.Dataset;
import org.nn4j.core.data.Table;
import org.nn4j.core.data.read.TableReader;
import org.nn4j.core.data.split.Split;
import org.nn4j.core.diagnosis.ColumnDiagnosis;
import org.nn4j.core.diagnosis.Finding;
import org.nn4j.core.diagnosis.OverfitCheck;
import org.nn4j.core.diagnosis.RateCurve;
import org.nn4j.core.diagnosis.RateSweep;
import org.nn4j.core.diagnosis.TrainingDiagnosis;
import org.nn4j.core.model.Model;
import org.nn4j.core.network.Network;
import org.nn4j.core.preprocess.Preprocessor;
import org.nn4j.core.training.Trainer;
import org.nn4j.core.training.TrainingPlan;

/** Has a training run looked at: its data, its network, whether it can learn, and how fast. */
public final class SickRun {
  private SickRun() {}

  /**
   * Looks at a run on the irises.
   *
   * @param csv {@code iris.csv}
   * @return what is likely wrong with it
   */
  public static List<Finding> diagnose(Path csv) {
    Table table = TableReader.read(csv);
    Split split = Split.stratified(table, "species", 0.2, 7);
    Preprocessor preprocessor = Preprocessor.fit(table, split.train(), "species");
    Network network =
        Network.builder(preprocessor.inputWidth())
            .layer("dense(16, tanh, normal(std=50))")
            .dense(preprocessor.outputWidth(), "softmax")
            .seed(7)
            .build();
    TrainingPlan plan =
        TrainingPlan.builder().loss("categorical_cross_entropy").epochs(30).seed(7).build();
    Dataset train = new Model(network, plan.loss(), preprocessor).dataset(table, split.train());

    // tag::checks
    RateCurve curve = new RateSweep().run(plan, network, train, 1); // network stays as it is
    System.out.println(curve.suggested());

    OverfitCheck.Result result = new OverfitCheck().check(plan, network, train);
    System.out.println(result.passed() + " " + result.hints());
    // end::checks

    // tag::diagnosis
    ColumnDiagnosis.of(table, split.train(), preprocessor).forEach(System.out::println);
    TrainingDiagnosis diagnosis = new TrainingDiagnosis(preprocessor.features());
    new Trainer(plan, diagnosis).fit(network, train); // warns through SLF4J
    List<Finding> findings = diagnosis.findings();
    // end::diagnosis
    return findings;
  }
}
