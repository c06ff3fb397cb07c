package org.nn4j.core.checkpoint;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;
import org.nn4j.api.Matrix;
import org.nn4j.core.InputException;
import org.nn4j.core.model.Model;
import org.nn4j.core.model.ModelFile;
import org.nn4j.core.model.Safetensors;
import org.nn4j.core.network.ParameterStore;
import org.nn4j.core.training.TrainingState;

/**
 * Where a training run can go on: a model file with more tensors and metadata, so that whatever
 * opens a model opens a checkpoint. A checksum tells a damaged one.
 *
 * @param file where it is
 * @param metadata the texts of the file: those of the model, the state, and whoever wrote it
 * @param state the run's state
 */
public record Checkpoint(Path file, Map<String, String> metadata, TrainingState state) {
  private static final String VERSION = "1";
  private static final String CHECKSUM = "nn4j.checksum";

  /** Copies the map. */
  public Checkpoint {
    metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
  }

  /**
   * Writes a checkpoint, whole or not at all, replacing what was there.
   *
   * @param model the model that is trained; its parameters are taken from the state
   * @param notes further metadata
   * @throws InputException if it cannot be written; the file is unchanged then
   */
  static void write(Path file, Model model, Map<String, String> notes, TrainingState state) {
    Safetensors plain = ModelFile.content(model);
    Map<String, String> metadata = new LinkedHashMap<>(plain.metadata());
    metadata.put(ModelFile.CHECKPOINT, VERSION);
    metadata.putAll(notes);
    metadata.putAll(state.texts());
    Map<String, Matrix> tensors = new LinkedHashMap<>(plain.tensors());
    tensors.putAll(state.matrices());
    metadata.put(CHECKSUM, checksum(metadata, tensors));
    new Safetensors(metadata, tensors).write(file);
  }

  /**
   * Reads a checkpoint.
   *
   * @throws InputException if the file is missing, damaged, no checkpoint or of another version
   */
  public static Checkpoint read(Path file) {
    Safetensors content = Safetensors.read(file);
    Map<String, String> metadata = new LinkedHashMap<>(content.metadata());
    String version = metadata.get(ModelFile.CHECKPOINT);
    if (version == null) {
      throw InputException.in(
          file, "is no checkpoint: it has no state that training can go on from");
    }
    if (!version.equals(VERSION)) {
      throw InputException.in(
          file, "is a checkpoint of version " + version + "; this nn4j reads version " + VERSION);
    }
    if (!checksum(metadata, content.tensors()).equals(metadata.get(CHECKSUM))) {
      throw InputException.in(file, "is damaged: its checksum is not that of its content");
    }
    return new Checkpoint(file, metadata, new TrainingState(content.tensors(), metadata));
  }

  /**
   * Reads what a checkpoint tells about itself, without the matrices of its state.
   *
   * @return null if the file is a model and no checkpoint
   * @throws InputException if the file is missing or neither
   */
  public static @Nullable Checkpoint describe(Path file) {
    Map<String, String> metadata = Safetensors.readMetadata(file);
    return metadata.containsKey(ModelFile.CHECKPOINT)
        ? new Checkpoint(file, metadata, new TrainingState(Map.of(), metadata))
        : null;
  }

  /** Computes a checksum of all but the checksum itself. */
  private static String checksum(Map<String, String> metadata, Map<String, Matrix> tensors) {
    CRC32C checksum = new CRC32C();
    metadata.forEach(
        (key, text) -> {
          if (!key.equals(CHECKSUM)) {
            update(checksum, key);
            update(checksum, text);
          }
        });
    tensors.forEach(
        (name, tensor) -> {
          update(checksum, name + " " + tensor.precision().id() + " " + tensor.shape());
          for (ByteBuffer piece : ParameterStore.bytes(tensor)) {
            checksum.update(piece);
          }
        });
    return "crc32c:" + Long.toHexString(checksum.getValue());
  }

  private static void update(CRC32C checksum, String text) {
    checksum.update(text.getBytes(StandardCharsets.UTF_8));
    checksum.update(0);
  }
}
