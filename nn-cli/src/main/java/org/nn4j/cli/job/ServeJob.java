package org.nn4j.cli.job;

import jakarta.inject.Inject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.nn4j.api.Kernels;
import org.nn4j.cli.report.Console;
import org.nn4j.core.model.ModelFile;
import org.nn4j.core.registry.Catalog;
import org.nn4j.serve.ModelServer;
import org.nn4j.serve.ServedModels;

/** Serves models until the program is told to end. */
public final class ServeJob {
  private final Catalog catalog;
  private final Kernels kernels;
  private final Console console;

  @Inject
  ServeJob(Catalog catalog, Kernels kernels, Console console) {
    this.catalog = catalog;
    this.kernels = kernels;
    this.console = console;
  }

  /** Loads models, and looks from then on whether their files change. */
  public ServedModels load(Map<String, Path> files) {
    return ServedModels.ofFiles(files, file -> ModelFile.load(file, catalog, kernels));
  }

  /**
   * Serves until the JVM is told to end: by Ctrl-C, SIGTERM or an interrupt. Requests in flight are
   * answered then.
   *
   * @param server what to start
   * @param most how long requests in flight may take
   * @param started is told of the server when it answers
   * @throws org.nn4j.core.InputException if it cannot be started
   */
  public void serve(ModelServer.Builder server, Duration most, Consumer<ModelServer> started) {
    ModelServer running = server.start();
    Thread hook = new Thread(() -> stop(running, most), "nn4j-stop");
    Runtime.getRuntime().addShutdownHook(hook);
    try {
      started.accept(running);
      console.flush();
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      Runtime.getRuntime().removeShutdownHook(hook);
      stop(running, most);
      Thread.currentThread().interrupt();
    }
  }

  private void stop(ModelServer running, Duration most) {
    console.note("stopping; requests in flight are answered first");
    if (!running.stop(most)) {
      console.warn(
          "requests were broken off that took longer than " + most.toSeconds() + " s (--drain)");
    }
  }
}
