package org.nn4j.spark;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Serializable;
import java.lang.ref.SoftReference;
import java.security.MessageDigest;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.nn4j.core.io.Sha256;
import org.nn4j.core.model.Model;
import org.nn4j.core.model.ModelFile;

/**
 * A model as the bytes of its file, which can go to executors: each of them reads it once, as long
 * as it has memory for it.
 */
final class ModelBytes implements Serializable {
  private static final long serialVersionUID = 1;

  /** No model at all. */
  static final ModelBytes NONE = new ModelBytes(new byte[0]);

  /** Models that have been read in this process, by the SHA-256 of their bytes. */
  private static final ConcurrentMap<String, SoftReference<Model>> READ = new ConcurrentHashMap<>();

  private final byte[] bytes;
  private final String sha256;

  ModelBytes(byte[] bytes) {
    this.bytes = bytes;
    MessageDigest digest = Sha256.digest();
    digest.update(bytes);
    this.sha256 = Sha256.text(digest);
  }

  static ModelBytes of(Model model) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ModelFile.save(model, bytes);
    return new ModelBytes(bytes.toByteArray());
  }

  /** Returns the bytes of the model's file, which the caller does not change. */
  byte[] bytes() {
    return bytes;
  }

  /**
   * Returns the model.
   *
   * @throws org.nn4j.core.InputException if the bytes are none, or name parts that are not there
   */
  Model model() {
    SoftReference<Model> read = READ.get(sha256);
    Model model = read == null ? null : read.get();
    if (model == null) {
      model = ModelFile.load(new ByteArrayInputStream(bytes));
      READ.put(sha256, new SoftReference<>(model));
    }
    return model;
  }

  @Override
  public String toString() {
    return bytes.length == 0 ? "no model" : model().toString();
  }
}
