package org.nn4j.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SiteTest {
  private static final Path REPOSITORY = Path.of("..", "..");
  private static final Path NO_JAVADOC = Path.of("target", "none");

  @TempDir Path folder;
  private Path repository;
  private Path site;

  @BeforeEach
  void aSmallRepository() throws IOException {
    repository = folder.resolve("repository");
    site = folder.resolve("site");
    Files.createDirectories(repository.resolve("docs/adr"));
    Files.createDirectories(repository.resolve("src"));
    document("src/A.java", "class A {}\n");
    document("docs/guide.md", "# The guide\n\n## How `x`, and why?\n\n## Two\n\n## Two\n");
    document("docs/adr/README.md", "# Decisions\n\n[one](0001-one.md)\n");
    document("docs/adr/0001-one.md", "# One\n\n[the guide](../guide.md#how-x-and-why)\n");
  }

  private void document(String path, String text) throws IOException {
    Files.writeString(repository.resolve(path), text);
  }

  private String page(String readme, String target) throws IOException {
    document("README.md", readme);
    Site.write(repository, NO_JAVADOC, site);
    return Files.readString(site.resolve(target));
  }

  @Test
  void theLinksOfTheDocumentsLeadSomewhere() throws IOException {
    Site.write(REPOSITORY, NO_JAVADOC, site);
    String guide = Files.readString(site.resolve("guide.html"));
    assertThat(guide)
        .contains("<h2 id=\"an-experiment-in-a-few-lines\">")
        .contains("https://github.com/nn4j/nn4j/blob/main/examples/src/main/java/")
        .doesNotContain("<!-- source");
    assertThat(site.resolve("adr/0005-defaults.html")).exists();
  }

  @Test
  void theSameDocumentsGiveTheSameBytes() throws IOException {
    Site.write(REPOSITORY, NO_JAVADOC, site);
    Path again = folder.resolve("again");
    Site.write(REPOSITORY, NO_JAVADOC, again);
    assertThat(bytes(again)).isEqualTo(bytes(site)).hasSizeGreaterThan(30);
  }

  private static Map<String, String> bytes(Path site) throws IOException {
    Map<String, String> contents = new TreeMap<>();
    try (Stream<Path> files = Files.walk(site)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        contents.put(site.relativize(file).toString(), Files.readString(file));
      }
    }
    return contents;
  }

  @ParameterizedTest
  @CsvSource({
    "docs/guide.md, guide.html",
    "docs/guide.md#how-x-and-why, guide.html#how-x-and-why",
    "docs/guide.md#two-1, guide.html#two-1",
    "docs/adr, adr/index.html",
    "src, https://github.com/nn4j/nn4j/tree/main/src",
    "src/A.java#L1, https://github.com/nn4j/nn4j/blob/main/src/A.java#L1",
    "https://example.org/x, https://example.org/x",
  })
  void aLinkLeadsToThePageOrTheFile(String link, String address) throws IOException {
    assertThat(page("# R\n\n[x](" + link + ")\n", "index.html"))
        .contains("<a href=\"" + address + "\">x</a>");
  }

  @Test
  void aPageInAFolderLeadsBack() throws IOException {
    assertThat(page("# R\n", "adr/0001-one.html"))
        .contains("<a href=\"../guide.html#how-x-and-why\">the guide</a>")
        .contains("<a href=\"../index.html\">nn4j</a>")
        .contains("<a href=\"../adr/index.html\" aria-current=\"true\">Decisions</a>")
        .contains("<title>One · nn4j</title>");
  }

  @ParameterizedTest
  @CsvSource({
    "[x](docs/guid.md), README.md: there is no docs/guid.md",
    "[x](src/B.java), README.md: there is no src/B.java",
    "[x](docs/guide.md#how), index.html: the link guide.html#how leads to nothing",
    "[x](#how), index.html: the link #how leads to nothing",
    "![x](docs/x.svg), README.md: there is no docs/x.svg",
    "![x](https://example.org/x.svg), is not in the repository",
    "<b>x</b>, README.md: HTML is not for documents: <b>",
  })
  void whatIsWrongIsToldWithItsPlace(String text, String message) {
    assertThatThrownBy(() -> page("# R\n\n" + text + "\n", "index.html"))
        .isInstanceOf(SiteException.class)
        .hasMessageContaining(message);
  }

  @Test
  void theJavadocIsBesideThePages() throws IOException {
    Path javadoc = Files.createDirectory(folder.resolve("javadoc"));
    Files.writeString(javadoc.resolve("index.html"), "<a href=\"A.html#of(int%5B%5D)\">A</a>");
    Files.writeString(javadoc.resolve("A.html"), "<section id=\"of(int[])\"></section>");
    document("README.md", "# R\n");
    Site.write(repository, javadoc, site);
    assertThat(Files.readString(site.resolve("index.html")))
        .contains("<a href=\"api/index.html\">Javadoc</a>");
    Files.writeString(javadoc.resolve("A.html"), "");
    assertThatThrownBy(() -> Site.write(repository, javadoc, site))
        .hasMessage("api/index.html: the link A.html#of(int[]) leads to nothing");
  }
}
