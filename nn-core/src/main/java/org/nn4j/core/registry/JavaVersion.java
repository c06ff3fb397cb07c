package org.nn4j.core.registry;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which Java a class file is for, as users call it. */
final class JavaVersion {
  /** Java 1 has class files of version 45. */
  private static final int BEFORE_FIRST = 44;

  private static final Pattern IN_MESSAGE = Pattern.compile("class file version (\\d+)\\.");

  private JavaVersion() {}

  /** Returns what is wrong with a class for which the JVM throws this, if it names the version. */
  static Optional<String> problem(UnsupportedClassVersionError error) {
    Matcher version = IN_MESSAGE.matcher(String.valueOf(error.getMessage()));
    return version.find()
        ? Optional.of(problem(Integer.parseInt(version.group(1))))
        : Optional.empty();
  }

  /**
   * Requires a version that this JVM can load.
   *
   * @param major the class file's version
   * @throws UnsupportedClassVersionError otherwise, for users to read
   */
  static void require(int major) {
    if (major - BEFORE_FIRST > Runtime.version().feature()) {
      throw new UnsupportedClassVersionError(problem(major));
    }
  }

  private static String problem(int major) {
    return "built for Java " + (major - BEFORE_FIRST) + ", this is " + Runtime.version().feature();
  }
}
