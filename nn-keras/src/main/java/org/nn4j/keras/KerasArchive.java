package org.nn4j.keras;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/** The parts of a {@code .keras} file, unpacked in memory. */
final class KerasArchive {
  /**
   * How many times larger than the file its parts may be. Keras does not compress them, and trained
   * weights hardly can be; what unpacks to more is made to fill the memory.
   */
  private static final int GROWTH = 8;

  /** The growth of small files, whose JSON compresses well. */
  private static final long LEAST = 1 << 20;

  private final String config;
  private final String metadata;
  private final byte[] weights;

  private KerasArchive(String config, String metadata, byte[] weights) {
    this.config = config;
    this.metadata = metadata;
    this.weights = weights;
  }

  /** Returns the layers, as JSON. */
  String config() {
    return config;
  }

  /** Returns the version of Keras, as JSON. */
  String metadata() {
    return metadata;
  }

  /** Returns the weights, as HDF5; not a copy. */
  byte[] weights() {
    return weights;
  }

  static KerasArchive read(Path file) throws IOException {
    try (ZipFile zip = new ZipFile(file.toFile())) {
      long most = Math.min(Integer.MAX_VALUE - 8, LEAST + GROWTH * Files.size(file));
      return new KerasArchive(
          text(zip, "config.json", most),
          text(zip, "metadata.json", most),
          bytes(zip, "model.weights.h5", most));
    } catch (ZipException e) {
      throw new IOException("is no .keras file: it is no zip, or a damaged one", e);
    } catch (IllegalArgumentException e) {
      throw new IOException("is no .keras file: a name in the zip cannot be read", e);
    }
  }

  private static String text(ZipFile zip, String name, long most) throws IOException {
    return new String(bytes(zip, name, most), StandardCharsets.UTF_8);
  }

  private static byte[] bytes(ZipFile zip, String name, long most) throws IOException {
    ZipEntry entry = zip.getEntry(name);
    if (entry == null) {
      throw new IOException(
          "is no .keras file of Keras 3: it has no "
              + name
              + "; load it in Python and call model.save('NAME.keras')");
    }
    try (InputStream in = zip.getInputStream(entry)) {
      byte[] content = in.readNBytes((int) most);
      if (in.read() >= 0) {
        throw new IOException(
            name
                + " unpacks to more than "
                + most
                + " bytes, which no weights of this file can do");
      }
      return content;
    }
  }
}
