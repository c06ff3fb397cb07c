package org.nn4j.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Reads bytes as a stranger may send them.
 *
 * <p>An ordinary build reads those that lie in the test resources, in the folder {@code
 * <class>Inputs/fuzz} beside the class: seeds, and what once broke a reader. With {@code -Pfuzz}
 * Jazzer makes more of them, and adds what it finds there.
 */
public interface FuzzTarget {
  /** What reading may allocate for each byte of the input. */
  int PER_BYTE = 20;

  /** How long a build waits for a reader that hangs. */
  Duration LONGEST = Duration.ofSeconds(60);

  /**
   * Reads bytes by {@link #check}.
   *
   * @throws Exception if a reader fails otherwise than it should
   */
  void read(byte[] input) throws Exception;

  /** Reads what Jazzer makes. */
  @FuzzTest(maxDuration = "")
  @EnabledIfSystemProperty(named = "JAZZER_FUZZ", matches = ".+")
  default void fuzz(byte[] input) throws Exception {
    read(input);
  }

  /** Reads what is kept. */
  @TestFactory
  default Stream<DynamicTest> inputs() throws Exception {
    URL url = getClass().getResource(getClass().getSimpleName() + "Inputs/fuzz");
    assertThat(url).as("inputs of " + getClass()).isNotNull();
    List<Path> files = new ArrayList<>();
    try (Stream<Path> found = Files.list(Path.of(url.toURI()))) {
      found.sorted().forEach(files::add);
    }
    assertThat(files).isNotEmpty();
    return files.stream()
        .map(
            file ->
                DynamicTest.dynamicTest(
                    file.getFileName().toString(),
                    () ->
                        assertTimeoutPreemptively(LONGEST, () -> read(Files.readAllBytes(file)))));
  }

  /** A reader at work. */
  interface Reading {
    void run() throws IOException;
  }

  /**
   * Requires that a reader succeeds or tells in an {@link NnException} why not, and allocates no
   * more than {@value #PER_BYTE} bytes for each of the input's.
   *
   * @param size the input's bytes
   * @param constant the bytes that it may allocate for any input
   * @param reading what can be done twice: the first time may load classes
   * @return whether it succeeded
   */
  static boolean check(int size, long constant, Reading reading) throws IOException {
    long most = constant + (long) PER_BYTE * size;
    long allocated = 0;
    for (int time = 0; time < 2; time++) {
      ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
      long before = threads.getCurrentThreadAllocatedBytes();
      boolean read = succeeds(reading);
      allocated = threads.getCurrentThreadAllocatedBytes() - before;
      if (allocated <= most) {
        return read;
      }
    }
    throw new AssertionError(
        "reading " + size + " bytes allocated " + allocated + ", more than " + most);
  }

  private static boolean succeeds(Reading reading) throws IOException {
    try {
      reading.run();
      return true;
    } catch (NnException e) {
      assertThat(e.getMessage()).isNotBlank();
      return false;
    }
  }

  /** Writes a file that lies in a folder of its own until the JVM ends. */
  static Path file(String name, byte[] content) throws IOException {
    return Files.write(Folder.PATH.resolve(name), content);
  }

  /** The folder of files. */
  final class Folder {
    static final Path PATH =
        FolderOfJvm.create(Path.of(System.getProperty("java.io.tmpdir")), "nn4j-fuzz-");

    private Folder() {}
  }
}
