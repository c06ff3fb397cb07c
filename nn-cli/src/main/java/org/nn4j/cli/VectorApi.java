package org.nn4j.cli;

import java.lang.module.FindException;
import java.lang.reflect.InvocationTargetException;

/**
 * Loads the incubating module of the Vector API, for the vector kernels and for plug-ins.
 *
 * <p>A JVM that is started with {@code --add-modules} warns of the module on standard error every
 * time. Loaded by the JDK's own means for modules that are needed late, it serves as well, without
 * the warning and without a flag; the manifest of nn-cli.jar opens the way to these.
 */
final class VectorApi {
  private static final String MODULE = "jdk.incubator.vector";

  private VectorApi() {}

  /**
   * Loads the module unless it is there. Where that cannot be done, because the runner was not
   * started by {@code java -jar} or the JDK has no such module, the vector kernels are unavailable
   * and tell how to start java.
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
      // Not in this JDK any more, or not open to us.
    } catch (InvocationTargetException e) {
      if (!(e.getCause() instanceof FindException)) {
        throw new IllegalStateException("loading the module " + MODULE + " failed", e.getCause());
      }
    }
  }
}
