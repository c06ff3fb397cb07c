/** Contracts of nn4j: what plug-ins implement and what the other modules build on. */
module org.nn4j.api {
  requires static transitive org.jspecify;
}
