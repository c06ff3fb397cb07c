package org.nn4j.cli;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.nn4j.core.random.RandomStream;

/** Images that are learnt at once, in the files of MNIST. */
final class TinyImages {
  private TinyImages() {}

  /** Writes 2×2 images whose class is whether the first pixel is bright; returns their file. */
  static Path write(Path folder, String part, int n) throws IOException {
    RandomStream random = new RandomStream(1, part);
    ByteBuffer pixels = ByteBuffer.allocate(16 + 4 * n).putInt(0x803).putInt(n).putInt(2).putInt(2);
    ByteBuffer labels = ByteBuffer.allocate(8 + n).putInt(0x801).putInt(n);
    for (int i = 0; i < n; i++) {
      int label = i % 2;
      pixels.put((byte) (label * 200 + random.nextInt(50)));
      for (int p = 0; p < 3; p++) {
        pixels.put((byte) random.nextInt(256));
      }
      labels.put((byte) label);
    }
    Files.write(folder.resolve(part + "-labels-idx1-ubyte"), labels.array());
    return Files.write(folder.resolve(part + "-images-idx3-ubyte"), pixels.array());
  }
}
