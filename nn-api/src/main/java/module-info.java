/** The contracts of nn4j: all that a plug-in depends on. */
module org.nn4j.api {
  requires static transitive org.jspecify;

  exports org.nn4j.api;
  exports org.nn4j.api.math;

  uses org.nn4j.api.Initializer;
}
