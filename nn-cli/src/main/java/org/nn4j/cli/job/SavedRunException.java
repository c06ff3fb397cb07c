package org.nn4j.cli.job;

import java.nio.file.Path;
import java.util.Objects;
import org.nn4j.core.NnException;

/** Something failed after training, but the model was saved. */
public final class SavedRunException extends NnException {
  private static final long serialVersionUID = 1;

  private final String model;

  /**
   * Creates the exception for a failure.
   *
   * @param model where the model is
   */
  SavedRunException(Throwable cause, Path model) {
    super("training is done, and its model is saved in " + model, cause);
    this.model = model.toString();
  }

  /** Returns what failed. */
  public Throwable failure() {
    return Objects.requireNonNull(getCause());
  }

  /** Returns where the model is. */
  public String model() {
    return model;
  }
}
