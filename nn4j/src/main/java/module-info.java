/**
 * Everything that training and predicting need, by one {@code requires org.nn4j}. The kernels of
 * nn-simd, which nothing requires, are resolved as services; an image made by jlink names {@code
 * org.nn4j.simd}.
 */
module org.nn4j {
  requires transitive org.nn4j.api;
  requires transitive org.nn4j.core;
  requires transitive org.nn4j.experiment;
  requires transitive org.nn4j.explain;
  requires transitive org.nn4j.formula;
  requires transitive org.nn4j.losses;
  requires transitive org.nn4j.optim;
}
