package org.nn4j.site;

import java.io.Serial;

/** Something in the documents is wrong; the message says where, and what. */
final class SiteException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1;

  SiteException(String message) {
    super(message);
  }
}
