/** Experiments on tables: settings, defaults, training, cross-validation and search. */
module org.nn4j.experiment {
  requires static transitive org.jspecify;
  requires transitive org.nn4j.api;
  requires transitive org.nn4j.core;
  requires static java.sql; // where a program has a ResultSet
  requires tools.jackson.databind;
  requires tools.jackson.dataformat.yaml;

  exports org.nn4j.experiment;

  uses org.nn4j.experiment.cluster.Cluster;
}
