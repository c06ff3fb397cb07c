package org.nn4j.cli.plugin;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.SAXException;

/** Reads poms, whoever wrote them. */
final class Xml {
  private static final String NO_DOCTYPE = "http://apache.org/xml/features/disallow-doctype-decl";

  private Xml() {}

  /**
   * Parses a document, which may not refer to other files.
   *
   * @throws IOException if it is none
   */
  static Element parse(byte[] document) throws IOException {
    try {
      DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
      factory.setFeature(NO_DOCTYPE, true);
      return factory
          .newDocumentBuilder()
          .parse(new ByteArrayInputStream(document))
          .getDocumentElement();
    } catch (SAXException e) {
      throw new IOException("a pom cannot be read: " + e.getMessage(), e);
    } catch (ParserConfigurationException e) {
      throw new IllegalStateException(e); // the JDK's parser has the feature
    }
  }

  /** Returns the first element of a name that is directly in another. */
  static @Nullable Element child(@Nullable Element parent, String name) {
    Node node = parent == null ? null : parent.getFirstChild();
    while (node != null && !node.getNodeName().equals(name)) {
      node = node.getNextSibling();
    }
    return (Element) node;
  }

  /** Returns the text of such an element, empty if there is none. */
  static String text(@Nullable Element parent, String name) {
    Element child = child(parent, name);
    return child == null ? "" : child.getTextContent().strip();
  }
}
