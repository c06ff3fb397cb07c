package org.nn4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Starts as java -jar does, whose manifest exports the package, and as java -cp does. */
class VectorApiTest {
  @Test
  void theVectorKernelsAreThereWithoutAWarning() {
    List<String> command = Jvm.command("doctor");
    command.set(
        command.indexOf(Jvm.QUICK), "--add-exports=java.base/jdk.internal.module=ALL-UNNAMED");
    Cli.Result result = Jvm.run(Map.of(), command);
    assertThat(result.err()).isEmpty();
    assertThat(result.out()).contains("adaptive: the best available");
  }

  @Test
  void whereTheModuleCannotBeLoadedTheKernelsNameTheFlag() {
    Cli.Result result = Jvm.nn(Map.of(), "doctor");
    assertThat(result.err()).isEmpty();
    assertThat(result.out()).contains("start java with --add-modules jdk.incubator.vector");
  }
}
