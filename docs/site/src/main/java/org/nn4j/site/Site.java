package org.nn4j.site;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Writes the documents of the repository, and the Javadoc beside them, as a site of static pages.
 *
 * <p>Links between documents become links between pages, and those to other files become links to
 * the repository; all must lead to something that exists. The same documents give the same bytes.
 */
final class Site {
  private static final String REPOSITORY = "https://github.com/nn4j/nn4j";
  private static final String README = "README.md";

  /** The documents that lie at the root and become pages, as all in {@code docs} do. */
  private static final List<String> ROOT_DOCUMENTS =
      List.of(README, "CONTRIBUTING.md", "CHANGELOG.md", "SECURITY.md");

  /** What the head of each page leads to, where it exists. */
  private static final List<Item> ITEMS =
      List.of(
          new Item("nn4j", "index.html", "index.html"),
          new Item("Guide", "guide.html", "guide.html"),
          new Item("Javadoc", "api/index.html", "api/"),
          new Item("Tables", "tables.html", "tables.html"),
          new Item("Cross-validation", "crossval.html", "crossval.html"),
          new Item("Performance", "performance.html", "performance"),
          new Item("Decisions", "adr/index.html", "adr/"),
          new Item("Contributing", "contributing.html", "contributing.html"),
          new Item("Changes", "changelog.html", "changelog.html"));

  private final Path repository;
  private final Path site;
  private final Template template;

  /** The documents by their paths in the repository, with {@code /} between names. */
  private final Map<String, Document> documents = new TreeMap<>();

  private final List<String> problems = new ArrayList<>();

  /**
   * A page that others lead to.
   *
   * @param start how the paths of it and of the pages that belong to it begin
   */
  private record Item(String name, String target, String start) {}

  private Site(Path repository, Path site) {
    this.repository = repository;
    this.site = site;
    this.template = Mustache.compiler().withLoader(Site::resource).compile(resource("page.html"));
  }

  /**
   * Writes the site.
   *
   * @param args the folders of the repository, of the Javadoc and of the site, which is emptied
   */
  public static void main(String[] args) throws IOException {
    Path site = Path.of(args[2]);
    try {
      write(Path.of(args[0]), Path.of(args[1]), site);
    } catch (SiteException e) {
      System.err.println(e.getMessage());
      System.exit(1);
    }
    System.out.println(site.resolve("index.html"));
  }

  /**
   * Writes the site.
   *
   * @param javadoc the Javadoc of all modules, left out where there is no such folder
   * @throws SiteException if a link leads to nothing
   */
  static void write(Path repository, Path javadoc, Path site) throws IOException {
    delete(site);
    if (Files.exists(javadoc)) {
      copy(javadoc, site.resolve("api"));
    }
    Site writer = new Site(repository, site);
    writer.read();
    for (Map.Entry<String, Document> document : writer.documents.entrySet()) {
      writer.write(document.getKey(), document.getValue());
    }
    try (InputStream styles = stream("site.css")) {
      Files.copy(styles, site.resolve("site.css"));
    }
    writer.problems.addAll(LinkCheck.of(site));
    if (!writer.problems.isEmpty()) {
      throw new SiteException(String.join("\n", writer.problems));
    }
  }

  private void read() throws IOException {
    List<Path> files = new ArrayList<>();
    for (String name : ROOT_DOCUMENTS) {
      files.add(repository.resolve(name));
    }
    try (Stream<Path> docs = Files.walk(repository.resolve("docs"))) {
      docs.filter(file -> file.toString().endsWith(".md")).forEach(files::add);
    }
    for (Path file : files) {
      if (Files.exists(file)) {
        String path = name(repository.relativize(file));
        try {
          documents.put(path, new Document(Files.readString(file)));
        } catch (SiteException e) {
          problems.add(path + ": " + e.getMessage());
        }
      }
    }
  }

