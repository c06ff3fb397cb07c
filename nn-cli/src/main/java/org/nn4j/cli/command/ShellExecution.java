package org.nn4j.cli.command;

import java.util.List;
import java.util.Map;
import jdk.jshell.execution.LocalExecutionControl;
import jdk.jshell.spi.ExecutionControl;
import jdk.jshell.spi.ExecutionControlProvider;
import jdk.jshell.spi.ExecutionEnv;

/**
 * Runs snippets in this JVM like JShell's own {@code local} execution, but with the class path: JDK
 * 17's compiles against {@code --class-path} without loading classes from it.
 */
public final class ShellExecution implements ExecutionControlProvider {
  static final String NAME = "nn4j";
  private static final String CLASS_PATH = "--class-path";

  /** Creates the provider, as ServiceLoader wants it. */
  public ShellExecution() {}

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public ExecutionControl generate(ExecutionEnv env, Map<String, String> parameters)
      throws ExecutionControl.ExecutionControlException {
    LocalExecutionControl control = new LocalExecutionControl();
    List<String> options = env.extraRemoteVMOptions();
    int flag = options.indexOf(CLASS_PATH);
    if (flag >= 0) {
      control.addToClasspath(
          options.get(flag + 1)); // classes that this JVM has too come from its own loader
    }
    return control;
  }
}
