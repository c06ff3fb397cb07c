/** Figures, report pages and TensorBoard events of training runs. */
module org.nn4j.report {
  requires static transitive org.jspecify;
  requires transitive org.nn4j.api;
  requires transitive org.nn4j.core;
  requires com.samskivert.jmustache;
  requires java.desktop;

  exports org.nn4j.report.chart;
  exports org.nn4j.report.curve;
  exports org.nn4j.report.figure;
  exports org.nn4j.report.page;
  exports org.nn4j.report.render;
  exports org.nn4j.report.run;
  exports org.nn4j.report.tensorboard;
  exports org.nn4j.report.training;
}
