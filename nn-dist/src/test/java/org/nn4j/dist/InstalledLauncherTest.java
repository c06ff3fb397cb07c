package org.nn4j.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The script {@code bin/nn} of the archives, which is that of a clone: LauncherTest tests the rest.
 */
class InstalledLauncherTest {
  /** What the script needs of a system. */
  private static final String TOOLS = "sh cat cksum find mkdir mktemp mv readlink rm stty";

  @TempDir Path temp;
  private Path tools;

  /** A folder of programs without any Java. */
  @BeforeEach
  void tools() throws IOException {
    tools = Files.createDirectory(temp.resolve("tools"));
    for (String name : TOOLS.split(" ")) {
      Path program = Path.of("/usr/bin", name);
      String path = (Files.exists(program) ? program : Path.of("/bin", name)).toString();
      script(tools.resolve(name), "exec " + path + " \"$@\"");
    }
    Files.setPosixFilePermissions(temp, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private static void script(Path file, String command) throws IOException {
    Files.writeString(file, "#!/bin/sh\n" + command + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private Map<String, String> environment(String... more) {
    Map<String, String> environment = new HashMap<>();
    environment.put("PATH", tools.toString());
    environment.put("HOME", temp.toString());
    environment.put("NN_JAVA_HOME", Installed.JAVA_HOME.toString());
    for (int i = 0; i < more.length; i += 2) {
      environment.put(more[i], more[i + 1]);
    }
    environment.values().removeIf(String::isEmpty);
    return environment;
  }

  private Installed.Result run(Map<String, String> environment, Object... command) {
    return Installed.run(environment, temp, Stream.of(command).map(Object::toString).toList());
  }

  private static void assertRan(Installed.Result result) {
    assertThat(result.err()).isEmpty();
    assertThat(result.out()).startsWith("nn4j " + System.getProperty("nn4j.version"));
    assertThat(result.code()).isZero();
  }

  /** Who says that gets no archive of classes, which takes seconds to make. */
  private static final String NO_ARCHIVE = "-Xshare:auto";

  private static List<Path> archives(Path folder) throws IOException {
    List<Path> archives = new ArrayList<>();
    try (var entries = Files.newDirectoryStream(folder, "{*.jsa,archive.*}")) {
      entries.forEach(archives::add);
    }
    return archives;
  }

  @ParameterizedTest
  @ValueSource(strings = {"dash", "bash --posix", "busybox sh"})
  void trainsAndPredictsFromAnyFolder(String shell) throws IOException {
    List<String> words = List.of(shell.split(" "));
    boolean archive = shell.equals("dash");
    assumeTrue(Installed.has(words.get(0)));
    boolean accents =
        Charset.forName(System.getProperty("sun.jnu.encoding", "UTF-8"))
            .newEncoder()
            .canEncode('ü');
    Path root =
        Installed.unpack(
            Installed.TAR, Files.createDirectory(temp.resolve(accents ? "a 'b' ü" : "a 'b'")));
    String path = tools + ":" + System.getenv("PATH");
    Map<String, String> environment =
        environment("PATH", path, "NN_JAVA_OPTS", archive ? "" : NO_ARCHIVE);
    List<Object> nn = new ArrayList<>(words);
    nn.add(root.resolve("bin/nn"));
    List<Object> train = new ArrayList<>(nn);
    Path data = root.resolve("examples/data/iris.csv");
    train.addAll(
        List.of("train", "--data", data, "--target", "species", "--epochs", 2, "--model", "m"));
    Installed.Result trained = run(environment, train.toArray());
    assertThat(trained.code()).as(trained.err()).isZero();
    assertThat(trained.out()).contains("parameters  sha256");
    List<Object> predict = new ArrayList<>(nn);
    predict.addAll(List.of("predict", "--model", "m", "--data", data));
    Installed.Result predicted = run(environment, predict.toArray());
    assertThat(predicted.code()).as(predicted.err()).isZero();
    assertThat(predicted.out().lines()).hasSize(151);
    List<Path> archives = archives(root.resolve("lib"));
    assertThat(archives).hasSize(archive ? 1 : 0).allSatisfy(it -> assertThat(it).isNotEmptyFile());
  }

  @Test
  void startsThroughALinkOnThePath() throws IOException {
    Installed.unpack(Installed.TAR, temp);
    Files.createSymbolicLink(tools.resolve("nn"), Path.of("..", Installed.NAME, "bin", "nn"));
    assertRan(
        run(
            environment("CDPATH", temp.toString(), "NN_JAVA_OPTS", NO_ARCHIVE),
            "sh",
            "-c",
            "nn --version"));
  }

  @Test
  void whatIsWrongWithJavaIsSaid() throws IOException {
    Path nn = Installed.unpack(Installed.TAR, temp).resolve("bin/nn");
    Path old = Files.createDirectories(temp.resolve("old/bin"));
    Files.writeString(temp.resolve("old/release"), "JAVA_VERSION=\"1.8.0_412\"\n");
    script(old.resolve("java"), "exit 3");
    Installed.Result tooOld =
        run(environment("NN_JAVA_HOME", "", "JAVA_HOME", temp.resolve("old").toString()), nn);
    assertThat(tooOld.code()).isEqualTo(1);
    assertThat(tooOld.err())
        .isEqualTo(
            "nn: nn4j needs Java 17 or newer, but JAVA_HOME is "
                + temp.resolve("old")
                + ", Java 8\n");
    Installed.Result none = run(environment("NN_JAVA_HOME", temp.toString()), nn);
    assertThat(none.code()).isEqualTo(1);
    assertThat(none.err()).contains("NN_JAVA_HOME is " + temp, "no bin/java");
  }

  /** A JRE is enough: what javac would be needed for is done. */
  @Test
  void findsAJreOnThePath() throws IOException {
    Path nn = Installed.unpack(Installed.TAR, temp).resolve("bin/nn");
    Path jre = Files.createDirectories(temp.resolve("jre/bin"));
    Files.writeString(temp.resolve("jre/release"), "JAVA_VERSION=\"99\"\n");
    script(jre.resolve("java"), "echo \"$@\"");
    Installed.Result result =
        run(environment("NN_JAVA_HOME", "", "PATH", jre + ":" + tools), nn, "--version");
    assertThat(result.code()).isZero();
    assertThat(result.out()).contains("-XX:+UseSerialGC").endsWith("nn-cli.jar --version\n");
  }

  @Test
  void whoMayNotWriteHasTheArchiveInTheCache() throws IOException {
    Path root = Installed.unpack(Installed.TAR, temp);
    Path cache = Files.createDirectory(temp.resolve("cache"));
    List<Object> nobody = List.of();
    if (Files.isWritable(Path.of("/"))) { // root writes anywhere
      assumeTrue(Installed.has("setpriv"));
      nobody = List.of("/usr/bin/setpriv", "--reuid=65534", "--regid=65534", "--clear-groups");
      Files.setPosixFilePermissions(cache, PosixFilePermissions.fromString("rwxrwxrwx"));
    } else {
      Files.setPosixFilePermissions(
          root.resolve("lib"), PosixFilePermissions.fromString("r-xr-xr-x"));
    }
    List<Object> command = new ArrayList<>(nobody);
    command.addAll(List.of(root.resolve("bin/nn"), "--version"));
    Map<String, String> environment = environment("XDG_CACHE_HOME", cache.toString());
    for (int i = 0; i < 2; i++) {
      assertRan(run(environment, command.toArray()));
      assertThat(archives(root.resolve("lib"))).isEmpty();
      assertThat(archives(cache.resolve("nn4j"))).hasSize(1);
    }
    // Nor anywhere: it starts all the same.
    assertRan(run(environment("HOME", ""), command.toArray()));
    assertRan(run(environment("HOME", "/nowhere"), command.toArray()));
    if (Installed.has("bash")) { // sh may be it, and it tells more of its errors than others
      command.add(command.size() - 2, "/bin/bash");
      assertRan(run(environment("HOME", "/proc"), command.toArray()));
    }
  }

  @Test
  void twoFirstStartsAtOnce() throws Exception {
    Path root = Installed.unpack(Installed.TAR, temp);
    List<String> command = List.of(root.resolve("bin/nn").toString(), "--version");
    List<Process> processes = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      processes.add(
          Installed.start(
              environment(), temp, command, temp.resolve("out" + i), temp.resolve("err" + i)));
    }
    for (int i = 0; i < 2; i++) {
      assertThat(processes.get(i).waitFor(1, TimeUnit.MINUTES)).isTrue();
      assertThat(processes.get(i).exitValue()).isZero();
      assertThat(temp.resolve("out" + i)).content().startsWith("nn4j ");
      assertThat(temp.resolve("err" + i)).isEmptyFile();
    }
    assertThat(archives(root.resolve("lib"))).hasSize(1);
  }

  /** The image, where there is no Java: with its archive, and what it says of JShell. */
  @Test
  void theImageBringsItsJava() throws IOException {
    assumeTrue(Files.exists(Installed.IMAGE), "an image is made on Linux on x64 alone");
    Path root = Installed.unpack(Installed.IMAGE, temp);
    Map<String, String> environment =
        environment("NN_JAVA_HOME", "", "JAVA_HOME", "/nowhere", "LC_ALL", "C.UTF-8");
    Path nn = root.resolve("bin/nn");
    Path data = root.resolve("examples/data/iris.csv");
    Installed.Result trained =
        run(
            environment,
            nn,
            "train",
            "--data",
            data,
            "--target",
            "species",
            "--preset",
            "fast",
            "--report",
            "report");
    assertThat(trained.code()).as(trained.err()).isZero();
    assertThat(temp.resolve("report/index.html")).isNotEmptyFile();
    Path picture = temp.resolve("relu.png");
    assertThat(run(environment, nn, "plot", "activations", "relu", "--picture", picture).code())
        .isZero();
    assertThat(picture).isNotEmptyFile();
    Installed.Result doctor = run(environment, nn, "doctor");
    assertThat(doctor.code()).isZero();
    assertThat(doctor.out()).contains(root.resolve("runtime").toString());
    assertThat(doctor.out()).contains("adaptive: the best available");
    assertThat(archives(root.resolve("lib"))).hasSize(1);
    assertThat(archives(root.resolve("lib")).get(0)).isNotEmptyFile();
    Installed.Result shell = run(environment, nn, "shell");
    assertThat(shell.code()).isEqualTo(2);
    assertThat(shell.err()).contains("set NN_JAVA_HOME to the folder of a JDK");
  }
}
