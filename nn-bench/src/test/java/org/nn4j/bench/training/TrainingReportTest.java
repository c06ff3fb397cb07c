package org.nn4j.bench.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainingReportTest {
  @TempDir Path home;

  /** Learns like nn4j, and prints what it should not. */
  public static class Talkative implements Contestant {
    @Override
    public String name() {
      return "talkative";
    }

    @Override
    public String description() {
      return "Talkative 1.0";
    }

    @Override
    public Session start(Workload workload, Samples samples, int threads) {
      new PrintStream(new FileOutputStream(FileDescriptor.out), true).println("# welcome");
      return new Nn4jContestant().start(workload, samples, threads);
    }
  }

  /** Ends like a JVM whose native code crashed. */
  public static final class Crashing extends Talkative {
    @Override
    public String name() {
      return "crashing";
    }

    @Override
    public Session start(Workload workload, Samples samples, int threads) {
      super.start(workload, samples, threads);
      System.err.println("last words");
      Runtime.getRuntime().halt(134);
      throw new AssertionError();
    }
  }

  @Test
  void aCrashIsReportedAndTheOthersGoOn() throws IOException {
    jar(home.resolve("target/nn-bench.jar"), null);
    jar(home.resolve("peers/crashing/target/nn-bench-crashing.jar"), Crashing.class);
    jar(home.resolve("peers/talkative/target/nn-bench-talkative.jar"), Talkative.class);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    TrainingReport report =
        new TrainingReport(
            home, null, List.of("crashing", "missing", "talkative"), 1, 0.01, new PrintStream(out));

    assertThat(report.print(Workload.FIVE, 1)).isFalse();
    String text = out.toString(StandardCharsets.UTF_8);
    assertThat(text)
        .contains("crashing failed: exit code 134\n# welcome\n", "last words")
        .contains("missing failed: there is no ")
        .containsPattern("\\| nn4j, .*\n\\| Talkative 1.0 ");
  }

  /** Writes a jar with the test's class path and, but for nn4j, a contestant. */
  private static void jar(Path file, Class<? extends Contestant> contestant) throws IOException {
    Files.createDirectories(file.getParent());
    Manifest manifest = new Manifest();
    Attributes attributes = manifest.getMainAttributes();
    attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    String path =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path", ""));
    attributes.put(
        Attributes.Name.CLASS_PATH,
        Arrays.stream(path.split(File.pathSeparator))
            .map(entry -> Path.of(entry).toUri().toString())
            .collect(Collectors.joining(" ")));
    try (OutputStream bytes = Files.newOutputStream(file);
        JarOutputStream jar = new JarOutputStream(bytes, manifest)) {
      if (contestant != null) {
        jar.putNextEntry(new ZipEntry("META-INF/services/" + Contestant.class.getName()));
        jar.write(contestant.getName().getBytes(StandardCharsets.UTF_8));
      }
    }
  }
}
