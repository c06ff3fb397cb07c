package org.nn4j.core.checkpoint;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nn4j.api.Matrix;
import org.nn4j.core.InputException;
import org.nn4j.core.io.Safetensors;
import org.nn4j.core.model.Model;
import org.nn4j.core.model.ModelFile;
import org.nn4j.core.training.TrainingState;

/**
 * Where a training run can go on: a model file with more tensors and metadata, so that whatever
 * opens a model opens a checkpoint. A checksum detects a damaged one.
 *
 * @param file where it is
 * @param metadata the texts of the file: those of the model, the state, and the program that wrote
 *     it
 * @param state the run's state
 */
public record Checkpoint(Path file, Map<String, String> metadata, TrainingState state) {
  private static final String VERSION = "1";

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
    new Safetensors(metadata, tensors).write(file);
  }

  /**
   * Reads a checkpoint.
   *
   * @throws InputException if the file is missing, damaged, no checkpoint or of another version, or
   *     a parameter is not finite
   */
  public static Checkpoint read(Path file) {
    Safetensors content = ModelFile.read(file);
    Map<String, String> metadata = content.metadata();
    String version = metadata.get(ModelFile.CHECKPOINT);
    if (version == null) {
      throw InputException.in(
          file, "is no checkpoint: it has no state that training can go on from");
    }
    if (!version.equals(VERSION)) {
      throw InputException.in(
          file, "is a checkpoint of version " + version + "; this nn4j reads version " + VERSION);
    }
    if (!content.hasChecksum()) {
      throw InputException.in(file, "is damaged: it has no checksum, as every checkpoint has");
    }
    return new Checkpoint(file, metadata, new TrainingState(content.tensors(), metadata));
  }

  /**
   * Reads what a checkpoint says about itself, without the matrices of its state.
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
}
