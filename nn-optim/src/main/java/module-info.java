/** Optimizers and learning-rate schedules. */
module org.nn4j.optim {
  requires static transitive org.jspecify;
  requires transitive org.nn4j.api;
}
