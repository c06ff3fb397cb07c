package org.nn4j.core.registry;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The Java version that a class file is for, as users name it. */
final class JavaVersion {
  /** The class files of Java 1 have version 45. */
  private static final int BEFORE_FIRST = 44;

  private static final Pattern IN_MESSAGE = Pattern.compile("class file version (\\d+)\\.");

  private JavaVersion() {}

  /**
   * Describes an error that the JVM throws for a class file of an unsupported version, if it names
   * the version.
   */
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
