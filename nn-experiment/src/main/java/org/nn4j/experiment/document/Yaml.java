package org.nn4j.experiment.document;

import java.io.StringWriter;
import java.util.Map;
import org.nn4j.core.io.JsonText;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.dataformat.yaml.YAMLFactory;
import tools.jackson.dataformat.yaml.YAMLWriteFeature;

/** Writes plain values as YAML. */
public final class Yaml {
  private static final YAMLFactory FACTORY =
      YAMLFactory.builder()
          .disable(YAMLWriteFeature.WRITE_DOC_START_MARKER)
          .disable(YAMLWriteFeature.SPLIT_LINES)
          .enable(YAMLWriteFeature.MINIMIZE_QUOTES)
          .enable(YAMLWriteFeature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
          .build();

  private Yaml() {}

  /** Returns a document of keys and texts, numbers, booleans, lists and maps. */
  public static String text(Map<String, Object> map) {
    StringWriter text = new StringWriter();
    try (JsonGenerator yaml = FACTORY.createGenerator(ObjectWriteContext.empty(), text)) {
      JsonText.write(yaml, map);
    }
    return text.toString();
  }
}
