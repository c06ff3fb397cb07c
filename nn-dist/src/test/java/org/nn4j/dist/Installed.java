package org.nn4j.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The archives, unpacked, and programs that are run. */
final class Installed {
  static final String NAME = "nn4j-" + System.getProperty("nn4j.version");
  static final Path ZIP = archive(NAME + ".zip");
  static final Path TAR = archive(NAME + ".tar.gz");
  static final Path IMAGE = archive(NAME + "-linux-x64.tar.gz");
  static final Path DEB = archive("nn4j_" + System.getProperty("nn4j.version") + "_all.deb");

  /** The JDK that runs the tests. */
  static final Path JAVA_HOME = Path.of(System.getProperty("java.home"));

  private Installed() {}

  private static Path archive(String name) {
    return Path.of("target", name).toAbsolutePath();
  }

  /** What a program wrote, and its exit code. */
  record Result(int code, String out, String err) {}

  /** Unpacks an archive and returns the folder in it. */
  static Path unpack(Path archive, Path folder) {
    List<String> command = List.of("tar", "-xzf", archive.toString(), "-C", folder.toString());
    assertThat(run(Map.of("PATH", System.getenv("PATH")), folder, command).code()).isZero();
    return folder.resolve(NAME);
  }

  /** Runs a program in an environment that has these variables and no others. */
  static Result run(Map<String, String> environment, Path folder, List<String> command) {
    try {
      Path out = Files.createTempFile("out", ".txt");
      Path err = Files.createTempFile("err", ".txt");
      Process process = start(environment, folder, command, out, err);
      if (!process.waitFor(2, TimeUnit.MINUTES)) {
        process.destroyForcibly();
        throw new AssertionError(command + " takes more than two minutes");
      }
      Result result = new Result(process.exitValue(), read(out), read(err));
      Files.delete(out);
      Files.delete(err);
      return result;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  static Process start(
      Map<String, String> environment, Path folder, List<String> command, Path out, Path err)
      throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    builder.environment().clear();
    builder.environment().putAll(environment);
    return builder.start();
  }

  private static String read(Path file) throws IOException {
    return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
  }

  /** Returns whether a program is on the PATH. */
  static boolean has(String program) {
    return run(
                Map.of("PATH", System.getenv("PATH")),
                Path.of("."),
                List.of("/bin/sh", "-c", "command -v " + program))
            .code()
        == 0;
  }
}
