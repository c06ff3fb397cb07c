package org.nn4j.cli.job;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.nn4j.cli.report.Console;
import org.nn4j.core.io.TemporaryFiles;
import org.nn4j.core.training.Cancellation;
import org.nn4j.core.training.CancelledException;
import org.nn4j.core.training.TrainingRun;

/**
 * Turns Ctrl-C, the system's request to end (SIGTERM) and the end of the terminal (SIGHUP) into a
 * clean stop while runs train, one after another. The second of the former two, or one before or
 * after training, ends the program at once.
 *
 * <p>Uses {@code sun.misc.Signal}, for which Java has no public equivalent: a shutdown hook would
 * not learn of the second signal, and results would have to be printed while the JVM shuts down. It
 * is reached by reflection, since it is in the module jdk.unsupported; without that module, signals
 * end the program as usual.
 */
public final class Interruption extends Cancellation implements AutoCloseable {

  /**
   * The signal of a terminal that is closed, which comes several times, from the system and from
   * shells. Programs started with nohup do not get it.
   */
  private static final int HANG_UP = 1;

  /** A shell's exit code for a signal is this plus the signal's number. */
  private static final int EXIT_CODE = 128;

  private final Console console;
  private final Map<Object, Object> handlersBefore = new LinkedHashMap<>();
  private int code;
  private boolean asked;
  private boolean training;

  private Interruption(Console console) {
    this.console = console;
  }

  /**
   * Listens for signals while something trains.
   *
   * @throws InterruptedRunException if the user stopped it
   */
  public static <T> T during(Console console, Function<Interruption, T> work) {
    try (Interruption interruption = listen(console)) {
      try {
        return work.apply(interruption);
      } catch (CancelledException e) {
        throw new InterruptedRunException(
            String.valueOf(e.getMessage()), interruption.code(), e.checkpoint());
      }
    }
  }

  private static Interruption listen(Console console) {
    Interruption interruption = new Interruption(console);
    interruption.listen("HUP", HANG_UP);
    interruption.listen("INT", 2);
    interruption.listen("TERM", 15);
    return interruption;
  }

  private void listen(String name, int number) {
    try {
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      InvocationHandler call =
          (proxy, method, arguments) ->
              switch (method.getName()) {
                case "handle" -> receive(number);
                case "hashCode" -> System.identityHashCode(proxy);
                case "equals" -> proxy == arguments[0];
                default -> name;
              };
      Object signal = signal().getConstructor(String.class).newInstance(name);
      Object proxy =
          Proxy.newProxyInstance(
              Interruption.class.getClassLoader(), new Class<?>[] {handler}, call);
      handlersBefore.put(signal, handle(signal, proxy));
    } catch (ReflectiveOperationException e) {
      return; // There is no such class, or the JVM was told not to use signals (-Xrs).
    }
  }

  private static Class<?> signal() throws ClassNotFoundException {
    return Class.forName("sun.misc.Signal");
  }

  private static Object handle(Object signal, Object handler) throws ReflectiveOperationException {
    return signal()
        .getMethod("handle", signal(), Class.forName("sun.misc.SignalHandler"))
        .invoke(null, signal, handler);
  }

  private synchronized @Nullable Object receive(int signal) {
    boolean insisted = asked && signal != HANG_UP;
    if (insisted || !training) {
      console.endProgress();
      TemporaryFiles.end();
      Runtime.getRuntime().halt(EXIT_CODE + signal);
    }
    asked |= signal != HANG_UP;
    code = code == 0 ? EXIT_CODE + signal : code;
    console.warn("stopping after this batch; once more to stop at once");
    cancel();
    return null;
  }

  @Override
  public synchronized void started(TrainingRun newRun) {
    training = true;
    super.started(newRun);
  }

  /** Notes that training is over: from now on the first signal ends the program. */
  synchronized void trained() {
    training = false;
  }

  /** Returns the exit code that the first signal asks for, or 0. */
  synchronized int code() {
    return code;
  }

  /** Restores the signal handlers that were there before. */
  @Override
  public void close() {
    handlersBefore.forEach(
        (signal, handler) -> {
          try {
            handle(signal, handler);
          } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
          }
        });
  }
}
