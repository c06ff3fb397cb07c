package org.nn4j.cli.command;

import jakarta.inject.Inject;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.nn4j.cli.job.EvaluateJob;
import org.nn4j.cli.job.EvaluationPage;
import org.nn4j.cli.job.JobFactory;
import org.nn4j.cli.report.Console;
import org.nn4j.cli.report.EvaluationReport;
import org.nn4j.cli.report.HistoryFile;
import org.nn4j.cli.report.SurenessReport;
import org.nn4j.core.InputException;
import org.nn4j.core.io.AtomicFile;
import org.nn4j.experiment.data.DataFile;
import org.nn4j.experiment.document.Json;
import org.nn4j.report.page.PageFolder;
import org.nn4j.report.render.Png;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code nn evaluate}. */
@Command(
    name = "evaluate",
    description = "Evaluates a model on data: metrics and confusion matrix.",
    footer = {
      "",
      "Example:",
      "  nn evaluate --model iris.nn.safetensors --data examples/data/iris.csv"
    })
final class EvaluateCommand extends KernelsVerb {
  private final JobFactory jobs;

  @Option(names = "--model", required = true, paramLabel = "FILE", description = "Model file.")
  private Path model;

  @Option(
      names = "--data",
      required = true,
      paramLabel = "FILE",
      description = "CSV or IDX file with the columns that the model was trained on.")
  private Path data;

  @Option(
      names = "--metrics",
      split = ",(?![^(]*\\))",
      paramLabel = "NAME,…",
      hideParamSyntax = true,
      description = "Metrics to report (default: those of the task).")
  private List<String> metrics = new ArrayList<>();

  @Option(
      names = "--positive",
      paramLabel = "LABEL",
      description =
          "Which of two classes metrics take for the positive one (default: the model's, which is"
              + " the second in order unless it was trained with --positive).")
  private @Nullable String positive;

  @Mixin private JudgingOptions judging = new JudgingOptions();

  @Mixin private IntervalOptions intervals = new IntervalOptions();

  @Option(
      names = "--report",
      paramLabel = "DIR",
      description =
          "Folder for a report: an HTML page, its figures as SVG and PNG, and run.json, which nn"
              + " compare reads.")
  private @Nullable Path report;

  @Mixin private StorageOptions storage = new StorageOptions();

  @Mixin private FormatOptions format = new FormatOptions();

  @Inject
  @SuppressWarnings("NullAway") // picocli sets the fields before they are used
  EvaluateCommand(JobFactory jobs, Console console) {
    super(console);
    this.jobs = jobs;
  }

  @Override
  FileUses files() {
    return storage
        .declare(super.files().reads("--model", model).readsData("--data", data))
        .writesIn("--report", report, Set.of(PageFolder.INDEX, HistoryFile.RUN)::contains);
  }

  @Override
  public Integer call() {
    long start = System.nanoTime();
    int threads = judging.threads();
    Path folder = report;
    PageFolder page = folder == null ? null : new PageFolder(folder);
    EvaluateJob.Outcome outcome =
        open(jobs, EvaluateJob.class)
            .evaluate(
                model,
                new DataFile(data, format.format(), storage.storage()),
                new EvaluateJob.Options(
                    metrics, judging.dropMissing(), positive, threads, intervals.level()));
    Map<String, Object> document = document(outcome, (System.nanoTime() - start) * 1e-9);
    List<String> unwritten = new ArrayList<>();
    if (page != null && folder != null) {
      try {
        page.write(EvaluationPage.of(outcome, data));
        AtomicFile.write(
            folder.resolve(HistoryFile.RUN), Json.text(document).getBytes(StandardCharsets.UTF_8));
        Png.fault().ifPresent(console()::warn);
      } catch (InputException | UncheckedIOException e) {
        console().error(String.valueOf(e.getMessage()));
        unwritten.add(String.valueOf(e.getMessage()));
      }
    }
    return print(
        () -> document,
        () ->
            EvaluationReport.text(outcome.result())
                + SurenessReport.text(outcome.result(), null, outcome.intervals()),
        unwritten);
  }

  private Map<String, Object> document(EvaluateJob.Outcome outcome, double seconds) {
    Map<String, Object> document = new LinkedHashMap<>();
    EvaluationReport.json(outcome.result(), document);
    SurenessReport.json(null, outcome.intervals(), document);
    document.put("parameters_sha256", outcome.sha256());
    document.put("model", model.toString());
    document.put("seconds", seconds);
    document.put("warnings", outcome.findings().stream().map(EvaluationReport::finding).toList());
    document.put("parameters", outcome.model().network().parameters().trainable().size());
    document.put("provenance", outcome.model().model().provenance().entries());
    return document;
  }
}
