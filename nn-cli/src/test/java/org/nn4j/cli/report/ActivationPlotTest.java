package org.nn4j.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.nn4j.api.Activation;
import org.nn4j.api.ElementwiseActivation;
import org.nn4j.core.activation.Relu;
import org.nn4j.core.activation.Relu6;
import org.nn4j.core.registry.Catalog;

class ActivationPlotTest {
  static List<ElementwiseActivation> all() {
    return Catalog.standard().all(Activation.class).stream()
        .filter(ElementwiseActivation.class::isInstance)
        .map(ElementwiseActivation.class::cast)
        .toList();
  }

  @ParameterizedTest
  @MethodSource("all")
  void fitsIn60ColumnsAnd12Rows(ElementwiseActivation activation) {
    for (boolean unicode : new boolean[] {true, false}) {
      String plot = ActivationPlot.text(activation, unicode);

      assertThat(plot.lines()).hasSize(12).allMatch(line -> line.length() <= 60);
      assertThat(plot.chars().allMatch(c -> c < 128)).isEqualTo(!unicode);
    }
  }

  @Test
  void drawsReluInAscii() {
    List<String> lines = ActivationPlot.text(new Relu(), false).lines().toList();

    assertThat(lines.get(0)).isEqualTo("       value                         derivative");
    assertThat(lines.get(1)).startsWith("     5|                     *");
    assertThat(lines.get(10)).startsWith("     0|***********");
    assertThat(lines.get(11))
        .isEqualTo("       -5                   5        -5                   5");
  }

  @Test
  void drawsAsFarAsTheKinks() {
    assertThat(ActivationPlot.text(new Relu6(), true)).contains("-9 ", " 9");
  }

  @Test
  void drawsWhatIsFiniteAndAConstant() {
    assertThat(ActivationPlot.text(pole(), false)).contains("*");
    assertThat(ActivationPlot.json(pole())).containsKeys("z", "value", "derivative");
  }

  private static ElementwiseActivation pole() {
    return new ElementwiseActivation() {
      @Override
      public String name() {
        return "pole";
      }

      @Override
      public double value(double z) {
        return z < 0 ? Double.NaN : 3;
      }

      @Override
      public double derivative(double z, double a) {
        return Double.POSITIVE_INFINITY;
      }
    };
  }

  @ParameterizedTest
  @CsvSource({
    "C.UTF-8, '', '', '', true",
    "C, en_US.UTF-8, en_US.UTF-8, UTF-8, false",
    "'', '', de_DE.utf8, '', true",
    "'', '', '', Cp1252, false",
    "'', '', '', UTF-8, true"
  })
  void goesByTheLocale(String all, String type, String lang, String encoding, boolean unicode) {
    assertThat(Console.unicode(Map.of("LC_ALL", all, "LC_CTYPE", type, "LANG", lang), encoding))
        .isEqualTo(unicode);
  }
}
