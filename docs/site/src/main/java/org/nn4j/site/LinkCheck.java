package org.nn4j.site;

import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Looks whether the links of a site's pages, one to another, lead to a file and an anchor in it.
 */
final class LinkCheck {
  private static final Pattern OUTSIDE = Pattern.compile("(?:[a-z][a-z0-9+.-]*:|//).*");
  private static final Pattern ANCHOR = Pattern.compile("<[^>]*?\\s(?:id|name)=\"([^\"]*)\"");
  private static final Pattern LINK = Pattern.compile("<[^>]*?\\s(?:href|src)=\"([^\"]*)\"");

  /** A page of the Javadoc whose contents lead to anchors that JDK 17 does not write. */
  private static final String CONSTANTS = "api/constant-values.html";

  private LinkCheck() {}

  /** Returns whether an address is not of a file beside. */
  static boolean isOutside(String address) {
    return OUTSIDE.matcher(address).matches();
  }

  /** Returns what is wrong, a line for each link that leads to nothing. */
  static List<String> of(Path site) throws IOException {
    Map<Path, Set<String>> anchors = new HashMap<>();
    Map<Path, List<String>> links = new HashMap<>();
    List<Path> pages;
    try (Stream<Path> files = Files.walk(site)) {
      pages = files.filter(file -> file.toString().endsWith(".html")).sorted().toList();
    }
    for (Path page : pages) {
      String html = Files.readString(page);
      anchors.put(page, new HashSet<>(values(ANCHOR, html)));
      links.put(page, values(LINK, html));
    }
    List<String> wrong = new ArrayList<>();
    links.remove(site.resolve(CONSTANTS));
    for (Path page : pages) {
      for (String link : links.getOrDefault(page, List.of())) {
        if (!isOutside(link) && !leads(page, link, anchors)) {
          wrong.add(site.relativize(page) + ": the link " + link + " leads to nothing");
        }
      }
    }
    return wrong;
  }

  private static boolean leads(Path page, String link, Map<Path, Set<String>> anchors) {
    int hash = (link + "#").indexOf('#');
    String file = link.substring(0, hash).replaceFirst("\\?.*", "");
    Path target = file.isEmpty() ? page : page.resolveSibling(file).normalize();
    Set<String> known = anchors.get(target);
    boolean whole = hash >= link.length() - 1;
    return whole ? Files.exists(target) : known != null && known.contains(link.substring(hash + 1));
  }

  private static List<String> values(Pattern pattern, String html) {
    List<String> values = new ArrayList<>();
    Matcher matcher = pattern.matcher(html);
    while (matcher.find()) {
      String value =
          matcher
              .group(1)
              .replace("&lt;", "<")
              .replace("&gt;", ">")
              .replace("&quot;", "\"")
              .replace("&#39;", "'")
              .replace("&amp;", "&");
      values.add(URLDecoder.decode(value.replace("+", "%2B"), StandardCharsets.UTF_8));
    }
    return values;
  }
}
