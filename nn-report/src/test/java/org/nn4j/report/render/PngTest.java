package org.nn4j.report.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.nn4j.report.figure.Sheet;

class PngTest {
  @BeforeEach
  void canDraw() {
    assumeTrue(Png.fault().isEmpty(), () -> Png.fault().orElseThrow());
  }

  private static Map<Integer, Integer> colours(BufferedImage image) {
    Map<Integer, Integer> counts = new HashMap<>();
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        counts.merge(image.getRGB(x, y) & 0xffffff, 1, Integer::sum);
      }
    }
    return counts;
  }

  private static BufferedImage image(Sheet sheet) throws IOException {
    return ImageIO.read(new ByteArrayInputStream(Png.file(sheet)));
  }

  @Test
  void isTwiceTheSizeOfTheSvgInTheLightColours() throws IOException {
    BufferedImage image = image(Sheet.of(Figures.everything()));

    assertThat(image.getWidth()).isEqualTo(1280);
    assertThat(image.getHeight()).isEqualTo(840);
    assertThat(colours(image))
        .containsKeys(
            0xffffff,
            Theme.LIGHT.rgb(Ink.series(0)),
            Theme.LIGHT.rgb(Ink.TEXT),
            Theme.LIGHT.rgb(Ink.QUIET),
            Theme.LIGHT.rgb(Ink.GRID));
  }

  @Test
  void coloursCellsByTheirValue() throws IOException {
    Map<Integer, Integer> colours = colours(image(Sheet.of(Figures.surface())));

    int low = colours.get(Theme.LIGHT.rgb(Ink.diverging(-1)));
    int high = colours.get(Theme.LIGHT.rgb(Ink.diverging(1)));
    int undefined = colours.get(Theme.LIGHT.rgb(Ink.GRID));
    // Two cells are low, one is high, one is undefined.
    assertThat(low / (double) high).isBetween(1.8, 2.2);
    assertThat(undefined / (double) high).isBetween(0.9, 1.1);
  }
}
