package org.nn4j.cli;

/** Entry point of the runner. */
public final class Main {

  private Main() {}

  /** Prints the version. */
  public static void main(String[] args) {
    String version = Main.class.getPackage().getImplementationVersion();
    System.out.println("nn4j " + (version == null ? "(not packaged)" : version));
  }
}
