package org.nn4j.core.checkpoint;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
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
    content(model, notes, state).write(file);
  }

  /**
   * Writes a checkpoint to a stream, which is not closed.
   *
   * @param model the model that is trained; its parameters are taken from the state
   * @throws IOException if writing fails
   */
  public static void write(Model model, TrainingState state, OutputStream stream)
      throws IOException {
    content(model, Map.of(), state).write(Channels.newChannel(stream));
  }

  private static Safetensors content(Model model, Map<String, String> notes, TrainingState state) {
    Safetensors plain = ModelFile.content(model);
    Map<String, String> metadata = new LinkedHashMap<>(plain.metadata());
    metadata.put(ModelFile.CHECKPOINT, VERSION);
    metadata.putAll(notes);
    metadata.putAll(state.texts());
    Map<String, Matrix> tensors = new LinkedHashMap<>(plain.tensors());
    tensors.putAll(state.matrices());
    return new Safetensors(metadata, tensors);
  }

  /**
   * Reads a checkpoint.
   *
   * @throws InputException if the file is missing, damaged, no checkpoint or of another version, or
   *     a parameter is not finite
   */
  public static Checkpoint read(Path file) {
    Safetensors content = ModelFile.read(file);
    TrainingState state = state(content, fault -> InputException.in(file, fault));
    return new Checkpoint(file, content.metadata(), state);
  }

  /**
   * Reads the state of a checkpoint from a stream, which is not closed.
   *
   * @throws InputException if it is damaged, no checkpoint or of another version, or a parameter is
   *     not finite
   */
  public static TrainingState read(InputStream stream) {
    return state(
        ModelFile.read(stream), fault -> new InputException("what is read as one " + fault));
  }

  private static TrainingState state(Safetensors content, Function<String, InputException> fault) {
    Map<String, String> metadata = content.metadata();
    String version = metadata.get(ModelFile.CHECKPOINT);
    if (version == null) {
      throw fault.apply("is no checkpoint: it has no state that training can go on from");
    }
    if (!version.equals(VERSION)) {
      throw fault.apply(
          "is a checkpoint of version " + version + "; this nn4j reads version " + VERSION);
    }
    if (!content.hasChecksum()) {
      throw fault.apply("is damaged: it has no checksum, as every checkpoint has");
    }
    return new TrainingState(content.tensors(), metadata);
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
