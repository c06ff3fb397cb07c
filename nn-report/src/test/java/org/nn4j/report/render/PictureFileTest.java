package org.nn4j.report.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nn4j.core.InputException;
import org.nn4j.report.figure.Sheet;

class PictureFileTest {
  @TempDir private Path folder;

  @Test
  void writesTheFormatOfTheName() throws IOException {
    Path svg = folder.resolve("a.SVG");
    PictureFile.write(Sheet.of(Figures.everything()), svg);

    assertThat(Files.readString(svg)).startsWith("<svg xmlns=");
  }

  @Test
  void refusesOtherFormatsAndLeavesTheFileAlone() throws IOException {
    Path file = Files.writeString(folder.resolve("a.jpg"), "mine");

    assertThatThrownBy(() -> PictureFile.write(Sheet.of(Figures.everything()), file))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(".svg or .png");
    assertThat(Files.readString(file)).isEqualTo("mine");
  }
}
