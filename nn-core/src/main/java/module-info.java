/** Registry and plug-in loading, network, trainer, data and model files. */
module org.nn4j.core {
  requires static transitive org.jspecify;
  requires transitive org.nn4j.api;
  requires com.google.common;
  requires com.google.guice;
  requires de.siegmar.fastcsv;
  requires jakarta.inject;
  requires org.slf4j;
  requires tools.jackson.databind;
}
