/** Networks composed in code. */
module org.nn4j.examples {
  requires java.net.http;
  requires com.google.guice;
  requires static org.jspecify;
  requires org.nn4j.core;
  requires org.nn4j.experiment;
  requires org.nn4j.explain;
  requires org.nn4j.report;
  requires org.nn4j.serve;

  opens org.nn4j.examples to
      org.nn4j.experiment; // its records are data
}
