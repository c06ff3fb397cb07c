package org.nn4j.cli;

import java.lang.module.FindException;
import java.lang.reflect.InvocationTargetException;

/**
 * Loads the incubating module of the Vector API, for the vector kernels and for plug-ins.
 *
 * <p>A JVM that is started with {@code --add-modules} warns of the module on standard error every
 * time. Loaded by the JDK's own mechanism for modules that are needed late, it works as well,
 * without the warning and without a flag; the manifest of nn-cli.jar opens that mechanism.
 */
final class VectorApi {
  private static final String MODULE = "jdk.incubator.vector";

  private VectorApi() {}

  /**
   * Loads the module unless it is loaded. If that fails, because the runner was not started by
   * {@code java -jar} or the JDK has no such module, the vector kernels are unavailable and say how
   * to start java.
   */
  static void load() {
    if (ModuleLayer.boot().findModule(MODULE).isPresent()) {
      return;
    }
    try {
      Class.forName("jdk.internal.module.Modules")
          .getMethod("loadModule", String.class)
          .invoke(null, MODULE);
    } catch (ClassNotFoundException | NoSuchMethodException | IllegalAccessException e) {
      // This JDK has it no more, or does not open it to us.
    } catch (InvocationTargetException e) {
      if (!(e.getCause() instanceof FindException)) {
        throw new IllegalStateException("loading the module " + MODULE + " failed", e.getCause());
      }
    }
  }
}
