package org.nn4j.experiment.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.nn4j.core.InputException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonToken;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.dataformat.yaml.YAMLMapper;
import tools.jackson.dataformat.yaml.YAMLParser;

/** Reads a YAML file that holds one flat map, keeping each value's text and place. */
final class YamlFile {
  /** A key with its value and the places of both. */
  record Entry(String key, Place keyPlace, RawValue value, Place place) {}

  /** The message for files that are not settings. */
  private static final String OTHERS =
      "data are given by --data FILE, a model to nn evaluate, predict or inspect, and a checkpoint to"
          + " go on from by --resume";

  /** The most bytes of a file: the parser's work may grow with the square of a value's length. */
  private static final int MOST = 1_000_000;

  /** Tags that only say how the text of a value is read, which each setting knows. */
  private static final Pattern TAGS =
      Pattern.compile("!?|tag:yaml\\.org,2002:(str|int|float|bool|null|seq|map)");

  private final Path file;
  private final YAMLParser parser;
  private final List<Entry> entries = new ArrayList<>();

  private YamlFile(Path file, YAMLParser parser) {
    this.file = file;
    this.parser = parser;
  }

  /**
   * Reads a file.
   *
   * @throws InputException if it cannot be read, is larger than 1 MB or is no flat map, with the
   *     place
   */
  static List<Entry> read(Path file) {
    return parse(file, text(file));
  }

  /**
   * Reads a text.
   *
   * @param file what errors name as its place
   * @throws InputException if it is no flat map, with the place
   */
  static List<Entry> parse(Path file, String text) {
    try (YAMLParser parser = (YAMLParser) YAMLMapper.shared().createParser(text)) {
      return new YamlFile(file, parser).entries();
    } catch (JacksonException e) {
      TokenStreamLocation at = e.getLocation();
      String fault = fault(String.valueOf(e.getOriginalMessage()));
      throw at == null
          ? InputException.in(file, "not YAML: " + fault)
          : InputException.at(file, at.getLineNr(), at.getColumnNr(), "not YAML: " + fault);
    }
  }

  /** Returns the lines that say what is wrong; those that are indented quote the file. */
  private static String fault(String message) {
    return message.lines().filter(line -> !line.startsWith(" ")).collect(Collectors.joining(": "));
  }

  private static String text(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(MOST + 1);
      if (bytes.length > MOST) {
        throw InputException.in(
            file, "is larger than 1 MB, which no file of settings (YAML) may be; " + OTHERS);
      }
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (NoSuchFileException e) {
      throw InputException.in(
          file,
          "there is no such file of settings (YAML)"
              + (isYaml(file) ? "" : "; a value with blanks needs quotes around it"));
    } catch (CharacterCodingException e) {
      throw InputException.in(file, "not text in UTF-8, as settings (YAML) are; " + OTHERS);
    } catch (IOException e) {
      throw InputException.in(
          file,
          Files.isDirectory(file)
              ? "is a folder, not a file of settings (YAML); " + OTHERS
              : "cannot be read: " + e);
    }
  }

  private static boolean isYaml(Path file) {
    return file.toString().matches("(?i).*\\.ya?ml");
  }

  private List<Entry> entries() {
    JsonToken first = parser.nextToken();
    if (first == null) {
      return entries;
    }
    if (first != JsonToken.START_OBJECT) {
      throw faultHere(
          "a file of settings (YAML) holds keys and values such as 'data: iris.csv'; " + OTHERS);
    }
    Set<String> keys = new HashSet<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String key = parser.currentName();
      Place keyPlace = place();
      if (!keys.add(key)) {
        throw faultHere("the key '" + key + "' is there twice");
      }
      nextValue();
      Place place = place();
      entries.add(new Entry(key, keyPlace, value(key), place));
    }
    if (parser.nextToken() != null) {
      throw faultHere("a second YAML document begins here; one is read");
    }
    return entries;
  }

  private RawValue value(String key) {
    if (parser.currentToken() == JsonToken.START_ARRAY) {
      return new RawValue.Items(items(key));
    }
    if (parser.currentToken() == JsonToken.START_OBJECT) {
      Map<String, String> map = new LinkedHashMap<>();
      while (parser.nextToken() != JsonToken.END_OBJECT) {
        String name = parser.currentName();
        if (map.containsKey(name)) {
          throw faultHere(key + ": '" + name + "' is there twice");
        }
        if (nextValue() == JsonToken.START_ARRAY && map.isEmpty()) {
          return range(key, name);
        }
        map.put(name, scalar(key));
      }
      return new RawValue.Entries(map);
    }
    return new RawValue.Text(scalar(key));
  }

  private List<String> items(String key) {
    List<String> items = new ArrayList<>();
    while (nextValue() != JsonToken.END_ARRAY) {
      items.add(scalar(key));
    }
    return items;
  }

  private RawValue range(String key, String kind) {
    RawValue range = new RawValue.Range(kind, items(key));
    if (parser.nextToken() != JsonToken.END_OBJECT) {
      throw faultHere(key + ": nothing may follow the range " + range);
    }
    return range;
  }

  /** Advances to a value, or to the end of a list; aliases and unknown tags are errors. */
  private @Nullable JsonToken nextValue() {
    JsonToken token = parser.nextToken();
    if (parser.isCurrentAlias()) {
      throw faultHere(
          "the alias *" + parser.getString() + " is not followed; write what it stands for");
    }
    String tag = parser.getTypeId();
    if (tag != null && !TAGS.matcher(tag).matches()) {
      throw faultHere("the tag !" + tag + " has no meaning here; write the value without it");
    }
    return token;
  }

  private String scalar(String key) {
    JsonToken token = parser.currentToken();
    if (token == JsonToken.VALUE_NULL) {
      throw faultHere(key + " has no value; write one or remove the key");
    }
    if (token == null || !token.isScalarValue()) {
      throw faultHere("lists and maps may not nest here; a part is written name(key=value)");
    }
    return parser.getString();
  }

  private Place place() {
    TokenStreamLocation at = parser.currentTokenLocation();
    return new Place(file, at.getLineNr(), at.getColumnNr());
  }

  private InputException faultHere(String message) {
    Place place = place();
    return InputException.at(file, place.line(), place.column(), message);
  }
}
