package org.nn4j.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MachineTest {
  @TempDir Path folder;

  @Test
  void cachesAreNamedByLevelAndType() throws IOException {
    cache(0, 1, "Data", "48K");
    cache(1, 1, "Instruction", "32K");
    cache(2, 2, "Unified", "2048K");
    cache(3, 3, "Unified", "107520K");

    assertThat(Machine.caches(folder)).isEqualTo("L1d 48K, L1i 32K, L2 2048K, L3 107520K");
    assertThat(Machine.caches(folder.resolve("none"))).isEqualTo("unknown");
  }

  private void cache(int index, int level, String type, String size) throws IOException {
    Path cache = Files.createDirectory(folder.resolve("index" + index));
    Files.writeString(cache.resolve("level"), level + "\n");
    Files.writeString(cache.resolve("type"), type + "\n");
    Files.writeString(cache.resolve("size"), size + "\n");
  }

  @Test
  void theFactsHaveThePeak() {
    assertThat(Machine.facts().toString())
        .contains(Processor.here().kind())
        .containsPattern("\\| peak of one processor, GFLOP/s \\| +[1-9]");
  }
}
