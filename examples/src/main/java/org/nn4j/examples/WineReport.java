package org.nn4j.examples;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.nn4j.api.Metric;
import org.nn4j.core.data.Dataset;
import org.nn4j.core.data.Table;
import org.nn4j.core.data.read.TableReader;
import org.nn4j.core.data.split.Split;
import org.nn4j.core.metric.Accuracy;
import org.nn4j.core.metric.F1Score;
import org.nn4j.core.model.Model;
import org.nn4j.core.network.Network;
import org.nn4j.core.preprocess.Preprocessor;
import org.nn4j.core.training.History;
import org.nn4j.core.training.Trainer;
import org.nn4j.core.training.TrainingPlan;
import org.nn4j.report.chart.HistoryCharts;
import org.nn4j.report.figure.Sheet;
import org.nn4j.report.page.PageFolder;
import org.nn4j.report.render.PictureFile;
import org.nn4j.report.run.EvaluatedSplit;
import org.nn4j.report.run.RunPage;
import org.nn4j.report.run.RunRecord;
import org.nn4j.report.tensorboard.TensorBoardEvents;
import org.nn4j.report.training.LayerNorms;

/** Writes a report of a training run, a figure of its own and event files for TensorBoard. */
public final class WineReport {
  private WineReport() {}

  /**
   * Trains and reports.
   *
   * @param csv {@code wine.csv}
   * @param folder where the report goes
   */
  public static void write(Path csv, Path folder) {
    Table table = TableReader.read(csv);
    Split split = Split.stratified(table, "cultivar", 0.25, 1);
    Preprocessor preprocessor = Preprocessor.fit(table, split.train(), "cultivar");
    Network network =
        Network.builder(preprocessor.inputWidth())
            .dense(16, "relu")
            .dense(preprocessor.outputWidth(), "softmax")
            .seed(1)
            .build();
    TrainingPlan plan =
        TrainingPlan.builder().loss("categorical_cross_entropy").epochs(30).seed(1).build();
    Model model = new Model(network, plan.loss(), preprocessor);
    Dataset train = model.dataset(table, split.train());
    Dataset test = model.dataset(table, split.test());
    List<Metric> metrics = List.of(new Accuracy(), new F1Score());

    // tag::record
    LayerNorms norms = new LayerNorms();
    TensorBoardEvents events = new TensorBoardEvents(folder.resolve("events"), norms);
    History history = new Trainer(plan, norms, events).fit(network, train, test);
    // end::record

    // tag::report
    RunRecord run =
        new RunRecord(
            "Wine",
            model,
            history,
            norms,
            List.of(
                EvaluatedSplit.of("training", train, csv, model, metrics),
                EvaluatedSplit.of("test", test, csv, model, metrics)),
            Map.of("file", "wine.csv"),
            Map.of());
    new PageFolder(folder).write(RunPage.of(run));
    // end::report

    // tag::figure
    Sheet loss = Sheet.of(HistoryCharts.loss(history.epochs()));
    PictureFile.write(loss, folder.resolve("loss.svg")); // or .png
    // end::figure
  }

  /** Writes into a folder; takes its path and that of {@code wine.csv}. */
  public static void main(String[] args) {
    Path folder = Path.of(args.length > 0 ? args[0] : "wine-report");
    write(Path.of(args.length > 1 ? args[1] : "examples/data/wine.csv"), folder);
    System.out.println(folder.resolve("index.html"));
  }
}