  private void write(String path, Document document) throws IOException {
    String target = target(path);
    String root = root(target);
    Map<String, Object> page = new HashMap<>();
    page.put("root", root);
    page.put("title", path.equals(README) ? document.title() : document.title() + " · nn4j");
    page.put("pages", items(target, root));
    page.put("repository", REPOSITORY);
    page.put("source", REPOSITORY + "/blob/main/" + path);
    page.put("contents", document.contents());
    page.put("hasContents", document.contents().size() > 2);
    page.put("body", document.html(new Addresses(path)));
    Path file = site.resolve(target);
    Files.createDirectories(file.getParent());
    Files.writeString(file, template.execute(page));
  }

  private List<Map<String, Object>> items(String target, String root) {
    List<Map<String, Object>> items = new ArrayList<>();
    List<String> targets = documents.keySet().stream().map(Site::target).toList();
    for (Item item : ITEMS) {
      if (targets.contains(item.target) || Files.exists(site.resolve(item.target))) {
        Object current =
            item.target.equals(target) ? "page" : target.startsWith(item.start) ? "true" : false;
        items.add(Map.of("name", item.name, "href", root + item.target, "current", current));
      }
    }
    return items;
  }

  /** Returns the page that a document becomes: {@code docs/adr/README.md → adr/index.html}. */
  private static String target(String path) {
    String name = path.startsWith("docs/") ? path.substring("docs/".length()) : path;
    return name.replaceFirst("README\\.md$", "index.md")
        .replaceFirst("md$", "html")
        .toLowerCase(Locale.ROOT);
  }

  /** Returns the way from a page to the site's folder. */
  private static String root(String target) {
    return "../".repeat((int) target.chars().filter(c -> c == '/').count());
  }

  private static String name(Path path) {
    return path.toString().replace('\\', '/');
  }

  /** Where the links and images of a document lead on the site. */
  private final class Addresses implements Document.Links {
    private final String path;

    Addresses(String path) {
      this.path = path;
    }

    @Override
    public String link(String destination) {
      if (destination.startsWith("#") || LinkCheck.isOutside(destination)) {
        return destination;
      }
      int hash = (destination + "#").indexOf('#');
      String fragment = destination.substring(hash);
      String file = file(destination.substring(0, hash));
      for (String document : List.of(file, file + "/" + README)) {
        if (documents.containsKey(document)) {
          return root(target(path)) + target(document) + fragment;
        }
      }
      boolean folder = Files.isDirectory(repository.resolve(file));
      return REPOSITORY + (folder ? "/tree/main/" : "/blob/main/") + file + fragment;
    }

    @Override
    public String image(String destination) {
      if (LinkCheck.isOutside(destination)) {
        problems.add(path + ": the image " + destination + " is not in the repository");
        return destination;
      }
      String file = file(destination);
      Path copy = site.resolve(target(file));
      try {
        Files.createDirectories(copy.getParent());
        Files.write(copy, Files.readAllBytes(repository.resolve(file)));
      } catch (IOException e) {
        problems.add(path + ": the image " + destination + " cannot be read: " + e);
      }
      return root(target(path)) + target(file);
    }

    /** Returns the path in the repository of what a destination names. */
    private String file(String destination) {
      Path file = Path.of("/", path).resolveSibling(destination).normalize();
      String inside = name(file).substring(1);
      if (!Files.exists(repository.resolve(inside))) {
        problems.add(
            path + ": there is no " + inside + ", which the link " + destination + " names");
      }
      return inside;
    }
  }

  private static Reader resource(String name) {
    return new InputStreamReader(stream(name), StandardCharsets.UTF_8);
  }

  private static InputStream stream(String name) {
    return Objects.requireNonNull(Site.class.getResourceAsStream(name), name);
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path copy = to.resolve(from.relativize(file).toString());
        Files.createDirectories(copy.getParent());
        Files.copy(file, copy);
      }
    }
  }

  private static void delete(Path folder) throws IOException {
    if (Files.exists(folder)) {
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }
}
