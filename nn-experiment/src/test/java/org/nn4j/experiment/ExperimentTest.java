package org.nn4j.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nn4j.core.InputException;
import org.nn4j.core.data.read.TableReader;
import org.nn4j.core.training.Cancellation;
import org.nn4j.core.training.CancelledException;
import org.nn4j.core.training.EpochResult;
import org.nn4j.core.training.TrainingListener;
import org.nn4j.core.training.TrainingRun;

class ExperimentTest {
  private static final Path IRIS = Path.of("..", "examples", "data", "iris.csv");

  @TempDir private Path folder;

  /** A flower as a program has it. */
  public record Flower(
      double sepal_length, double sepal_width, double petal_length, double petal_width, Kind kind) {
    /** The species. */
    public enum Kind {
      setosa,
      versicolor,
      virginica
    }
  }

  private static List<String[]> cells() {
    try {
      return Files.readAllLines(IRIS).stream().skip(1).map(line -> line.split(",")).toList();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static Experiment few(Experiment experiment) {
    return experiment.seed(3).with("epochs", 4);
  }

  private static String ofFile() {
    return few(Experiment.on(IRIS).target("species")).train().sha256();
  }

  @Test
  void aTableTrainsTheSameBytesAsItsFile() {
    assertThat(few(Experiment.on(TableReader.read(IRIS)).target("species")).train().sha256())
        .isEqualTo(ofFile());
  }

  @Test
  void recordsTrainTheSameBytesAsAFileOfTheirValues() {
    List<Flower> flowers =
        cells().stream()
            .map(
                c ->
                    new Flower(
                        Double.parseDouble(c[0]),
                        Double.parseDouble(c[1]),
                        Double.parseDouble(c[2]),
                        Double.parseDouble(c[3]),
                        Flower.Kind.valueOf(c[4])))
            .toList();

    assertThat(few(Experiment.on(flowers).target("kind")).train().sha256()).isEqualTo(ofFile());
  }

  @Test
  void arraysTrainTheSameBytesAsAFileOfTheirValues() {
    double[][] x =
        cells().stream()
            .map(
                c ->
                    new double[] {
                      Double.parseDouble(c[0]), Double.parseDouble(c[1]),
                      Double.parseDouble(c[2]), Double.parseDouble(c[3])
                    })
            .toArray(double[][]::new);
    String[] labels = cells().stream().map(c -> c[4]).toArray(String[]::new);

    assertThat(few(Experiment.on(x, labels)).train().sha256()).isEqualTo(ofFile());
  }

  @Test
  void aQuerysResultTrainsTheSameBytesAsAFileOfItsRows() {
    assertThat(few(Experiment.on(result(cells())).target("species")).train().sha256())
        .isEqualTo(ofFile());
  }

  /** Returns a result as a driver would, of four numbers and a text. */
  private static ResultSet result(List<String[]> rows) {
    List<String> names =
        List.of("sepal_length", "sepal_width", "petal_length", "petal_width", "species");
    ResultSetMetaData data =
        (ResultSetMetaData)
            Proxy.newProxyInstance(
                ExperimentTest.class.getClassLoader(),
                new Class<?>[] {ResultSetMetaData.class},
                (proxy, method, arguments) ->
                    switch (method.getName()) {
                      case "getColumnCount" -> names.size();
                      case "getColumnLabel" -> names.get((int) arguments[0] - 1);
                      case "getColumnType" ->
                          (int) arguments[0] == names.size() ? Types.VARCHAR : Types.DOUBLE;
                      case "getColumnTypeName" -> "";
                      default -> throw new AssertionError(method);
                    });
    int[] row = {-1};
    return (ResultSet)
        Proxy.newProxyInstance(
            ExperimentTest.class.getClassLoader(),
            new Class<?>[] {ResultSet.class},
            (proxy, method, arguments) ->
                switch (method.getName()) {
                  case "getMetaData" -> data;
                  case "next" -> ++row[0] < rows.size();
                  case "getObject" -> Double.valueOf(rows.get(row[0])[(int) arguments[0] - 1]);
                  case "getString" -> rows.get(row[0])[(int) arguments[0] - 1];
                  default -> throw new AssertionError(method);
                });
  }

  /** A record with what may be missing. */
  public record Flat(@Nullable String district, @Nullable Integer rooms, double price) {}

  @Test
  void missingValuesOfRecordsAreImputed() {
    List<Flat> flats = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      flats.add(
          new Flat(
              i % 7 == 0 ? null : "d" + i % 3, i % 5 == 0 ? null : 1 + i % 4, 100.5 + i % 4 * 50));
    }

    Trained trained =
        Experiment.on(flats)
            .target("price")
            .with("task", "regression")
            .with("imputation", "mean")
            .with("epochs", 3)
            .train();

    assertThat(trained.metrics()).containsKey("r2");
    assertThat(trained.confusion()).isNull();
  }

  @Test
  void mistakesAreToldInWordsOfCodeAndNotAsFlags() {
    Experiment iris = Experiment.on(IRIS).target("species");

    assertThatThrownBy(() -> iris.with("layer", "64:relu"))
        .isInstanceOf(InputException.class)
        .hasMessage("no setting 'layer'; did you mean 'layers'?");
    assertThatThrownBy(() -> iris.with("layers", "64:rely").train())
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith("layers: unknown activation 'rely'")
        .hasMessageContaining("or the part itself by parts(part).")
        .hasMessageNotContaining("--");
    assertThatThrownBy(() -> Experiment.on(IRIS).train())
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith("target is missing; name the column to predict")
        .hasMessageNotContaining("--");
    assertThatThrownBy(() -> iris.with("batch", -3))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith("batch: must be ");
    assertThatThrownBy(() -> iris.with("model", "iris.nn.safetensors"))
        .isInstanceOf(InputException.class)
        .hasMessage("model: is written by the command line alone; save trained.model()");
    assertThatThrownBy(() -> Experiment.on(List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("at least one record");
  }

  @Test
  void anExperimentIsUnchangedByWhatIsMadeOfIt() {
    Experiment iris = Experiment.on(IRIS).target("species");
    iris.seed(9).with("epochs", 1);

    assertThat(iris.toString())
        .isEqualTo("Experiment {data: " + absolute() + ", target: [species]}");
    assertThat(iris.settings()).containsEntry("seed", 0L);
  }

  private static String absolute() {
    return String.valueOf(Experiment.on(IRIS).target("species").settings().get("data"));
  }

  @Test
  void listenersFollowEveryRunOfFoldsAndMayStopOne() {
    List<String> told = new ArrayList<>();
    TrainingListener listener =
        new TrainingListener() {
          private @Nullable TrainingRun run;

          @Override
          public void started(TrainingRun newRun) {
            run = newRun;
            told.add("started");
          }

          @Override
          public void epochDone(EpochResult result) {
            if (result.epoch() == 2 && run != null) {
              run.stop("enough");
            }
          }
        };
    Experiment iris = few(Experiment.on(IRIS).target("species")).listeners(listener);

    assertThat(iris.train().history().epochs()).hasSize(2);
    iris.crossValidate(3);
    assertThat(told).hasSize(4);
  }

  @Test
  void aCancellationEndsAllAndACheckpointGoesOn() {
    Cancellation cancellation =
        new Cancellation() {
          @Override
          public void epochDone(EpochResult result) {
            if (result.epoch() == 2) {
              cancel();
            }
          }
        };
    Experiment iris = few(Experiment.on(IRIS).target("species"));
    Experiment kept = iris.with("checkpoint", folder.resolve("run"));

    assertThatThrownBy(() -> kept.listeners(cancellation).train())
        .isInstanceOf(CancelledException.class)
        .hasMessageStartingWith("cancelled after epoch 2 of 4; to go on: with(\"resume\", ");
    assertThat(kept.with("resume", folder.resolve("run")).train().sha256())
        .isEqualTo(iris.train().sha256());
    assertThatThrownBy(() -> iris.listeners(cancellation).crossValidate(3))
        .isInstanceOf(CancelledException.class)
        .hasMessageStartingWith("cancelled in fold 1 of 3");
  }

  @Test
  void anInterruptOfTheThreadCancelsAndTheCheckpointIsWritten() {
    Thread computing = Thread.currentThread();
    TrainingListener interrupting =
        TrainingListener.eachEpoch(
            result -> {
              if (result.epoch() == 2) {
                computing.interrupt();
              }
            });
    Experiment iris = few(Experiment.on(IRIS).target("species"));
    Experiment kept = iris.with("checkpoint", folder.resolve("run"));

    assertThatThrownBy(() -> kept.listeners(interrupting).train())
        .isInstanceOf(CancelledException.class)
        .hasMessageStartingWith("cancelled");
    assertThat(Thread.interrupted()).isTrue();
    assertThat(kept.with("resume", folder.resolve("run")).train().sha256())
        .isEqualTo(iris.train().sha256());
  }

  @Test
  void noticesReachTheProgram() throws IOException {
    Path data = folder.resolve("some.csv");
    StringBuilder text = new StringBuilder("x,y\n");
    for (int i = 0; i < 40; i++) {
      text.append(i).append(',').append(i == 7 ? "" : i % 2 == 0 ? "a" : "b").append('\n');
    }
    Files.writeString(data, text);
    List<String> told = new ArrayList<>();

    Trained trained =
        few(Experiment.on(data).target("y"))
            .with("drop_missing_target", true)
            .onNotice(told::add)
            .train();

    assertThat(told).contains("1 row of 40 without 'y' left out");
    assertThat(trained.notices()).isEqualTo(told);
  }

  @Test
  void checksAreThere() {
    Experiment iris = few(Experiment.on(IRIS).target("species"));

    assertThat(iris.checkGradients().passed()).isTrue();
    assertThat(iris.overfitBatch().passed()).isTrue();
    assertThat(iris.findLearningRate().suggested()).isPositive();
  }

  @Test
  void aSearchFindsSettingsThatCanBeTrained() {
    SearchResult searched =
        few(Experiment.on(IRIS).target("species"))
            .search(new Ranges().choice("layers", "4:tanh", "16:relu"), 2, 3);

    assertThat(searched.trials()).hasSize(2);
    assertThat(searched.judgedBy()).contains("3 folds");
    assertThat(searched.best().train().settings().get("layers").toString())
        .contains(
            searched.trials().get(0).values().get("layers").startsWith("4") ? "4:tanh" : "16:relu");
    assertThatThrownBy(
            () ->
                Experiment.on(IRIS).target("species").search(new Ranges().choice("seed", 1, 2), 2))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith("seed: is the same for all trials");
  }

  @Test
  void whatIsPrintedIsWorthReading() {
    Trained trained = few(Experiment.on(IRIS).target("species")).train();

    assertThat(trained.toString().lines())
        .satisfiesExactly(
            line ->
                assertThat(line)
                    .matches(
                        "Trained: accuracy 0\\.\\d{4}, f1 0.*, loss \\d\\.\\d+ on 30 validation"
                            + " rows"),
            line -> assertThat(line).isEqualTo(trained.model().network().toString()),
            line -> assertThat(line).startsWith("120 rows, 4 epochs, adam"));
    SearchResult searched =
        few(Experiment.on(IRIS).target("species"))
            .search(new Ranges().integers("batch", 8, 60), 12);
    Trial best = searched.trials().get(0);
    assertThat(searched.toString().lines())
        .hasSize(12)
        .startsWith(
            String.format(Locale.ROOT, "Searched: accuracy %.4g is the best of", best.score())
                + " 12 trials, judged by 30 validation rows",
            String.format(Locale.ROOT, "trial %d: %.4g with batch ", best.number(), best.score())
                + best.values().get("batch"))
        .endsWith("… and 2 more");
    assertThat(new Trial(3, Map.of("batch", "8"), Double.NaN, Map.of(), "diverged"))
        .hasToString("trial 3: failed with batch 8: diverged");
    assertThat(few(Experiment.on(IRIS).target("species")).crossValidate(2).toString())
        .matches("Cross-validated: 2 folds\naccuracy 0.\\d{4} ± 0.\\d{4}\n(.*\n)+loss .*");
    assertThat(new Ranges().choice("batch", 8, 16).toString())
        .isEqualTo("{batch: {choice: [8, 16]}}");
    assertThat(Experiment.from(Path.of("../examples/digits-search.yaml")).toString())
        .endsWith(", to be searched for layers, batch, optimizer.lr");
    assertThat(Map.copyOf(trained.metrics())).containsKeys("accuracy", "loss");
  }

  @Test
  void settingsOfAnExperimentMakeTheSameOne() {
    Experiment iris = few(Experiment.on(TableReader.read(IRIS)).target("species"));
    Map<String, Object> settings = iris.settings();

    assertThat(settings).doesNotContainKeys("data", "model", "report", "tensorboard");
    assertThat(Experiment.on(TableReader.read(IRIS)).with(settings).train().sha256())
        .isEqualTo(iris.train().sha256());
    assertThat(iris.train().settings()).isEqualTo(settings);
  }

  @Test
  void aTimeBudgetPlansTheEpochsThatFitUnlessTheyAreGiven() {
    Experiment iris =
        Experiment.on(IRIS)
            .target("species")
            .with("preset", "none")
            .with("time_budget", java.time.Duration.ofMillis(1));
    Trained trained = iris.train();
    assertThat((int) trained.settings().get("epochs")).isBetween(1, 299);
    assertThat(trained.notices())
        .anyMatch(notice -> notice.matches("the time budget has room for .* of 300, so .*"));
    Trained given = iris.with("epochs", 7).train();
    assertThat(given.settings()).containsEntry("epochs", 7);
    assertThat(given.notices()).noneMatch(notice -> notice.contains("time budget"));
  }

  @Test
  void ratesSchedulesAndAveragesAreSettings() {
    Experiment iris = few(Experiment.on(IRIS).target("species"));
    Experiment changed =
        iris.with("parameter_groups", List.of("*.bias(rate=0.1, decay=0)"))
            .with("weight_decay_schedule", "flat_cosine")
            .with("weight_averaging", "ema(0.9)");
    Trained trained = changed.train();
    assertThat(trained.settings())
        .containsEntry("parameter_groups", List.of("*.bias(rate=0.1, decay=0.0)"))
        .containsEntry("weight_decay_schedule", "flat_cosine(flat=0.5)")
        .containsEntry("weight_averaging", "ema(decay=0.9)");
    assertThat(Experiment.on(IRIS).with(trained.settings()).train().sha256())
        .isEqualTo(trained.sha256());
    assertThat(trained.sha256()).isNotEqualTo(iris.train().sha256());
    assertThatThrownBy(() -> iris.with("parameter_groups", List.of("*.gamma(rate=0)")).train())
        .isInstanceOf(InputException.class)
        .hasMessageContaining("the parameter group *.gamma(rate=0.0, decay=1.0) has no parameter;")
        .hasMessageContaining("there are layers.0.weight, layers.0.bias, layers.1.weight");
  }

  @Test
  void valuesOfTheProgramsTypesAreTaken() {
    Experiment iris = Experiment.on(IRIS).target("species");

    assertThat(
            iris.with("layers", new String[] {"8:relu", "4:tanh"})
                .with("time_budget", java.time.Duration.ofMillis(1500))
                .with("task", org.nn4j.api.Task.CLASSIFICATION)
                .with("optimizer", "adam")
                .with("optimizer.lr", 0.25)
                .toString())
        .endsWith(
            "layers: [8:relu, 4:tanh], time_budget: 1s500ms, task: classification,"
                + " optimizer: adam(lr=0.25)}");
    assertThatThrownBy(() -> iris.with("epochs", null))
        .isInstanceOf(NullPointerException.class)
        .hasMessage("epochs");
    assertThatThrownBy(() -> Experiment.on((Path) null)).hasMessage("file");
  }

  /** An activation of the program's own. */
  public record Halved(double slope) implements org.nn4j.api.ElementwiseActivation {
    /** Half. */
    public Halved() {
      this(0.5);
    }

    @Override
    public String name() {
      return "test.halved";
    }

    @Override
    public String description() {
      return "slope*z";
    }

    @Override
    public double value(double z) {
      return slope * z;
    }

    @Override
    public double derivative(double z, double a) {
      return slope;
    }
  }

  @Test
  void aPartOfTheProgramsOwnIsTakenAsAnInstance() {
    Trained trained =
        few(Experiment.on(IRIS).target("species"))
            .with("layers", List.of(new org.nn4j.core.layer.Dense(8, new Halved(0.25)), "4:relu"))
            .train();

    assertThat(trained.settings().get("layers").toString()).contains("test.halved(slope=0.25)");
  }

  @Test
  void aCancellationEndsWhatSeveralThreadsTrain() throws Exception {
    java.util.concurrent.CountDownLatch running = new java.util.concurrent.CountDownLatch(2);
    Cancellation cancellation =
        new Cancellation() {
          @Override
          public void started(TrainingRun run) {
            super.started(run);
            running.countDown();
          }
        };
    Experiment iris =
        Experiment.on(IRIS)
            .target("species")
            .with("epochs", 100_000_000)
            .with("schedule", "constant")
            .listeners(cancellation);
    var pool = java.util.concurrent.Executors.newFixedThreadPool(2);
    try {
      var one = pool.submit(iris::train);
      var two = pool.submit(iris::train);
      running.await();
      cancellation.cancel();

      assertThatThrownBy(one::get).hasCauseInstanceOf(CancelledException.class);
      assertThatThrownBy(two::get).hasCauseInstanceOf(CancelledException.class);
    } finally {
      pool.shutdownNow();
    }
  }

  @Test
  void aListenersReasonIsNotTakenForACancellation() {
    TrainingListener listener =
        new TrainingListener() {
          @Override
          public void started(TrainingRun run) {
            run.stop("interrupted");
          }
        };

    assertThat(
            few(Experiment.on(IRIS).target("species"))
                .listeners(listener)
                .train()
                .history()
                .stopped())
        .isEqualTo("interrupted");
  }

  @Test
  void aGridTriesThePointsOfItsRangesAndNoRangesAreAMistake() {
    Experiment iris = few(Experiment.on(IRIS).target("species"));

    assertThat(
            iris.gridSearch(new Ranges().uniform("mixup", 0.1, 0.3, 3).choice("batch", 16, 32))
                .trials())
        .hasSize(6);
    assertThatThrownBy(() -> iris.search(new Ranges(), 3))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith("search: there are no ranges");
    assertThatThrownBy(() -> iris.with("plugins", folder.resolve("none").toString()).train())
        .isInstanceOf(InputException.class)
        .hasMessageContaining("the plug-in folder does not exist");
  }

  @Test
  void findingsAdviseWhatCodeCanDo() {
    double[][] features = new double[60][2];
    double[] targets = new double[60];
    for (int i = 0; i < 60; i++) {
      features[i] = new double[] {i, (i * 7) % 11};
      targets[i] = i * 0.5 + 0.1;
    }

    assertThat(Experiment.on(features, targets).with("epochs", 2).train().findings())
        .extracting(finding -> finding.message())
        .anyMatch(message -> message.endsWith("'x0'; leave them out (ignore x0)"))
        .noneMatch(message -> message.contains("--"));
  }
}
