package org.nn4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The script {@code nn}, with a Maven that does nothing but hand out a jar. */
class LauncherTest {
  @TempDir Path temp;
  private Path clone;
  private Path hold;

  /** What the script starts here: tells what it got. */
  public static final class Started {
    private Started() {}

    /**
     * Prints its collector, the property {@code said}, and its arguments.
     *
     * @param args after {@code until}, a file, it creates the file and goes on once it is gone;
     *     after {@code exit} an exit code
     */
    public static void main(String[] args) throws Exception {
      String collector = ManagementFactory.getGarbageCollectorMXBeans().get(0).getName();
      System.out.println(
          (collector.startsWith("PS ")
                  ? "parallel"
                  : collector.equals("Copy") ? "serial" : collector)
              + "|"
              + System.getProperty("said")
              + "|"
              + String.join("|", args));
      if (args.length > 1 && args[0].equals("until")) {
        Path file = Path.of(args[1]);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> System.out.println("hook")));
        Files.createFile(file);
        while (Files.exists(file)) {
          Thread.sleep(5);
        }
        Late.print();
      }
      if (args.length > 1 && args[0].equals("exit")) {
        System.exit(Integer.parseInt(args[1]));
      }
    }
  }

  /** A class that is loaded late. */
  private static final class Late {
    static void print() {
      System.out.println("late");
    }
  }

  @BeforeEach
  void tools() throws IOException {
    assumeTrue(Files.isExecutable(Path.of("/bin/sh")), "the script needs a POSIX shell");
    clone = clone("clone");
    hold = temp.resolve("hold");
    jar(temp.resolve("started.jar"));
    script(
        Files.createDirectory(temp.resolve("bin")).resolve("mvn"),
        """
        #!/bin/sh
        echo built >>builds
        while [ -e '%s' ]; do sleep 0.02; done
        [ ! -e fails ] || { echo does not compile; exit 1; }
        mkdir -p nn-cli/target/lib
        cp '%s' nn-cli/target/nn-cli.jar
        """
            .formatted(hold, temp.resolve("started.jar")));
  }

  private Path clone(String name) throws IOException {
    Path root = temp.resolve(name);
    Path sources = Files.createDirectories(root.resolve("nn-cli/src/main/java"));
    Files.writeString(root.resolve("pom.xml"), "<project/>");
    Files.writeString(root.resolve("nn-cli/pom.xml"), "<project/>");
    Files.writeString(sources.resolve("A.java"), "class A {}");
    Files.copy(Path.of("../nn").toAbsolutePath(), root.resolve("nn"));
    return root;
  }

  private static void script(Path file, String text) throws IOException {
    Files.writeString(file, text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private static void jar(Path file) throws IOException {
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, Started.class.getName());
    try (OutputStream bytes = Files.newOutputStream(file);
        JarOutputStream jar = new JarOutputStream(bytes, manifest)) {
      for (Class<?> type : List.of(Started.class, Late.class)) {
        String name = type.getName().replace('.', '/') + ".class";
        jar.putNextEntry(new ZipEntry(name));
        try (var in = type.getClassLoader().getResourceAsStream(name)) {
          in.transferTo(jar);
        }
      }
    }
  }

  private Map<String, String> environment(String... more) {
    Map<String, String> environment = new HashMap<>();
    environment.put("PATH", temp.resolve("bin") + ":" + System.getenv("PATH"));
    environment.put("NN_JAVA_HOME", System.getProperty("java.home"));
    environment.put("NN_JAVA_OPTS", "-Xshare:auto"); // who says that gets no archive of classes
    for (int i = 0; i < more.length; i += 2) {
      environment.put(more[i], more[i + 1]);
    }
    return environment;
  }

  private Cli.Result nn(Map<String, String> environment, Object... args) {
    List<String> command = new ArrayList<>(List.of(clone.resolve("nn").toString()));
    List.of(args).forEach(arg -> command.add(arg.toString()));
    return Jvm.run(environment, command);
  }

  private Process start(String name, Object... args) throws IOException {
    return start(environment(), name, args);
  }

  private Process start(Map<String, String> environment, String name, Object... args)
      throws IOException {
    List<String> command = new ArrayList<>(List.of(clone.resolve("nn").toString()));
    List.of(args).forEach(arg -> command.add(arg.toString()));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectOutput(temp.resolve(name + ".out").toFile())
            .redirectError(temp.resolve(name + ".err").toFile());
    builder.environment().putAll(environment);
    return builder.start();
  }

  private String written(String name) throws IOException {
    Path file = temp.resolve(name);
    return Files.exists(file) ? Files.readString(file) : "";
  }

  private long builds() throws IOException {
    return Files.readAllLines(clone.resolve("builds")).size();
  }

  /** Waits for something that happens at some time. */
  private static void await(Process process, Condition condition) throws Exception {
    while (!condition.holds()) {
      assertThat(process.isAlive()).isTrue();
      Thread.sleep(10);
    }
  }

  private interface Condition {
    boolean holds() throws IOException;
  }

  private static int end(Process process) throws InterruptedException {
    assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    return process.exitValue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"sh", "bash --posix", "busybox sh"})
  void startsFromAnyPath(String shell) throws Exception {
    List<String> command = new ArrayList<>(List.of(shell.split(" ")));
    assumeTrue(
        Jvm.run(Map.of(), List.of("/bin/sh", "-c", "command -v " + command.get(0))).code() == 0);
    boolean accents =
        Charset.forName(System.getProperty("sun.jnu.encoding", "UTF-8"))
            .newEncoder()
            .canEncode('é');
    clone = clone("-a b'\"*$&;#%41?+[x]\\" + (accents ? "é" : "") + "\n");
    command.addAll(List.of(clone.resolve("nn").toString(), "a b", "*", ""));
    for (int i = 0; i < 2; i++) { // without the archive of classes, and with it
      Cli.Result result = Jvm.run(environment("NN_JAVA_OPTS", ""), command);
      assertThat(result.err()).isEqualTo(i > 0 ? "" : "nn: building, this is done once ...\n");
      assertThat(result.out()).endsWith("|a b|*|\n");
      assertThat(result.code()).isZero();
    }
    assertThat(builds()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"with:colon", "odd!"})
  void aPathThatJavaCannotTakeIsNamed(String name) throws Exception {
    clone = clone(name);
    Cli.Result result = nn(environment(), "x");
    assertThat(result.code()).isEqualTo(1);
    assertThat(result.err()).startsWith("nn: Java runs from no folder").contains(name);
  }

  @Test
  void startsThroughLinksWithoutHomeAndWithACdPath() throws Exception {
    Path links = Files.createDirectory(temp.resolve("links"));
    Files.createSymbolicLink(links.resolve("first"), Path.of("second"));
    Files.createSymbolicLink(links.resolve("second"), Path.of("../clone/nn"));
    Files.createDirectories(temp.resolve("elsewhere/clone"));
    String path = temp.resolve("bin") + ":" + System.getenv("PATH");
    List<String> command =
        List.of(
            "/bin/sh",
            "-c",
            "cd \"$1\" && unset HOME && CDPATH=$1/elsewhere PATH=$2 sh clone/nn && exec links/first",
            "sh",
            temp.toString(),
            path);
    Cli.Result result = Jvm.run(environment(), command);
    assertThat(result.err()).isEqualTo("nn: building, this is done once ...\n");
    assertThat(result.code()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"flock", "perl"})
  void twoFirstStartsBuildOnce(String locker) throws Exception {
    Map<String, String> environment = environment();
    if (locker.equals("perl")) { // as on macOS
      environment.put("PATH", toolsWithoutFlock().toString());
    }
    Files.createFile(hold);
    Process first = start(environment, "first", "x");
    await(first, () -> Files.exists(clone.resolve("builds")));
    Process second = start(environment, "second", "x");
    await(second, () -> written("second.err").contains("waiting for another ./nn"));
    Files.delete(hold);
    assertThat(end(first)).isZero();
    assertThat(end(second)).isZero();
    assertThat(written("second.out")).endsWith("|x\n");
    assertThat(builds()).isEqualTo(1);
  }

  private Path toolsWithoutFlock() throws IOException {
    Path tools = Files.createDirectory(temp.resolve("tools"));
    String names = "find sort cksum cat readlink mkdir mv rm cp touch date sleep perl mvn";
    for (String name : names.split(" ")) {
      String lookup = "command -v " + name;
      Cli.Result found = Jvm.run(environment(), List.of("/bin/sh", "-c", lookup));
      assumeTrue(found.code() == 0, name);
      script(tools.resolve(name), "#!/bin/sh\nexec " + found.out().strip() + " \"$@\"\n");
    }
    return tools;
  }

  @Test
  void aKilledBuildLeavesNoLock() throws Exception {
    Files.createFile(hold);
    Process first = start("first", "x");
    await(first, () -> Files.exists(clone.resolve("builds")));
    first.destroyForcibly().waitFor();
    Files.delete(hold); // its Maven, which holds the lock, ends
    assertThat(nn(environment(), "x").code()).isZero();
    assertThat(builds()).isEqualTo(2);
    assertThat(runs()).hasSize(1);
  }

  private List<Path> runs() throws IOException {
    try (var entries = Files.newDirectoryStream(clone.resolve(".nn"), "run-*")) {
      List<Path> runs = new ArrayList<>();
      entries.forEach(runs::add);
      return runs;
    }
  }

  @Test
  void aBuildTakesNothingFromWhatRuns() throws Exception {
    assertThat(nn(environment(), "x").code()).isZero();
    Path until = temp.resolve("until");
    Process training = start("training", "until", until);
    await(training, () -> Files.exists(until));
    change();
    assertThat(nn(environment(), "x").code()).isZero();
    assertThat(builds()).isEqualTo(2);
    assertThat(runs()).hasSize(2);
    Files.delete(until);
    assertThat(end(training)).isZero();
    assertThat(written("training.out")).contains("late");
    change();
    assertThat(nn(environment(), "x").code()).isZero();
    assertThat(runs()).hasSize(1);
  }

  private void change() throws IOException {
    Path source = clone.resolve("nn-cli/src/main/java/A.java");
    Files.writeString(source, Files.readString(source) + "// changed");
  }

  @Test
  void aFailedBuildChangesNothing() throws Exception {
    assertThat(nn(environment(), "x").code()).isZero();
    Files.createFile(clone.resolve("fails"));
    change();
    Cli.Result failed = nn(environment(), "x");
    assertThat(failed.code()).isEqualTo(1);
    assertThat(failed.err()).contains("does not compile", "nn: the build failed");
    assertThat(runs()).hasSize(1);
  }

  @Test
  void contentsAreComparedAndNotTimes() throws Exception {
    Path source = clone.resolve("nn-cli/src/main/java/A.java");
    FileTime future = FileTime.from(Instant.now().plus(Duration.ofDays(400)));
    FileTime past = FileTime.from(Instant.now().minus(Duration.ofDays(400)));
    Files.setLastModifiedTime(source, future);
    for (FileTime time : List.of(future, past, future)) {
      Files.setLastModifiedTime(source, time);
      assertThat(nn(environment(), "x").err()).doesNotContain("WARNING");
      assertThat(builds()).isEqualTo(1);
    }
    change(); // as by unpacking a newer release that is older than the build
    Files.setLastModifiedTime(source, past);
    assertThat(nn(environment(), "x").code()).isZero();
    assertThat(builds()).isEqualTo(2);
    Files.delete(source);
    assertThat(nn(environment(), "x").code()).isZero();
    assertThat(builds()).isEqualTo(3);
  }

  @Test
  void flagsOfTheUserHold() throws Exception {
    expect("serial|null|", "NN_JAVA_OPTS", "");
    expect("parallel|*|", "NN_JAVA_OPTS", "-XX:+UseParallelGC -Dsaid=*");
    expect("serial|a  b|", "NN_JAVA_OPTS", "-Dsaid=\"a  b\" -Dx='c d'");
    expect("parallel|null|", "NN_JAVA_OPTS", "-XX:-UseSerialGC -XX:+UseParallelGC");
    expect("serial|null|", "NN_JAVA_OPTS", "-XX:SharedArchiveFile=none.jsa");
    expect("parallel|null|", "JAVA_TOOL_OPTIONS", "-XX:+UseParallelGC");
    expect("parallel|1|", "JAVA_TOOL_OPTIONS", "-Dsaid=1 \"-XX:+UseParallelGC\"");
    expect("parallel|null|", "JDK_JAVA_OPTIONS", "-XX:+UseParallelGC");
    expect("parallel|null|", "_JAVA_OPTIONS", "-XX:+UseParallelGC");
    Path flags = Files.writeString(temp.resolve("flags"), "-XX:+UseParallelGC");
    expect("parallel|null|", "JDK_JAVA_OPTIONS", "@" + flags);
  }

  private void expect(String start, String... variable) {
    Cli.Result result = nn(environment(variable), "x");
    assertThat(result.out()).as(String.join("=", variable)).endsWith(start + "x\n");
    assertThat(result.code()).isZero();
  }

  @Test
  void exitCodesAndSignalsAreTheJvms() throws Exception {
    assertThat(nn(environment(), "exit", 7).code()).isEqualTo(7);
    for (String signal : List.of("TERM", "INT", "HUP")) {
      Path until = temp.resolve(signal);
      Process process = start("process", "until", until);
      await(process, () -> Files.exists(until));
      Jvm.run(Map.of(), List.of("kill", "-" + signal, Long.toString(process.pid())));
      assertThat(end(process)).isGreaterThan(128);
      assertThat(written("process.out")).contains("hook");
    }
  }

  @Test
  void aCloneThatCannotBeWrittenToRunsWhatIsBuilt() throws Exception {
    assertThat(nn(environment(), "x").code()).isZero();
    List<String> readOnly = List.of("chmod", "-R", "a-w", clone.toString());
    assertThat(Jvm.run(Map.of(), readOnly).code()).isZero();
    try {
      assertThat(nn(environment(), "x").code()).isZero();
      assertThat(builds()).isEqualTo(1);
    } finally {
      Jvm.run(Map.of(), List.of("chmod", "-R", "u+w", clone.toString()));
    }
  }
}
