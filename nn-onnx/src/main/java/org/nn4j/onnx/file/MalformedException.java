package org.nn4j.onnx.file;

/** What a file holds is not ONNX, or more than nn4j reads; the message says what. */
public final class MalformedException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** Creates one. */
  public MalformedException(String message) {
    super(message);
  }
}
