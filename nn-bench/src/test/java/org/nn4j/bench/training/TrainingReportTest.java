package org.nn4j.bench.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nn4j.bench.measure.PeerJar;

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
    PeerJar.write(home, "nn4j", Contestant.class, null);
    PeerJar.write(home, "crashing", Contestant.class, Crashing.class);
    PeerJar.write(home, "talkative", Contestant.class, Talkative.class);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    TrainingReport report =
        new TrainingReport(
            home, null, List.of("crashing", "missing", "talkative"), 1, 0.01, new PrintStream(out));

    assertThat(report.print(Workload.FIVE, 1)).isFalse();
    String text = out.toString(StandardCharsets.UTF_8);
    assertThat(text)
        .contains("crashing failed: exit code 134\n# welcome\n", "last words")
        .contains("missing failed: there is no ")
        .containsPattern("\\| nn4j, .*\n\\| Talkative 1.0 ")
        .containsPattern("\\| missing failed: there is no .*\n\\| crashing failed: exit code 134 ");
  }
}
