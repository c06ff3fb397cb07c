/** Why a model predicts what it does: which columns matter, how, and in which rows. */
module org.nn4j.explain {
  requires static transitive org.jspecify;
  requires transitive org.nn4j.api;
  requires transitive org.nn4j.core;
  requires static org.nn4j.report; // where a program wants figures, and so requires it itself

  exports org.nn4j.explain;
  exports org.nn4j.explain.chart;
}
