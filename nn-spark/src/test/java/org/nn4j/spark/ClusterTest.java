package org.nn4j.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.launcher.JavaModuleOptions;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.nn4j.core.model.Model;

/** Trains in executors of their own, each a JVM. */
@Isolated("starts JVMs")
class ClusterTest {
  private static final String CLASS_PATH = System.getProperty("java.class.path");

  private static final int EXECUTORS = 3;
  private static final String CLUSTER = "local-cluster[" + EXECUTORS + ",1,700]";

  /** Epochs of what is trained while executors die, and those from one checkpoint to the next. */
  private static final int EPOCHS = 300;

  private static final int INTERVAL = 5;
  private static final int KILLS = Integer.getInteger("nn.test.kills", 2);

  /** The file to which tasks add a line for each epoch that they begin. */
  private static final String BEGUN = "epochs";

  @TempDir Path folder;

  /** In one cluster, as it takes long to start: they die each time at another moment. */
  @Test
  void executorsTrainTheBytesOfOneMachineEvenIfSomeDie() throws Exception {
    String output =
        assertSame(
            5 + KILLS,
            List.of(
                CLUSTER + " 1 5 classes-float32",
                CLUSTER + " 2 1 numbers-float64",
                CLUSTER + " 3 skewed classes-float32"),
            CLUSTER + " kill");
    assertThat(output).contains("killed " + KILLS + " executors");
    String expected = "sha256 " + longSha();
    List<String> runs = output.lines().filter(line -> line.startsWith("run ")).toList();
    assertThat(runs).hasSizeGreaterThan(1).allMatch(line -> line.endsWith(expected));
    // All tasks of an attempt may have begun an epoch when it ends, and what is repeated are those
    // since a checkpoint, which may just not have been written.
    long losses = output.lines().filter(line -> line.contains("since a task was lost")).count();
    assertThat(Files.readAllLines(folder.resolve(BEGUN)))
        .as("epochs that tasks began, in %d runs and %d losses: %s", runs.size(), losses, output)
        .hasSizeBetween(
            runs.size() * EPOCHS,
            Math.toIntExact(EXECUTORS * (runs.size() * EPOCHS + losses * (INTERVAL + 1))));
  }

  /** What else there is to multiply, in some minutes. */
  @Test
  @Tag("scale")
  void everythingOnEveryMasterIsTheSameBytes() throws Exception {
    List<String> trainings = new ArrayList<>();
    for (String master :
        List.of(
            "local[1] 1",
            "local[2] 2",
            "local-cluster[1,1,700] 1",
            "local-cluster[2,1,700] 2",
            "local-cluster[3,1,700] 3",
            "local-cluster[7,1,700] 7")) {
      for (String partitions : Lesson.PARTITIONS) {
        Lesson.all().keySet().forEach(l -> trainings.add(master + " " + partitions + " " + l));
      }
    }
    assertSame(20, trainings);
  }

  /**
   * Asserts that models are the same, and returns what else was printed.
   *
   * @param trainings masters, tasks, partitions and what is learnt
   * @param more what else is to be done, behind them
   */
  private String assertSame(int minutes, List<String> trainings, String... more) throws Exception {
    Map<String, String> sums = new HashMap<>();
    for (Map.Entry<String, Lesson> lesson : Lesson.all().entrySet()) {
      sums.put(lesson.getKey(), sha256(lesson.getValue().here(folder)));
    }
    List<String> expected =
        trainings.stream()
            .map(training -> training + " " + sums.get(training.split(" ")[3]))
            .toList();
    String output = run(minutes, Stream.concat(trainings.stream(), Stream.of(more)).toList());
    assertThat(output.lines()).as(output).containsAll(expected);
    return output;
  }

  private static String sha256(Model model) {
    return model.network().parameters().sha256();
  }

  /** Returns the SHA-256 of what takes some seconds to train, by as many tasks as there can be. */
  private static String longSha() {
    return sha256(
        new NnRegressor()
            .setLayers("16:relu", "batch_norm", "dropout(rate=0.1)", "8:relu")
            .setSchedule(ToldSchedule.NAME)
            .setEpochs(EPOCHS)
            .setBatch(40)
            .setShards(16)
            .setCheckpointInterval(INTERVAL)
            .fit(Sessions.diabetes())
            .model());
  }

