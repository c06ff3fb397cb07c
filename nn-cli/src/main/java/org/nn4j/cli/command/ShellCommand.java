package org.nn4j.cli.command;

import jakarta.inject.Inject;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.logging.Level;
import java.util.logging.Logger;
import jdk.jshell.tool.JavaShellToolBuilder;
import org.jspecify.annotations.Nullable;
import org.nn4j.cli.report.Console;
import org.nn4j.core.InputException;
import org.nn4j.core.io.TemporaryFiles;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * {@code nn shell}: the JDK's JShell with nn4j on its class path.
 *
 * <p>Snippets run in this JVM. One JVM starts in half the time of two, and has the Vector API
 * without a flag. JShell would attach a debugger to a second JVM, and C2 does no escape analysis
 * under a debugger, which makes the vector kernels slower.
 */
@Command(
    name = ShellCommand.NAME,
    description =
        "Starts JShell, Java line by line, with nn4j on the class path and its main packages"
            + " imported.",
    footer = {
      "",
      "JShell's own commands start with a slash: /help, /imports, /exit. Ctrl-C ends",
      "what runs. Snippets run in this JVM, whose flags are $NN_JAVA_OPTS.",
      "A snippet that throws does not end JShell: the exit code is 0 all the same, or",
      "that of /exit CODE.",
      "",
      "Examples:",
      "  nn shell",
      "  nn shell --class-path driver.jar setup.jsh",
      "  echo 'System.out.println(Experiment.on(Path.of(\"iris.csv\")).target(\"species\").train())' |"
          + " nn shell -"
    })
final class ShellCommand extends Verb {
  static final String NAME = "shell";
  private static final String MODULE = "jdk.jshell";
  private static final String STARTUP = "startup.jsh";

  /**
   * The logger that would report on standard error, the first time JShell keeps its history, that
   * its folder was created.
   */
  private static final Logger PREFERENCES = Logger.getLogger("java.util.prefs");

  @Option(
      names = "--class-path",
      paramLabel = "JARS",
      description = "More jars and folders of classes, as java --class-path takes them.")
  private @Nullable String classPath;

  @Parameters(
      paramLabel = "ARG",
      description =
          "What jshell takes: a file of snippets, which are run first, - for standard input, or"
              + " flags such as --feedback concise.")
  private List<String> arguments = new ArrayList<>();

  @Inject
  ShellCommand(Console console) {
    super(console);
  }

  /**
   * Runs JShell.
   *
   * @return 0, or what {@code /exit} was given
   * @throws InputException if this JVM has no JShell
   */
  @Override
  public Integer call() throws Exception {
    if (ModuleLayer.boot().findModule(MODULE).isEmpty()) {
      throw new InputException(
          "nn shell runs JShell, but Java in "
              + System.getProperty("java.home")
              + " has no module "
              + MODULE
              + "; set NN_JAVA_HOME to the folder of a JDK");
    }
    PREFERENCES.setLevel(Level.WARNING);
    Path startup = startup();
    try {
      List<String> words =
          new ArrayList<>(
              List.of(
                  "--execution",
                  ShellExecution.NAME,
                  "--class-path",
                  System.getProperty("java.class.path")
                      + (classPath == null ? "" : File.pathSeparator + classPath),
                  "--startup",
                  "DEFAULT",
                  "--startup",
                  startup.toString()));
      words.addAll(arguments);
      return JavaShellToolBuilder.builder().start(words.toArray(String[]::new));
    } finally {
      TemporaryFiles.delete(startup);
    }
  }

  /** Writes the startup snippets to a file, since JShell reads them only from one. */
  private static Path startup() {
    try (InputStream imports =
        Objects.requireNonNull(ShellCommand.class.getResourceAsStream(STARTUP), STARTUP)) {
      Path file = TemporaryFiles.create(null, "nn4j-", "-" + STARTUP);
      Files.write(file, imports.readAllBytes());
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
