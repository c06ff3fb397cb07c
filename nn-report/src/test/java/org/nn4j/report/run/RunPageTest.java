package org.nn4j.report.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nn4j.api.Matrix;
import org.nn4j.core.data.Dataset;
import org.nn4j.core.data.MatrixDataset;
import org.nn4j.core.data.Table;
import org.nn4j.core.data.read.TableReader;
import org.nn4j.core.metric.Accuracy;
import org.nn4j.core.metric.R2;
import org.nn4j.core.model.Model;
import org.nn4j.core.model.Provenance;
import org.nn4j.core.network.Network;
import org.nn4j.core.preprocess.Preprocessor;
import org.nn4j.core.training.History;
import org.nn4j.core.training.Trainer;
import org.nn4j.core.training.TrainingPlan;
import org.nn4j.report.figure.Figure;
import org.nn4j.report.page.Page;
import org.nn4j.report.page.Section;
import org.nn4j.report.training.LayerNorms;

class RunPageTest {
  @TempDir private Path folder;

  /** Two inputs, a class and a number; the class of line 5 is wrong. */
  private Path csv() throws IOException {
    StringBuilder text = new StringBuilder("a,b,kind,size\n");
    for (int i = 0; i < 24; i++) {
      String kind = (i % 2 == 0) == (i != 3) ? "even" : "odd";
      text.append(i % 2).append(',').append(i).append(',').append(kind).append(',');
      text.append(3 * i).append('\n');
    }
    return Files.writeString(folder.resolve("data.csv"), text);
  }

  private Page page(String target, int epochs) throws IOException {
    return RunPage.of(run(target, epochs));
  }

  private RunRecord run(String target, int epochs) throws IOException {
    Path file = csv();
    Table table = TableReader.read(file);
    int[] rows = table.everyRow();
    Preprocessor preprocessor = Preprocessor.fit(table, rows, target);
    boolean classes = !preprocessor.labels().isEmpty();
    Network network =
        Network.builder(preprocessor.inputWidth())
            .dense(preprocessor.outputWidth(), classes ? "softmax" : "identity")
            .seed(1)
            .build();
    TrainingPlan plan =
        TrainingPlan.builder()
            .loss(classes ? "categorical_cross_entropy" : "mse")
            .optimizer("adam(lr=0.1)")
            .epochs(Math.max(1, epochs))
            .seed(1)
            .build();
    Model model =
        new Model(
            network,
            plan.loss(),
            preprocessor,
            new Provenance(Map.of("jdk", "some JDK", "seed", "1")));
    Dataset data = model.dataset(table, rows);
    LayerNorms norms = new LayerNorms();
    History history =
        epochs == 0
            ? new History()
            : new Trainer(plan, norms).withDecoder(preprocessor).fit(network, data);
    EvaluatedSplit judged =
        EvaluatedSplit.of(
            "training", data, file, model, List.of(classes ? new Accuracy() : new R2()));
    return new RunRecord(
        "Run",
        model,
        history,
        norms,
        List.of(judged),
        Map.of("file", "data.csv"),
        Map.of("seed", "1"));
  }

  private static List<String> figures(Page page) {
    List<String> ids = new ArrayList<>();
    for (Section section : page.sections()) {
      section.figures().stream().map(Figure::id).forEach(ids::add);
    }
    return ids;
  }

  private static List<List<String>> rows(Page page, String caption) {
    return page.sections().stream()
        .flatMap(section -> section.tables().stream())
        .filter(table -> table.caption().startsWith(caption))
        .findFirst()
        .orElseThrow()
        .rows();
  }

  @Test
  void aClassificationHasMatrixAndCurves() throws IOException {
    Page page = page("kind", 40);

    assertThat(figures(page))
        .containsExactly(
            "loss",
            "learning_rate",
            "gradient_norms",
            "weight_norms",
            "confusion_matrix",
            "roc",
            "precision_recall",
            "calibration");
    assertThat(rows(page, "Samples by class"))
        .containsExactly(List.of("even", "13"), List.of("odd", "11"));
    assertThat(rows(page, "Worst predictions").get(0)).startsWith("5").endsWith("1,3,even,9");
  }

  @Test
  void aRegressionHasResiduals() throws IOException {
    Page page = page("size", 1);

    assertThat(figures(page)).contains("predicted", "residuals", "residual_distribution");
    double worst = 0;
    for (List<String> row : rows(page, "Worst predictions")) {
      double residual = Math.abs(Double.parseDouble(row.get(3)));
      assertThat(residual).isLessThanOrEqualTo(worst == 0 ? residual : worst);
      worst = residual;
    }
  }

  @Test
  void aRunWithoutAFinishedEpochHasNoCurves() throws IOException {
    Page page = page("kind", 0);

    assertThat(figures(page)).doesNotContain("loss", "gradient_norms").contains("roc");
    assertThat(page.lead()).doesNotContain("epoch"); // as of a model that is evaluated alone
  }

  @Test
  void tellsProvenanceWithoutRepeatingSettings() throws IOException {
    Page page = page("kind", 1);

    assertThat(rows(page, "Where these numbers come from"))
        .contains(List.of("jdk", "some JDK"), List.of("seed", "1"))
        .anyMatch(row -> row.get(0).equals("parameters_sha256") && row.get(1).length() == 64);
    assertThat(rows(page, "Metrics"))
        .extracting(row -> row.get(0))
        .containsExactly("accuracy", "loss: categorical_cross_entropy");
    assertThat(page.headline())
        .extracting(Page.Fact::name)
        .containsExactly("accuracy (training)", "loss: categorical_cross_entropy (training)");
    assertThat(rows(page("size", 1), "Metrics"))
        .extracting(row -> row.get(0))
        .containsExactly("r2", "loss: mse of the scaled target");
  }

  @Test
  void everyFigureOfPredictionsAndMetricsSaysWhichRowsItShows() throws IOException {
    for (String target : List.of("kind", "size")) {
      assertThat(page(target, 2).sections().get(1).figures())
          .hasSizeGreaterThan(2)
          .allSatisfy(figure -> assertThat(figure.title()).endsWith(" (training)"));
    }
  }

  @Test
  void saysThatTrainingChoseByTheRowsThatItIsJudgedBy() throws IOException {
    RunRecord run = run("kind", 1);
    EvaluatedSplit chosen = run.last().withChosenBy(List.of("early_stopping", "threshold"));
    Page page =
        RunPage.of(
            new RunRecord(
                "Run",
                run.model(),
                run.history(),
                run.norms(),
                List.of(chosen),
                run.data(),
                run.configuration()));

    assertThat(page.headline().get(0).name()).isEqualTo("accuracy (training, chosen by)");
    assertThat(page.lead())
        .endsWith(
            " Beware: early_stopping and threshold chose by the training rows, so their metrics"
                + " flatter the model; hold a test set out to judge it by.");
    assertThat(RunPage.of(run).lead()).doesNotContain("chose");
  }

  @Test
  void wantsAModelOfTables() {
    Network network = Network.builder(1).dense(1).build();
    Model plain =
        new Model(
            network, TrainingPlan.builder().loss("mse").build().loss(), null, Provenance.NONE);
    assertThatThrownBy(
            () ->
                EvaluatedSplit.of(
                    "a",
                    new MatrixDataset(Matrix.of(new double[] {1}), Matrix.of(new double[] {1})),
                    null,
                    plain,
                    List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("preprocessing");
  }
}
