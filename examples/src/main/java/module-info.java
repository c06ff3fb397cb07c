/** Networks composed in code. */
module org.nn4j.examples {
  requires static org.jspecify;
  requires org.nn4j.core;
  requires org.nn4j.report;
}
