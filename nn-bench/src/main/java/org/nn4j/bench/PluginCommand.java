package org.nn4j.bench;

import org.nn4j.bench.plugin.PluginReport;
import org.nn4j.core.registry.KernelsSelector;
import picocli.CommandLine.Command;

/** {@code run plugin}. */
@Command(
    name = "plugin",
    description = "Activations of two scalar functions against the built-in scalar loops.",
    mixinStandardHelpOptions = true)
final class PluginCommand implements Runnable {
  @Override
  public void run() {
    System.setProperty(KernelsSelector.PROPERTY, "scalar");
    new PluginReport().print(System.out);
  }
}
