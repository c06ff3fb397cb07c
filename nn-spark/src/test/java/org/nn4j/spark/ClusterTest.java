package org.nn4j.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
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
    assertThat(run("local-cluster[3,1,700]"))
        .contains("1: sha256 " + expected, "2: sha256 " + expected, "3: sha256 " + expected);
  }

  private static String sha(int executors) {
    byte[] model =
        new NnRegressor()
            .setLayers("16:relu", "dropout(rate=0.1)", "8:relu")
            .setEpochs(3)
            .setBatch(100)
            .setExecutors(executors)
            .fit(Sessions.diabetes())
            .bytes()
            .bytes();
    MessageDigest digest = Sha256.digest();
    digest.update(model);
    return Sha256.text(digest);
  }

  /** Runs {@link #main} in a JVM of its own, since one has but one context of Spark. */
  private String run(String master) throws IOException, InterruptedException {
    // Where Spark's launcher looks for its jars; here they are on the class path.
    Path home = Files.createDirectories(folder.resolve("home"));
    Files.createDirectories(home.resolve("jars"));
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:+UseSerialGC", "-Xmx700m"));
    command.addAll(Stream.of(JavaModuleOptions.defaultModuleOptionArray()).toList());
    command.addAll(List.of("-cp", CLASS_PATH, ClusterTest.class.getName(), master));
    Path output = folder.resolve("output");
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
    builder.environment().put("SPARK_HOME", home.toString());
    builder.environment().put("SPARK_SCALA_VERSION", "2.13");
    builder.environment().put("SPARK_LOCAL_IP", "127.0.0.1");
    Process process = builder.start();
    try {
      assertThat(process.waitFor(5, TimeUnit.MINUTES)).as("ends in time").isTrue();
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
   * @param args the master
   */
  public static void main(String[] args) {
    SparkSession session =
        Sessions.builder(args[0])
            .config("spark.executor.extraClassPath", CLASS_PATH)
            .config("spark.executor.memory", "700m")
            .getOrCreate();
    try {
      for (int executors = 1; executors <= 3; executors++) {
        System.out.println(executors + ": sha256 " + sha(executors));
      }
    } finally {
      session.stop();
    }
  }
}