  /** Runs {@link #main} in a JVM of its own, since one has but one context of Spark. */
  private String run(int minutes, List<String> args) throws IOException, InterruptedException {
    // Where Spark's launcher looks for its jars; here they are on the class path.
    Path home = Files.createDirectories(folder.resolve("home"));
    Files.createDirectories(home.resolve("jars"));
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    // It is over soon, and C2 is for executors, whose kernels then are those on vectors.
    command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx700m"));
    command.addAll(Stream.of(JavaModuleOptions.defaultModuleOptionArray()).toList());
    command.add("-Dnn.test.kills=" + KILLS);
    command.addAll(List.of("-cp", CLASS_PATH, ClusterTest.class.getName(), folder.toString()));
    command.addAll(args);
    Path output = folder.resolve("output");
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
    builder.environment().put("SPARK_HOME", home.toString());
    builder.environment().put("SPARK_SCALA_VERSION", "2.13");
    builder.environment().put("SPARK_LOCAL_IP", "127.0.0.1");
    Process process = builder.start();
    try {
      assertThat(process.waitFor(minutes, TimeUnit.MINUTES)).as("ends in time").isTrue();
    } finally {
      process.destroyForcibly();
    }
    String text = Files.readString(output, StandardCharsets.UTF_8);
    assertThat(process.exitValue()).as(text).isZero();
    return text;
  }

  /**
   * Trains in clusters and prints the models' SHA-256.
   *
   * @param args a folder for files, and trainings as in {@link #assertSame}, or a master and "kill"
   */
  public static void main(String[] args) throws Exception {
    Path folder = Path.of(args[0]);
    Map<String, List<String>> byMaster =
        Stream.of(args)
            .skip(1)
            .collect(
                Collectors.groupingBy(
                    t -> t.substring(0, t.indexOf(' ')), LinkedHashMap::new, Collectors.toList()));
    for (Map.Entry<String, List<String>> trainings : byMaster.entrySet()) {
      Sessions.during(
          cluster(trainings.getKey(), folder),
          () -> {
            for (String training : trainings.getValue()) {
              train(training, folder);
            }
          });
    }
  }

  private static void train(String training, Path folder) throws Exception {
    String[] words = training.split(" ");
    if (words[1].equals("kill")) {
      Path checkpoints = folder.resolve("checkpoints");
      Sessions.local().sparkContext().setCheckpointDir(checkpoints.toString());
      trainWhileExecutorsDie();
    } else {
      Lesson lesson = Lesson.all().get(words[3]);
      Model model = lesson.onSpark(lesson.rows(folder, words[2]), Integer.parseInt(words[1]));
      System.out.println(training + " " + sha256(model));
    }
  }

  /** Returns a cluster whose executors are all waited for. */
  private static SparkSession.Builder cluster(String master, Path folder) {
    return Sessions.builder(master)
        .config("spark.cores.max", master.replaceFirst("\\D*(\\d+).*", "$1"))
        .config("spark.scheduler.minRegisteredResourcesRatio", "1")
        .config("spark.scheduler.maxRegisteredResourcesWaitingTime", "120s")
        .config("spark.executor.extraClassPath", CLASS_PATH)
        .config(
            "spark.executor.extraJavaOptions",
            "-XX:+UseSerialGC -D" + ToldSchedule.FILE + "=" + folder.resolve(BEGUN))
        .config("spark.executor.memory", "600m")
        .config("spark.deploy.maxExecutorRetries", "-1")
        .config("spark.task.maxFailures", "100");
  }

  private static void trainWhileExecutorsDie() throws InterruptedException {
    long seed = System.nanoTime();
    System.out.println("seed " + seed);
    Random random = new Random(seed);
    AtomicInteger killed = new AtomicInteger();
    Thread killer =
        new Thread(
            () -> {
              while (killed.get() < KILLS) {
                try {
                  while (executors().size() < EXECUTORS) {
                    Thread.sleep(50);
                  }
                  Thread.sleep(random.nextInt(6_000));
                } catch (InterruptedException e) {
                  return;
                }
                List<ProcessHandle> executors = executors();
                executors.get(random.nextInt(executors.size())).destroyForcibly();
                killed.incrementAndGet();
              }
            });
    killer.setDaemon(true);
    killer.start();
    for (int run = 1; killer.isAlive(); run++) {
      System.out.println("run " + run + " sha256 " + longSha());
    }
    killer.join();
    System.out.println("run after all sha256 " + longSha());
    System.out.println("killed " + killed + " executors");
  }

  /**
   * Returns the executors, the only ones that are started; a long class path hides what they run.
   */
  private static List<ProcessHandle> executors() {
    return ProcessHandle.current()
        .descendants()
        .filter(process -> process.info().command().orElse("").endsWith("java"))
        .toList();
  }
}
