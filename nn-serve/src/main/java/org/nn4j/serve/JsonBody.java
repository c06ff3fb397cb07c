package org.nn4j.serve;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;

/** Reads JSON that strangers send, as a stream of tokens. */
final class JsonBody {
  /** Deep enough for every protocol, and no depth for a stack to overflow. */
  private static final int DEPTH = 32;

  private static final double EXACT_INTEGERS = 0x1p53;

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(DEPTH)
                  .maxStringLength(1 << 20)
                  .maxNameLength(10_000)
                  .maxNumberLength(1000)
                  .build())
          .enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .build();

  private JsonBody() {}

  /** What is done with a parser. */
  interface Reading<T> {
    T read(JsonParser json);
  }

  /**
   * Reads a document, whole.
   *
   * @throws RequestException if it is not JSON, or nested too deep
   */
  static <T> T read(byte[] body, int length, Reading<T> reading) {
    try (JsonParser json = FACTORY.createParser(ObjectReadContext.empty(), body, 0, length)) {
      if (json.nextToken() == null) {
        throw new RequestException(400, "the body is empty; a JSON object is wanted");
      }
      T result = reading.read(json);
      if (json.nextToken() != null) {
        throw fault(json, "more than one JSON value");
      }
      return result;
    } catch (JacksonException e) {
      TokenStreamLocation place = e.getLocation();
      throw new RequestException(
          400,
          "the body is not JSON that is read here: "
              + (String.valueOf(e.getOriginalMessage()).contains("NaN")
                  ? "NaN is none; null stands for a value that is unknown"
                  : e.getOriginalMessage()),
          place == null ? 0 : place.getLineNr(),
          place == null ? 0 : place.getColumnNr());
    }
  }

  /** Makes an error at the place where a parser is, to be thrown. */
  static RequestException fault(JsonParser json, String message) {
    TokenStreamLocation place = json.currentTokenLocation();
    return new RequestException(400, message, place.getLineNr(), place.getColumnNr());
  }

  /** Requires that a parser is at a token. */
  static void require(JsonParser json, JsonToken token, String what) {
    if (json.currentToken() != token) {
      throw fault(json, what + " must be " + name(token) + " but is " + name(json.currentToken()));
    }
  }

  /** Calls a token what people do. */
  static String name(@Nullable JsonToken token) {
    if (token == null) {
      return "missing";
    }
    return switch (token) {
      case START_OBJECT -> "an object";
      case START_ARRAY -> "a list";
      case VALUE_STRING -> "a text";
      case VALUE_NUMBER_INT -> "a whole number";
      case VALUE_NUMBER_FLOAT -> "a number";
      case VALUE_TRUE, VALUE_FALSE -> "true or false";
      case VALUE_NULL -> "null";
      default -> "the end of it";
    };
  }

  /**
   * Reads an object of plain values.
   *
   * @param row overwritten with what is read
   * @param what what it is, for errors
   */
  static void row(JsonParser json, Map<String, @Nullable Object> row, String what) {
    require(json, JsonToken.START_OBJECT, what);
    row.clear();
    while (json.nextToken() != JsonToken.END_OBJECT) {
      String key = json.currentName();
      json.nextToken();
      row.put(key, value(json, key));
    }
  }

  /** Reads an object of plain values. */
  static Map<String, @Nullable Object> row(JsonParser json, String what) {
    Map<String, @Nullable Object> row = new LinkedHashMap<>();
    row(json, row, what);
    return row;
  }

  /** Returns a value of a column's list, rows × 1 as TensorFlow's clients send it or plain. */
  static @Nullable Object only(JsonParser json, String name) {
    if (json.currentToken() != JsonToken.START_ARRAY) {
      return value(json, name);
    }
    json.nextToken();
    Object only = value(json, name);
    if (json.nextToken() != JsonToken.END_ARRAY) {
      throw fault(json, "'" + name + "' must have one value for each row but has several");
    }
    return only;
  }

  /** Returns a text, number or truth value, or null. */
  static @Nullable Object value(JsonParser json, String name) {
    return switch (json.currentToken()) {
      case VALUE_STRING -> json.getString();
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_NULL -> null;
      case VALUE_NUMBER_INT -> whole(json);
      case VALUE_NUMBER_FLOAT -> json.getDoubleValue();
      case START_ARRAY -> throw fault(json, "'" + name + "' must be one value but is a list");
      default ->
          throw fault(json, "'" + name + "' must be a value but is " + name(json.currentToken()));
    };
  }

  private static Number whole(JsonParser json) {
    return switch (json.getNumberType()) {
      case INT -> json.getIntValue();
      case LONG -> json.getLongValue();
      default -> new BigDecimal(json.getBigIntegerValue());
    };
  }

  /** Returns a number, NaN for null. */
  static double number(JsonParser json, String name) {
    JsonToken token = json.currentToken();
    if (token == JsonToken.VALUE_NUMBER_FLOAT) {
      return json.getDoubleValue();
    }
    if (token == JsonToken.VALUE_NUMBER_INT) {
      double value = json.getDoubleValue();
      if (Math.abs(value) >= EXACT_INTEGERS) {
        throw fault(
            json,
            "'"
                + name
                + "' holds "
                + json.getString()
                + ", which is no exact float64; send it as a text");
      }
      return value;
    }
    if (token == JsonToken.VALUE_NULL) {
      return Double.NaN;
    }
    throw fault(json, "'" + name + "' must hold numbers but holds " + name(token));
  }

  /** A list of numbers that grows. */
  static final class Doubles {
    private double[] values;
    private int size;

    Doubles(int expected) {
      values = new double[Math.max(expected, 16)];
    }

    void add(double value) {
      if (size == values.length) {
        values = Arrays.copyOf(values, 2 * size);
      }
      values[size++] = value;
    }

    int size() {
      return size;
    }

    double get(int index) {
      return values[index];
    }

    void copy(int from, double[] to) {
      System.arraycopy(values, from, to, 0, to.length);
    }
  }
}
