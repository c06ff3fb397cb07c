package org.nn4j.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nn4j.api.Loss;
import org.nn4j.api.Precision;
import org.nn4j.core.SyntheticTables;
import org.nn4j.core.model.Model;
import org.nn4j.core.model.Provenance;
import org.nn4j.core.registry.Catalog;
import org.nn4j.experiment.Experiment;

/**
 * ONNX's own checker, with its inference of shapes, on what is written; skipped where there is no
 * Python with the package onnx (Debian: python3-onnx).
 */
class CheckerTest {
  private static final String CHECK =
      """
      import sys, glob, onnx
      for name in sorted(glob.glob(sys.argv[1] + "/*.onnx")):
          model = onnx.load(name)
          onnx.checker.check_model(model, full_check=True)
          inferred = onnx.shape_inference.infer_shapes(model, strict_mode=True)
          print(name, len(model.graph.node), [i.name for i in model.graph.input])
      """;

  @TempDir private Path folder;

  @Test
  void filesPassOnnxsChecker() throws IOException, InterruptedException {
    assumeTrue(run("import onnx; onnx.checker").isEmpty(), "no python3 with the package onnx");
    Loss loss = Catalog.standard().create(Loss.class, "mse");
    for (int seed = 0; seed < 60; seed++) {
      Onnx.write(
          new Model(new RandomNetworks(seed).next(Precision.FLOAT32), loss, null, Provenance.NONE),
          folder.resolve("network" + seed + ".onnx"));
    }
    Path csv = Files.writeString(folder.resolve("table.csv"), SyntheticTables.of(1, 300));
    List<String> settings =
        List.of("standardize one_hot", "robust auto", "quantile_normal code", "min_max sign");
    for (String setting : settings) {
      String[] parts = setting.split(" ");
      Model model =
          Experiment.on(csv)
              .target(parts[0].equals("robust") ? "price" : "class")
              .with("scaling", parts[0])
              .with("category_encoding", parts[1])
              .with("missing_indicators", true)
              .with("layers", "4:relu")
              .with("epochs", 1)
              .train()
              .model();
      Onnx.write(model, folder.resolve(parts[0] + ".onnx"));
    }

    String printed = run(CHECK, folder.toString());

    assertThat(printed.lines()).as(printed).hasSize(64).allMatch(line -> line.contains(".onnx "));
  }

  /** Returns what a program of Python prints; errors too. */
  private static String run(String program, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("/usr/bin/python3", "-c", program));
    command.addAll(List.of(arguments));
    if (!Files.isExecutable(Path.of(command.get(0)))) {
      return "no Python";
    }
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
    return printed;
  }
}
