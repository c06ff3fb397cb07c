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

/** Runs command lines in JVMs and programs of their own. */
final class Jvm {
  /** Most commands are over before C2 has paid for itself; without it there are no vectors. */
  static final String QUICK = "-XX:TieredStopAtLevel=1";

  private Jvm() {}

  /** Runs {@code nn} in a JVM of its own, with further environment variables. */
  static Cli.Result nn(Map<String, String> environment, Object... args) {
    return run(environment, command(args));
  }

  /** Returns the words that start {@code nn} in a JVM of its own. */
  static List<String> command(Object... args) {
    List<String> command = new ArrayList<>(List.of(java(), QUICK));
    command.addAll(Shared.FLAGS);
    command.addAll(words(Shared.CLASS_PATH, args));
    return command;
  }

  private static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
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
      Path folder =
          Path.of("target", "jvm-" + System.getProperty("surefire.forkNumber", "0"))
              .toAbsolutePath();
      try {
        Files.createDirectories(folder);
        List<String> jars = new ArrayList<>();
        for (String entry : Jvm.classPath().split(File.pathSeparator)) {
          if (!entry.endsWith("test-classes") && Files.exists(Path.of(entry))) {
            jars.add(Files.isDirectory(Path.of(entry)) ? jar(entry, folder, jars.size()) : entry);
          }
        }
        CLASS_PATH = String.join(File.pathSeparator, jars);
        Path archive = folder.resolve("classes.jsa");
        Files.deleteIfExists(archive);
        List<String> flags = new ArrayList<>();
        flags.add("-XX:+UseSerialGC");
        // No plug-ins of whoever runs the tests.
        flags.add("-Duser.home=" + System.getProperty("java.io.tmpdir"));
        List<String> train = new ArrayList<>(List.of(java(), QUICK));
        train.addAll(flags);
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
        if (Files.exists(archive)) {
          flags.add("-XX:SharedArchiveFile=" + archive);
          flags.addAll(List.of("-Xlog:cds=off", "-Xlog:cds+dynamic=off"));
        }
        FLAGS = List.copyOf(flags);
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

  /** Runs a program, for at most two minutes. */
  static Cli.Result run(Map<String, String> environment, List<String> command) {
    try {
      Path out = Files.createTempFile("out", ".txt");
      Path err = Files.createTempFile("err", ".txt");
      ProcessBuilder builder =
          new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
      builder.environment().remove("NN4J_PLUGINS");
      builder.environment().putAll(environment);
      Process process = builder.start();
      if (!process.waitFor(2, TimeUnit.MINUTES)) {
        process.destroyForcibly();
        throw new AssertionError(command + " takes more than two minutes");
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
