package org.nn4j.core.io;

import java.io.StringWriter;
import java.lang.reflect.Array;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads and writes JSON as Jackson's mapper does, without a mapper: creating one loads six hundred
 * classes, which is a third of the time that a fresh JVM takes to load a model.
 */
public final class JsonText {
  private static final JsonFactory FACTORY = new JsonFactory();

  /** Refuses objects that have a key twice; otherwise the last counts. */
  private static final JsonFactory STRICT =
      JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private JsonText() {}

  /**
   * Reads a text as a tree.
   *
   * @throws tools.jackson.core.JacksonException if it is not JSON
   */
  public static JsonNode tree(String text) {
    return tree(FACTORY, text);
  }

  /**
   * Reads a text as a tree.
   *
   * @throws tools.jackson.core.JacksonException if it is not JSON or an object has a key twice
   */
  static JsonNode strictTree(String text) {
    return tree(STRICT, text);
  }

  private static JsonNode tree(JsonFactory factory, String text) {
    try (JsonParser parser = factory.createParser(ObjectReadContext.empty(), text)) {
      JsonNode tree = parser.nextToken() == null ? MissingNode.getInstance() : node(parser);
      JsonToken more = parser.nextToken();
      if (more != null) {
        throw new StreamReadException(parser, "Trailing token (" + more + ") after the value");
      }
      return tree;
    }
  }

  /** Reads the value at whose first token a parser is. The parser bounds the depth. */
  private static JsonNode node(JsonParser parser) {
    return switch (parser.currentToken()) {
      case START_OBJECT -> {
        ObjectNode object = NODES.objectNode();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
          String key = parser.currentName();
          parser.nextToken();
          object.set(key, node(parser));
        }
        yield object;
      }
      case START_ARRAY -> {
        ArrayNode array = NODES.arrayNode();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          array.add(node(parser));
        }
        yield array;
      }
      case VALUE_STRING -> NODES.stringNode(parser.getString());
      case VALUE_TRUE -> NODES.booleanNode(true);
      case VALUE_FALSE -> NODES.booleanNode(false);
      case VALUE_NULL -> NODES.nullNode();
      case VALUE_NUMBER_INT ->
          switch (parser.getNumberType()) {
            case INT -> NODES.numberNode(parser.getIntValue());
            case LONG -> NODES.numberNode(parser.getLongValue());
            default -> NODES.numberNode(parser.getBigIntegerValue());
          };
      case VALUE_NUMBER_FLOAT -> NODES.numberNode(parser.getDoubleValue());
      default -> throw new StreamReadException(parser, "No value: " + parser.currentToken());
    };
  }

  /** Returns an object's content as maps, lists, texts, numbers and truth values. */
  public static Map<String, @Nullable Object> map(JsonNode object) {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> field : object.properties()) {
      map.put(field.getKey(), value(field.getValue()));
    }
    return map;
  }

  /**
   * Returns a document in one line.
   *
   * @param value what {@link #write} takes
   */
  public static String of(@Nullable Object value) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), text)) {
      write(json, value);
    }
    return text.toString();
  }

  /**
   * Writes a value in a generator's form, which may also be YAML.
   *
   * @param value a map, list, array, text, number, boolean or null, nested at will
   * @throws IllegalArgumentException if it is or holds something else
   */
  public static void write(JsonGenerator out, @Nullable Object value) {
    if (value instanceof Map<?, ?> map) {
      out.writeStartObject();
      map.forEach(
          (key, element) -> {
            out.writeName(String.valueOf(key));
            write(out, element);
          });
      out.writeEndObject();
    } else if (value instanceof Collection<?> list) {
      out.writeStartArray();
      list.forEach(element -> write(out, element));
      out.writeEndArray();
    } else if (value != null && value.getClass().isArray()) {
      out.writeStartArray();
      for (int i = 0; i < Array.getLength(value); i++) {
        write(out, Array.get(value, i));
      }
      out.writeEndArray();
    } else if (value instanceof String text) {
      out.writeString(text);
    } else if (value instanceof Double number) {
      out.writeNumber((double) number);
    } else if (value instanceof Float number) {
      out.writeNumber((float) number);
    } else if (value instanceof Integer || value instanceof Long) {
      out.writeNumber(((Number) value).longValue());
    } else if (value instanceof BigInteger number) {
      out.writeNumber(number);
    } else if (value instanceof Boolean flag) {
      out.writeBoolean(flag);
    } else if (value == null) {
      out.writeNull();
    } else {
      throw new IllegalArgumentException("no plain value: " + value.getClass().getName());
    }
  }

  private static @Nullable Object value(JsonNode node) {
    if (node.isObject()) {
      return map(node);
    }
    if (node.isArray()) {
      List<@Nullable Object> list = new ArrayList<>();
      for (JsonNode element : node) {
        list.add(value(element));
      }
      return list;
    }
    if (node.isNull()) {
      return null;
    }
    return node.isString()
        ? node.stringValue()
        : node.isBoolean() ? (Object) node.booleanValue() : node.numberValue();
  }
}
