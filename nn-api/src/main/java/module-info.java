/** The contracts of nn4j: what a plug-in implements and nothing else. */
module org.nn4j.api {
  requires static transitive org.jspecify;

  exports org.nn4j.api;
  exports org.nn4j.api.math;
}
