/** Models over HTTP. */
module org.nn4j.serve {
  requires static transitive org.jspecify;
  requires transitive org.nn4j.api;
  requires transitive org.nn4j.core;
  requires de.siegmar.fastcsv;
  requires jdk.httpserver;
  requires org.nn4j.explain;
  requires org.slf4j;
  requires tools.jackson.databind;

  exports org.nn4j.serve;
}
