package org.nn4j.report.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nn4j.core.InputException;
import org.nn4j.report.figure.Axis;
import org.nn4j.report.figure.Figure;

class PageFolderTest {
  @TempDir private Path folder;

  private static Page page(String text) {
    Figure figure = new Figure("figure", text, text, Axis.of(text), Axis.of(text), List.of());
    PageTable table =
        new PageTable(
            text, List.of(text, "n"), List.of(List.of(text, "1.5"), List.of("b", "−2e-3")), false);
    PageTable folded = PageTable.of("folded", List.of(new Page.Fact("name", "12")), true);
    return new Page(
        text,
        text,
        List.of(new Page.Fact(text, text)),
        List.of(new Section("section", text, List.of(figure), List.of(table, folded))));
  }

  private String written(Page page) throws IOException {
    new PageFolder(folder.resolve("new/report")).write(page);
    return Files.readString(folder.resolve("new/report/index.html"));
  }

  @Test
  void writesThePageAndItsFigures() throws IOException {
    String html = written(page("Text"));

    assertThat(html).contains("<h1>Text</h1>", "<h2>Text</h2>", "id=\"figure_title\"");
    assertThat(folder.resolve("new/report/figures/figure.svg")).exists();
    assertThat(folder.resolve("new/report/figures/figure.png")).exists();
  }

  @Test
  void writesTheSameBytesForTheSamePage() throws IOException {
    assertThat(written(page("Text"))).isEqualTo(written(page("Text")));
  }

  @Test
  void takesTextForText() throws IOException {
    String attack = "<script>alert('1')</script>\"'&";

    assertThat(written(page(attack)))
        .doesNotContain("<script")
        .contains("&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;&quot;&#39;&amp;");
  }

  @Test
  void alignsColumnsOfNumbersAndFoldsWhatIsAskedFor() throws IOException {
    String html = written(page("Text"));

    assertThat(html)
        .contains("<th scope=\"col\" class=\"number\">n</th>", "<td class=\"number\">−2e-3</td>")
        .contains("<details><summary>folded</summary>", "<td>12</td>");
  }

  @Test
  void replacesAReportAndNothingElse() throws IOException {
    written(page("old"));
    assertThat(written(page("new"))).contains("<h1>new</h1>");

    Path mine = Files.writeString(folder.resolve("index.html"), "<html>mine</html>");
    assertThatThrownBy(() -> new PageFolder(folder))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("not a report of nn4j");
    assertThat(Files.readString(mine)).isEqualTo("<html>mine</html>");
  }

  @Test
  void refusesAFileInPlaceOfTheFolder() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "");
    assertThatThrownBy(() -> new PageFolder(file)).isInstanceOf(InputException.class);
  }
}
