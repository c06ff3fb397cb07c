package org.nn4j.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.spark.launcher.JavaModuleOptions;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.nn4j.core.io.Sha256;

/** Trains in executors of their own, each a JVM. */
@Isolated("starts JVMs")
class ClusterTest {
  private static final String CLASS_PATH = System.getProperty("java.class.path");

  @TempDir Path folder;

  @Test
  void executorsTrainTheSameBytesAsThreads() throws IOException, InterruptedException {
    String expected = sha(1);
    assertThat(run("local-cluster[3,1,700]", 0))
        .contains("1: sha256 " + expected, "2: sha256 " + expected, "3: sha256 " + expected);
  }

  /** Each time at another moment: before, while or after they train. */
  @Test
  void whatAnExecutorsDeathInterruptsEndsInTheSameBytes() throws IOException, InterruptedException {
    int kills = Integer.getInteger("nn.test.kills", 2);
    String expected = "sha256 " + longSha(1);
    assertThat(run("local-cluster[2,1,700]", kills))
        .contains("killed " + kills + " executors")
        .contains(expected)
        .matches(
            text ->
                text.lines()
                    .filter(line -> line.startsWith("run "))
                    .allMatch(line -> line.endsWith(expected)),
            "all runs end in " + expected);
  }

  /** Returns the SHA-256 of what takes some seconds to train. */
  private static String longSha(int executors) {
    return sha(
        new NnRegressor()
            .setLayers("16:relu", "batch_norm", "dropout(rate=0.1)", "8:relu")
            .setEpochs(600)
            .setBatch(40)
            .setShards(16)
            .setExecutors(executors)
            .fit(Sessions.diabetes()));
  }

  private static String sha(int executors) {
    return sha(
        new NnRegressor()
            .setLayers("16:relu", "dropout(rate=0.1)", "8:relu")
            .setEpochs(3)
            .setBatch(100)
            .setExecutors(executors)
            .fit(Sessions.diabetes()));
  }

  private static String sha(NnRegressionModel model) {
    MessageDigest digest = Sha256.digest();
    digest.update(model.bytes().bytes());
    return Sha256.text(digest);
  }

  /** Runs {@link #main} in a JVM of its own, since one has but one context of Spark. */
  private String run(String master, int kills) throws IOException, InterruptedException {
    // Where Spark's launcher looks for its jars; here they are on the class path.
    Path home = Files.createDirectories(folder.resolve("home"));
    Files.createDirectories(home.resolve("jars"));
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:+UseSerialGC", "-Xmx700m"));
    command.addAll(Stream.of(JavaModuleOptions.defaultModuleOptionArray()).toList());
    command.addAll(List.of("-cp", CLASS_PATH, ClusterTest.class.getName(), master));
    command.add(String.valueOf(kills));
    command.add(folder.resolve("checkpoints").toString());
    Path output = folder.resolve("output");
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
    builder.environment().put("SPARK_HOME", home.toString());
    builder.environment().put("SPARK_SCALA_VERSION", "2.13");
    builder.environment().put("SPARK_LOCAL_IP", "127.0.0.1");
    Process process = builder.start();
    try {
      assertThat(process.waitFor(5 + kills, TimeUnit.MINUTES)).as("ends in time").isTrue();
    } finally {
      process.destroyForcibly();
    }
    String text = Files.readString(output, StandardCharsets.UTF_8);
    assertThat(process.exitValue()).as(text).isZero();
    return text;
  }

  /**
   * Trains in a cluster and prints the model's SHA-256.
   *
   * @param args the master, how many executors are killed meanwhile, a folder for checkpoints
   */
  public static void main(String[] args) throws InterruptedException {
    SparkSession session =
        Sessions.builder(args[0])
            .config("spark.executor.extraClassPath", CLASS_PATH)
            .config("spark.executor.memory", "700m")
            .config("spark.deploy.maxExecutorRetries", "-1")
            .config("spark.task.maxFailures", "100")
            .getOrCreate();
    try {
      int kills = Integer.parseInt(args[1]);
      if (kills > 0) {
        session.sparkContext().setCheckpointDir(args[2]);
        trainWhileExecutorsDie(kills);
      } else {
        for (int executors = 1; executors <= 3; executors++) {
          System.out.println(executors + ": sha256 " + sha(executors));
        }
      }
    } finally {
      session.stop();
    }
  }

  private static void trainWhileExecutorsDie(int kills) throws InterruptedException {
    long seed = System.nanoTime();
    System.out.println("seed " + seed);
    Random random = new Random(seed);
    AtomicInteger killed = new AtomicInteger();
    Thread killer =
        new Thread(
            () -> {
              while (killed.get() < kills) {
                try {
                  while (executors().size() < 2) {
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
      System.out.println("run " + run + " sha256 " + longSha(2));
    }
    killer.join();
    System.out.println("run after all sha256 " + longSha(2));
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
