package org.nn4j.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.nn4j.core.model.Model;
import org.nn4j.experiment.Experiment;

class ServeModelTest {
  @Test
  void aModelIsServedWhileAProgramAsks() throws Exception {
    Model model =
        Experiment.on(Path.of("data", "iris.csv"))
            .target("species")
            .with(Map.of("preset", "none", "epochs", 20))
            .train()
            .model();

    String answer = ServeModel.ask(model);

    assertThat(answer).startsWith("{\"predictions\":[{\"label\":\"setosa\",\"probabilities\":");
  }
}
