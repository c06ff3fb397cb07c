package org.nn4j.cli.command;

import jakarta.inject.Inject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nn4j.cli.job.ExplainJob;
import org.nn4j.cli.job.JobFactory;
import org.nn4j.cli.report.Console;
import org.nn4j.cli.report.ExplanationReport;
import org.nn4j.core.InputException;
import org.nn4j.experiment.data.DataFile;
import org.nn4j.explain.Attribution.Method;
import org.nn4j.explain.chart.ExplanationPage;
import org.nn4j.report.page.PageFolder;
import org.nn4j.report.render.Png;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code nn explain}. */
@Command(
    name = "explain",
    description = {
      "Shows why a model predicts what it does: which columns matter, how predictions follow them,"
          + " which act together, and what each adds in single rows.",
      "",
      "Use rows that the model has not learnt from: on others columns matter that were learnt by"
          + " heart."
    },
    footer = {
      "",
      "Examples:",
      "  nn explain iris.nn.safetensors --data examples/data/iris.csv",
      "  nn explain iris.nn.safetensors --data examples/data/iris.csv --class virginica \\",
      "             --columns petal_length,petal_width --rows 71,107 --report why"
    })
final class ExplainCommand extends KernelsVerb {
  private final JobFactory jobs;

  @Parameters(paramLabel = "MODEL", description = "Model file.")
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
      description =
          "Metrics that become worse when a column is shuffled; the first orders the columns"
              + " (default: log_loss,accuracy for classes, r2,rmse for numbers).")
  private List<String> metrics = new ArrayList<>();

  @Option(
      names = "--repeats",
      paramLabel = "N",
      defaultValue = "10",
      description = "How often each column is shuffled (default: ${DEFAULT-VALUE}).")
  private int repeats;

  @Option(
      names = "--sample",
      paramLabel = "N",
      defaultValue = "2000",
      description = "Most rows to use, drawn at random (default: ${DEFAULT-VALUE}).")
  private int sample;

  @Option(
      names = "--columns",
      split = ",",
      paramLabel = "NAME,…",
      hideParamSyntax = true,
      description =
          "Columns whose dependence and interaction is shown (default: the most important).")
  private List<String> columns = new ArrayList<>();

  @Option(
      names = "--top",
      paramLabel = "N",
      defaultValue = "5",
      description = "How many of the most important (default: ${DEFAULT-VALUE}).")
  private int top;

  @Option(
      names = "--class",
      paramLabel = "LABEL",
      description =
          "Class, label or target to explain (default: the second of two classes, else all; in a"
              + " row the most probable).")
  private @Nullable String output;

  @Option(
      names = "--log-odds",
      description = "Explain log-odds ln(p/(1-p)), in which effects add up, not probabilities.")
  private boolean logOdds;

  @Option(names = "--centred", description = "Have the curves of dependence start at 0.")
  private boolean centred;

  @Option(
      names = "--rows",
      split = ",",
      paramLabel = "N,…",
      hideParamSyntax = true,
      description = "Rows to explain, from 1 (default: the first three).")
  private List<Integer> rows = new ArrayList<>();

  @Option(
      names = "--method",
      paramLabel = "NAME",
      defaultValue = "shapley",
      description = "How rows are explained: shapley or integrated_gradients (default: shapley).")
  private Method method;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "0",
      description = "Seed of what is drawn at random (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--report",
      paramLabel = "DIR",
      description = "Folder for a page with figures: DIR/index.html.")
  private @Nullable Path report;

  @Mixin private JudgingOptions judging = new JudgingOptions();

  @Mixin private StorageOptions storage = new StorageOptions();

  @Mixin private FormatOptions format = new FormatOptions();

  @Inject
  @SuppressWarnings("NullAway") // picocli sets the fields before they are used
  ExplainCommand(JobFactory jobs, Console console) {
    super(console);
    this.jobs = jobs;
  }

  @Override
  FileUses files() {
    return storage
        .declare(super.files().reads("MODEL", model).readsData("--data", data))
        .writesIn("--report", report, PageFolder.INDEX::equals);
  }

  @Override
  public Integer call() {
    int threads = judging.threads();
    BenchVerb.require("--sample", sample);
    BenchVerb.require("--top", top);
    if (repeats < 2) {
      throw new InputException(
          "--repeats must be at least 2 but is " + repeats + ": one has no deviation");
    }
    PageFolder page = report == null ? null : new PageFolder(report);
    ExplainJob.Outcome outcome =
        open(jobs, ExplainJob.class)
            .explain(
                model,
                new DataFile(data, format.format(), storage.storage()),
                new ExplainJob.Options(
                    metrics,
                    repeats,
                    sample,
                    columns,
                    top,
                    output,
                    logOdds,
                    centred,
                    rows,
                    method,
                    judging.dropMissing(),
                    seed,
                    threads));
    if (page != null) {
      page.write(
          ExplanationPage.of(
              outcome.explanation(), "Why: " + model.getFileName() + " on " + data.getFileName()));
      Png.fault().ifPresent(console()::warn);
    }
    return print(
        () -> document(outcome),
        () ->
            ExplanationReport.text(outcome.explanation(), Console.unicode())
                + (report == null ? "" : "\nreport  " + report.resolve(PageFolder.INDEX) + "\n"));
  }

  private Map<String, Object> document(ExplainJob.Outcome outcome) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("model", model.toString());
    document.put("data", data.toString());
    document.put("parameters_sha256", outcome.sha256());
    document.put("seed", seed);
    document.put("rows", outcome.samples());
    document.put("sample", outcome.sample());
    ExplanationReport.json(outcome.explanation(), document);
    if (report != null) {
      document.put("report", report.resolve(PageFolder.INDEX).toString());
    }
    return document;
  }
}
