/** Losses with their fused forms. */
module org.nn4j.losses {
  requires static transitive org.jspecify;
  requires transitive org.nn4j.api;
}
