package com.example.flowers;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Map;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.component.LifeCycle;
import org.nn4j.serve.ModelHandler;
import org.nn4j.serve.ServedModels;

/** A Jetty that serves a model. */
public final class Flowers {
  private Flowers() {}

  /** Takes the model's file and the port. */
  public static void main(String[] args) throws Exception {
    Server server = server(Path.of(args[0]), Integer.parseInt(args[1]));
    server.start();
    System.out.println(server.getURI());
    server.join();
  }

  /** Creates a server of a model, which is called {@code iris}, on 127.0.0.1. */
  static Server server(Path file, int port) {
    ServedModels models = ServedModels.ofFiles(Map.of("iris", file));
    ModelHandler handler = new ModelHandler(models);

    Server server = new Server(new InetSocketAddress("127.0.0.1", port));
    server.setHandler(new GracefulHandler(new JettyModels(handler)));
    server.setStopTimeout(30_000); // milliseconds for requests in flight
    server.setStopAtShutdown(true);
    server.addEventListener(
        new LifeCycle.Listener() {
          @Override
          public void lifeCycleStopping(LifeCycle stopping) {
            handler.drain(); // not ready any more
          }

          @Override
          public void lifeCycleStopped(LifeCycle stopped) {
            models.close();
          }
        });
    return server;
  }
}
