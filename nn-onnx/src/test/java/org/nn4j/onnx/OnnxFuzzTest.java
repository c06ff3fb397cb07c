package org.nn4j.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.nn4j.core.FuzzTarget;
import org.nn4j.core.model.Model;
import org.nn4j.core.registry.Catalog;
import org.nn4j.core.registry.KernelsSelector;

/** ONNX files: those that are read are models that can be written and read again. */
final class OnnxFuzzTest implements FuzzTarget {
  private static final Catalog CATALOG = Catalog.standard();

  /** What may be computed of the shapes in a small file; see {@code Constants}. */
  private static final long CONSTANT = 64 << 20;

  @Override
  public void read(byte[] input) throws IOException {
    Path file = FuzzTarget.file("model.onnx", input);
    Model[] model = new Model[1];
    if (!FuzzTarget.check(input.length, CONSTANT, () -> model[0] = read(file))) {
      return;
    }
    Path again = file.resolveSibling("again.onnx");
    Files.deleteIfExists(again);
    if (FuzzTarget.check(input.length, CONSTANT, () -> Onnx.write(model[0], again))) {
      byte[] written = Files.readAllBytes(again);
      Onnx.write(read(again), again);
      assertThat(Files.readAllBytes(again)).isEqualTo(written);
    }
  }

  private static Model read(Path file) {
    return Onnx.read(file, CATALOG, KernelsSelector.standard());
  }
}
