package org.nn4j.core.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.nn4j.core.FuzzTarget;
import org.nn4j.core.io.Safetensors;
import org.nn4j.core.registry.Catalog;
import org.nn4j.core.registry.KernelsSelector;

/** Model files, as {@link ForgedTensors} makes them of an input and with the right checksum. */
final class ModelFuzzTest implements FuzzTarget {
  private static final Catalog CATALOG = Catalog.standard();
  private static final long CONSTANT = 4 << 20;

  @Override
  public void read(byte[] input) throws IOException {
    byte[] bytes = ForgedTensors.of(input);
    Path file = FuzzTarget.file("model.safetensors", bytes);
    FuzzTarget.check(bytes.length, CONSTANT, () -> Safetensors.readMetadata(file));
    Path sound = file.resolveSibling("sound.safetensors");
    if (!FuzzTarget.check(bytes.length, CONSTANT, () -> Safetensors.read(file).write(sound))) {
      return;
    }
    Model[] model = new Model[1];
    if (FuzzTarget.check(
        bytes.length,
        CONSTANT,
        () -> model[0] = ModelFile.load(sound, CATALOG, KernelsSelector.standard()))) {
      Path again = file.resolveSibling("again.safetensors");
      Files.deleteIfExists(again);
      ModelFile.save(model[0], again);
      byte[] written = Files.readAllBytes(again);
      ModelFile.save(ModelFile.load(again, CATALOG, KernelsSelector.standard()), again);
      assertThat(Files.readAllBytes(again)).isEqualTo(written);
    }
  }
}
