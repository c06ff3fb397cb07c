package org.nn4j.cli;

import com.google.inject.AbstractModule;
import com.google.inject.Guice;
import com.google.inject.Injector;
import jakarta.inject.Inject;
import java.util.Arrays;
import java.util.Optional;
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
      present = Guice.createInjector(new CliModule());
      injector = present;
    }
    return present;
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
