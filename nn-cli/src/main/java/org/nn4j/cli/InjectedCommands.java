package org.nn4j.cli;

import com.google.inject.AbstractModule;
import com.google.inject.Guice;
import com.google.inject.Injector;
import jakarta.inject.Inject;
import java.util.Arrays;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.nn4j.cli.job.JobFactory;
import org.nn4j.cli.report.Console;
import org.nn4j.experiment.data.Notices;
import org.nn4j.experiment.plugin.PluginException;
import org.nn4j.experiment.training.Reporter;
import picocli.CommandLine;

/**
 * Creates picocli's commands with Guice. The injector is created with the first verb; {@code nn
 * --version} and {@code --help} need none.
 */
final class InjectedCommands implements CommandLine.IFactory {
  private final Console console;
  private @Nullable Injector injector;

  InjectedCommands(Console console) {
    this.console = console;
  }

  @Override
  public <K> K create(Class<K> type) throws Exception {
    boolean verb =
        Arrays.stream(type.getDeclaredConstructors())
            .anyMatch(constructor -> constructor.isAnnotationPresent(Inject.class));
    return verb ? injector().getInstance(type) : CommandLine.defaultFactory().create(type);
  }

  /** Attributes a failure of a verb to a plug-in, or returns empty if none is to blame. */
  Optional<PluginException> blame(Throwable failure) {
    Injector present = injector;
    return present == null
        ? Optional.empty()
        : present.getInstance(JobFactory.class).blame(failure);
  }

  private Injector injector() {
    Injector present = injector;
    if (present == null) {
      VectorApi.load();
      // Must precede Guice's first class, which would use sun.misc.Unsafe, of which newer JDKs
      // warn.
      System.setProperty("guice_bytecode_gen_option", "DISABLED");
      GuiceLog.LINES.setLevel(Level.OFF);
      present = Guice.createInjector(new CliModule());
      injector = present;
    }
    return present;
  }

  /** A class of its own, so that the JDK's log is not initialized without a verb. */
  private static final class GuiceLog {
    /**
     * The logger to which Guice's error formatter writes a stack trace if it meets classes newer
     * than itself.
     */
    static final Logger LINES = Logger.getLogger("com.google.inject.internal.util.LineNumbers");
  }

  /** Binds what every verb may need. */
  private final class CliModule extends AbstractModule {
    @Override
    protected void configure() {
      bind(Console.class).toInstance(console);
      bind(Notices.class).toInstance(console);
      bind(Reporter.class).toInstance(console);
    }
  }
}
