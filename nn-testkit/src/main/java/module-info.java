/** Checks of plug-ins, and the same as JUnit contracts for their authors. */
module org.nn4j.testkit {
  requires static transitive org.jspecify;
  requires transitive org.nn4j.api;
  requires transitive org.nn4j.core;
  requires jdk.management;
  requires static transitive org.junit.jupiter.api;

  exports org.nn4j.testkit;
  exports org.nn4j.testkit.check;
}
