package org.nn4j.cli;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarOutputStream;
import org.nn4j.core.FolderOfJvm;

/** Runs command lines in JVMs and programs of their own. */
final class Jvm {
  /** Most commands are over before C2 has paid for itself; without it there are no vectors. */
  static final String QUICK = "-XX:TieredStopAtLevel=1";

  private static final List<String> FLAGS =
      List.of(
          "-XX:+UseSerialGC",
          // No plug-ins of whoever runs the tests.
          "-Duser.home=" + System.getProperty("java.io.tmpdir"));

  private Jvm() {}

  /** Runs {@code nn} in a JVM of its own, with further environment variables. */
  static Cli.Result nn(Map<String, String> environment, Object... args) {
    return run(environment, command(args));
  }

  /** Returns the words that start {@code nn} in a JVM of its own. */
  static List<String> command(Object... args) {
    List<String> command = java();
    command.addAll(Shared.FLAGS);
    command.addAll(words(Shared.CLASS_PATH, args));
    return command;
  }

  /** Returns the words that start a class of the tests in a JVM of its own. */
  static List<String> program(Class<?> main, Object... args) {
    List<String> command = java();
    command.addAll(List.of("-cp", classPath(), main.getName()));
    List.of(args).forEach(arg -> command.add(String.valueOf(arg)));
    return command;
  }

  private static List<String> java() {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    List<String> words = new ArrayList<>(List.of(java, QUICK));
    words.addAll(FLAGS);
    return words;
  }

  private static List<String> words(String classPath, Object... args) {
    List<String> words = new ArrayList<>(List.of("-cp", classPath, Main.class.getName()));
    List.of(args).forEach(arg -> words.add(String.valueOf(arg)));
    return words;
  }

  /**
   * What makes a JVM start in two thirds of the time, as {@code ./nn} does: an archive of the
   * classes that a training loads. The JVM makes none of folders, hence jars.
   */
  private static final class Shared {
    static final String CLASS_PATH;
    static final List<String> FLAGS;

    static {
      try {
        Path folder = FolderOfJvm.create(Path.of("target"), "jvm-");
        List<String> jars = new ArrayList<>();
        for (String entry : Jvm.classPath().split(File.pathSeparator)) {
          if (!entry.endsWith("test-classes") && Files.exists(Path.of(entry))) {
            jars.add(Files.isDirectory(Path.of(entry)) ? jar(entry, folder, jars.size()) : entry);
          }
        }
        CLASS_PATH = String.join(File.pathSeparator, jars);
        Path archive = folder.resolve("classes.jsa");
        List<String> train = java();
        train.addAll(List.of("-XX:ArchiveClassesAtExit=" + archive, "-Xlog:disable"));
        Object[] words = {
          "train", "--data", Cli.DATA.resolve("iris.csv"), "--target", "species", "--epochs", 1
        };
        train.addAll(words(CLASS_PATH, words));
        train.addAll(List.of("--model", folder.resolve("model").toString()));
        Cli.Result trained = run(Map.of(), train);
        if (trained.code() != 0) {
          throw new AssertionError(train + " ended with " + trained);
        }
        FLAGS =
            Files.exists(archive)
                ? List.of(
                    "-XX:SharedArchiveFile=" + archive, "-Xlog:cds=off", "-Xlog:cds+dynamic=off")
                : List.of();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private static String jar(String classes, Path folder, int number) throws IOException {
      Path jar = folder.resolve(number + ".jar");
      try (OutputStream out = Files.newOutputStream(jar);
          JarOutputStream entries = new JarOutputStream(out)) {
        PluginBuild.pack(Path.of(classes), entries);
      }
      return jar.toString();
    }
  }

  static String classPath() {
    return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
  }

  /** Runs a program, for at most ten minutes. */
  static Cli.Result run(Map<String, String> environment, List<String> command) {
    try {
      Path out = Files.createTempFile("out", ".txt");
      Path err = Files.createTempFile("err", ".txt");
      ProcessBuilder builder =
          new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
      builder.environment().putAll(environment);
      Process process = builder.start();
      if (!process.waitFor(10, TimeUnit.MINUTES)) {
        process.destroyForcibly();
        throw new AssertionError(command + " takes more than ten minutes");
      }
      Cli.Result result =
          new Cli.Result(process.exitValue(), Files.readString(out), Files.readString(err));
      Files.delete(out);
      Files.delete(err);
      return result;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
