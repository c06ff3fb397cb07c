package org.nn4j.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Holds the documents' Java to the sources that are compiled and run: a block of it follows a line
 * {@code <!-- source: PATH#REGION -->} and is the text between {@code // tag::REGION} and {@code //
 * end::REGION} in that file under {@code examples/}, without its common indentation; without a
 * region it is the whole file.
 */
class DocumentsTest {
  private static final Pattern SOURCE = Pattern.compile("<!-- source: ([^\\s#]+)(?:#(\\S+))? -->");

  /** A block of Java in a document. */
  private record Snippet(String place, String source, List<String> lines) {
    @Override
    public String toString() {
      return place + " " + source;
    }
  }

  static Stream<Snippet> snippets() throws IOException {
    List<Snippet> found = new ArrayList<>();
    for (String document : List.of("README.md", "docs/guide.md")) {
      List<String> lines = Files.readAllLines(Path.of("..").resolve(document));
      for (int i = 0; i < lines.size(); i++) {
        boolean marked = i > 0 && SOURCE.matcher(lines.get(i - 1)).matches();
        if (lines.get(i).equals("```java") || marked) {
          int end = lines.subList(i + 1, lines.size()).indexOf("```") + i + 1;
          String before = lines.get(Math.max(0, i - 1));
          found.add(new Snippet(document + ":" + (i + 1), before, lines.subList(i + 1, end)));
        }
      }
    }
    return found.stream();
  }

  @ParameterizedTest
  @MethodSource("snippets")
  void aBlockIsARegionOfACompiledSource(Snippet snippet) throws IOException {
    Matcher source = SOURCE.matcher(snippet.source());
    assertThat(source.matches()).as("the line before the block names its source").isTrue();
    assertThat(snippet.lines()).isEqualTo(text(Path.of(source.group(1)), source.group(2)));
  }

  @Test
  void everyChapterOfTheGuideLinksTheSourcesOfItsBlocks() throws IOException {
    String heading = "";
    String links = "";
    int blocks = 0;
    for (String line : Files.readAllLines(Path.of("../docs/guide.md"))) {
      Matcher source = SOURCE.matcher(line);
      if (line.matches("##+ .*")) {
        heading = line;
        links = "";
      } else if (line.startsWith("Source: ")) {
        links = line;
      } else if (source.matches() && source.group(1).endsWith(".java")) {
        assertThat(links).as(heading).contains("](../examples/" + source.group(1) + ")");
        assertThat(Path.of(source.group(1))).exists();
        blocks++;
      }
    }
    assertThat(blocks).isGreaterThan(20);
  }

  private static List<String> text(Path file, @Nullable String name) throws IOException {
    List<String> lines = Files.readAllLines(file);
    if (name == null) {
      return lines;
    }
    List<String> stripped = lines.stream().map(String::strip).toList();
    int from = stripped.indexOf("// tag::" + name);
    int to = stripped.indexOf("// end::" + name);
    assertThat(from).as("// tag::" + name + " in " + file).isNotNegative();
    assertThat(to).as("// end::" + name + " in " + file).isGreaterThan(from);
    String text = String.join("\n", lines.subList(from + 1, to)).stripTrailing().stripIndent();
    return text.lines().toList();
  }
}
