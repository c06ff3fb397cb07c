package org.nn4j.spark.net;

import org.jspecify.annotations.Nullable;
import org.nn4j.core.NnException;

/**
 * Processes that train together can go on no more: one is lost, is late, is out of step with the
 * others, or has given up. The message says which and what it was waited for.
 */
public final class CollectiveException extends NnException {
  private static final long serialVersionUID = 1;

  CollectiveException(String message) {
    super(message);
  }

  CollectiveException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
