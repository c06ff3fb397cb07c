package org.nn4j.duckdb;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.duckdb.DuckDBDriver;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nn4j.cli.Main;

/** The runner, which does not have the plug-in, finds its two jars in a folder. */
@NeedsDuckDb
class PluginFolderTest {
  private static final Path CLASSES = place(DuckDbSource.class);
  private static final Path DUCKDB = place(DuckDBDriver.class);

  @TempDir private Path folder;

  private static Path place(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new AssertionError(e);
    }
  }

  /** Writes the jar as the build does, with DuckDB's beside it. */
  private void writePlugin() throws IOException {
    Path plugins = Files.createDirectory(folder.resolve("plugins"));
    Files.createSymbolicLink(plugins.resolve("duckdb.jar"), DUCKDB);
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().put(Attributes.Name.CLASS_PATH, "duckdb.jar");
    try (OutputStream out = Files.newOutputStream(plugins.resolve("nn-duckdb.jar"));
        JarOutputStream jar = new JarOutputStream(out, manifest);
        Stream<Path> files = Files.walk(CLASSES)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String name = CLASSES.relativize(file).toString().replace(File.separatorChar, '/');
        jar.putNextEntry(new ZipEntry(name));
        Files.copy(file, jar);
      }
    }
  }

  /** Runs a program of its own, without the plug-in on its class path. */
  private String nn(int code, String... words) throws IOException, InterruptedException {
    String path =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
            .filter(entry -> !Path.of(entry).equals(CLASSES) && !Path.of(entry).equals(DUCKDB))
            .collect(Collectors.joining(File.pathSeparator));
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    Path output = folder.resolve("output.txt");
    List<String> command =
        Stream.concat(
                Stream.of(java.toString(), "-XX:TieredStopAtLevel=1", "-cp", path),
                Stream.concat(Stream.of(Main.class.getName()), Arrays.stream(words)))
            .toList();
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    int ended = process.waitFor();
    String text = Files.readString(output, StandardCharsets.UTF_8);
    assertThat(ended).as(text).isEqualTo(code);
    return text;
  }

  @Test
  void parquetIsReadWithThePluginsFolderAndRefusedWithout() throws Exception {
    writePlugin();
    String data =
        DuckDb.parquet(folder.resolve("a.parquet"), "SELECT i AS x, i % 2 AS y FROM range(99) r(i)")
            .toString();
    String model = folder.resolve("model").toString();
    String plugins = folder.resolve("plugins").toString();

    assertThat(nn(2, "train", "--data", data, "--target", "y", "--model", model))
        .contains("which needs the plug-in nn-duckdb");
    assertThat(
            nn(
                0,
                "train",
                "--data",
                data,
                "--target",
                "y",
                "--model",
                model,
                "--epochs",
                "1",
                "--plugins",
                plugins))
        .contains("parameters  sha256");
    assertThat(nn(0, "plugins", "list", "--plugins", plugins))
        .contains("sources from nn-duckdb.jar")
        .doesNotContain("rejected");
  }
}
