package org.nn4j.cli.plugin;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/**
 * The versions with which nn4j itself is built, read from its own poms, which are resources: a
 * machine that built nn4j has them already.
 */
final class BuildVersions {
  private static final String POMS = "poms/";

  private final Element root;

  private BuildVersions(Element root) {
    this.root = root;
  }

  static BuildVersions read() {
    try {
      return new BuildVersions(Xml.parse(pom("pom.xml").getBytes(StandardCharsets.UTF_8)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the text of a pom of nn4j's by its path in the sources. */
  static String pom(String path) {
    return Resources.text(POMS + path);
  }

  /** Returns nn4j's version. */
  String nn4j() {
    return Xml.text(root, "version");
  }

  /**
   * Returns the versions of nn-api that a plug-in written now works with: before 1.0 a minor
   * version may break it, later a major one.
   */
  String apiRange() {
    String[] numbers = nn4j().split("[.-]", -1);
    int major = Integer.parseInt(numbers[0]);
    int minor = Integer.parseInt(numbers[1]);
    return "[" + major + "." + minor + (major == 0 ? ",0." + (minor + 1) : "," + (major + 1)) + ")";
  }

  /** Returns the replacements of {@code @key@} in templates, for all versions. */
  Map<String, String> values() {
    Map<String, String> values = new LinkedHashMap<>();
    for (String library : new String[] {"junit", "jspecify", "kotlin"}) {
      values.put(library + "_version", first(library + ".version"));
    }
    NodeList plugins = root.getElementsByTagName("plugin");
    for (int i = 0; i < plugins.getLength(); i++) {
      Element plugin = (Element) plugins.item(i);
      String version = Xml.text(plugin, "version");
      if (!version.isEmpty()) {
        values.putIfAbsent(Xml.text(plugin, "artifactId"), version);
      }
    }
    return values;
  }

  private String first(String element) {
    return root.getElementsByTagName(element).item(0).getTextContent();
  }
}
