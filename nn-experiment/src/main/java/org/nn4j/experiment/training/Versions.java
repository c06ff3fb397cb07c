package org.nn4j.experiment.training;

/** The versions of nn4j and of the JDK that are running. */
public final class Versions {
  private Versions() {}

  /** Returns nn4j's version. */
  public static String nn4j() {
    String version = Versions.class.getPackage().getImplementationVersion();
    return version == null ? "(not packaged)" : version;
  }

  /** Returns the JDK's version and vendor. */
  public static String jdk() {
    return System.getProperty("java.runtime.version") + " " + System.getProperty("java.vendor");
  }
}
