/** Models as ONNX files, from raw row to answer, and perceptrons from such files. */
module org.nn4j.onnx {
  requires static transitive org.jspecify;
  requires transitive org.nn4j.api;
  requires transitive org.nn4j.core;

  exports org.nn4j.onnx;
}
