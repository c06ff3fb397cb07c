package org.nn4j.report.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nn4j.api.Matrix;
import org.nn4j.api.Precision;
import org.nn4j.report.figure.Axis;
import org.nn4j.report.figure.Cells;
import org.nn4j.report.figure.Figure;
import org.nn4j.report.figure.Line;
import org.nn4j.report.figure.Palette;
import org.nn4j.report.figure.Point;
import org.nn4j.report.figure.Scale;
import org.nn4j.report.figure.Sheet;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

class SvgTest {
  private static final Pattern INK = Pattern.compile("class=\"nn-(?:line|area) (nn-[a-z0-9]+)\"");

  static List<Figure> figures() {
    List<Figure> figures =
        new ArrayList<>(
            List.of(
                Figures.everything(),
                Figures.confusion(),
                Figures.surface(),
                Figures.rowBars(),
                Figures.of()));
    for (double[] ys : EXTREMES) {
      figures.add(Figures.of(Figures.line("linear", ys)));
      figures.add(
          new Figure(
              "f",
              "f",
              "",
              Axis.of("x"),
              Axis.of("", Scale.LOG),
              List.of(Figures.line("log", ys))));
    }
    return figures;
  }

  /** Values on the scale of a double's ends, and values as near one another as doubles get. */
  private static final double[][] EXTREMES = {
    {1, Math.nextUp(1.0)},
    {0, Double.MIN_VALUE},
    {1e-310, 3e-310},
    {Double.MIN_VALUE, 1, Double.MAX_VALUE},
    {-Double.MAX_VALUE, Double.MAX_VALUE},
    {Math.nextDown(Double.MAX_VALUE), Double.MAX_VALUE},
    {Double.MAX_VALUE, Double.MAX_VALUE}
  };

  @ParameterizedTest
  @MethodSource("figures")
  @Timeout(60)
  void drawsEveryPointWithinThePicture(Figure figure) {
    Size size = Size.page(figure);
    for (Shape shape : Layout.of(figure, size).shapes()) {
      if (shape instanceof Shape.Stroke stroke) {
        assertThat(stroke.paths().stream().flatMap(List::stream))
            .allSatisfy(
                point -> {
                  assertThat(point.x()).isBetween(0.0, (double) size.width());
                  assertThat(point.y()).isBetween(0.0, (double) size.height());
                });
      }
    }
  }

  @Test
  void horizontalBarsLieInTheirRowsAndEndAtTheirValues() {
    Scene scene = Layout.of(Figures.rowBars(), Size.page(Figures.rowBars()));
    List<Shape.Fill> fills = new ArrayList<>();
    List<Shape.Stroke> intervals = new ArrayList<>();
    for (Shape shape : scene.shapes()) {
      if (shape instanceof Shape.Fill fill) {
        fills.add(fill);
      } else if (shape instanceof Shape.Stroke stroke && stroke.ink().equals(Ink.TEXT)) {
        intervals.add(stroke);
      }
    }
    // Two samples of the legend, then the bars of either mark.
    Shape.Box age = fills.get(2).boxes().get(0);
    Shape.Box longest = fills.get(2).boxes().get(1);
    Shape.Box size = fills.get(3).boxes().get(0);

    assertThat(fills).hasSize(4);
    assertThat(fills.get(2).boxes()).hasSize(2);
    assertThat(fills.get(3).boxes()).hasSize(1);
    assertThat(age.top()).isLessThan(size.top());
    assertThat(size.top()).isLessThan(longest.top());
    double unit = age.width() / 4;
    assertThat(size.left() + size.width()).as("0").isCloseTo(age.left(), within(1e-9));
    assertThat(size.width()).isCloseTo(2 * unit, within(1e-9));
    assertThat(longest.left()).isCloseTo(age.left() + unit, within(1e-9));
    assertThat(longest.width()).isCloseTo(unit, within(1e-9));
    List<Point> interval = intervals.get(0).paths().get(0);
    assertThat(interval.get(0).x()).isCloseTo(age.left() + 3 * unit, within(1e-9));
    assertThat(interval.get(1).x()).isCloseTo(age.left() + 5 * unit, within(1e-9));
    assertThat(interval.get(0).y()).isCloseTo(age.top() + age.height() / 2, within(1e-9));
    assertThat(Svg.element(Figures.rowBars())).contains("a name that is longer").contains("…");
  }

  private static Document parsed(String svg) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
  }

  @ParameterizedTest
  @MethodSource("figures")
  void isWellFormedAndTellsWhatItShows(Figure figure) throws Exception {
    Element root = parsed(Svg.file(Sheet.of(figure))).getDocumentElement();

    assertThat(root.getAttribute("role")).isEqualTo("img");
    assertThat(root.getAttribute("aria-labelledby"))
        .isEqualTo(figure.id() + "_title " + figure.id() + "_summary");
    assertThat(root.getElementsByTagName("title").item(0).getTextContent())
        .isEqualTo(figure.title());
    assertThat(root.getElementsByTagName("desc").item(0).getTextContent())
        .isEqualTo(figure.summary());
  }

  @ParameterizedTest
  @MethodSource("figures")
  void hasAColourForEveryInkInBothThemes(Figure figure) {
    String svg = Svg.file(Sheet.of(figure));
    String[] styles = svg.substring(0, svg.indexOf("</style>")).split("prefers-color-scheme:dark");
    Matcher ink = INK.matcher(svg);

    assertThat(styles).hasSize(2);
    while (ink.find()) {
      assertThat(styles[0]).contains("." + ink.group(1) + "{color:#");
      assertThat(styles[1]).contains("." + ink.group(1) + "{color:#");
      assertThat(StyleSheet.all()).contains("." + ink.group(1) + "{");
    }
  }

  @ParameterizedTest
  @MethodSource("figures")
  void hasFiniteNumbersAndNoScriptsNorLinks(Figure figure) {
    assertThat(Svg.file(Sheet.of(figure)))
        .doesNotContain("NaN", "Infinity", "<script", "href", "url(");
  }

  @Test
  void isTheSameEveryTime() {
    assertThat(Svg.file(Sheet.of(Figures.everything())))
        .isEqualTo(Svg.file(Sheet.of(Figures.everything())));
  }

  @Test
  void leavesOutCharactersThatXmlHasNoWayToWrite() throws Exception {
    Figure figure =
        new Figure(
            "a", "t\u0000\u001b\ud800 \ud83d\ude00", "", Axis.of(""), Axis.of(""), List.of());

    assertThat(parsed(Svg.element(figure)).getElementsByTagName("title").item(0).getTextContent())
        .isEqualTo("t\ufffd\ufffd\ufffd \ud83d\ude00");
  }

  @Test
  void interruptsALineAtNaNAndShowsASinglePoint() {
    String svg = Svg.element(Figures.of(Figures.line("a", 1, 2, Double.NaN, 3)));

    assertThat(path(svg, "nn-series0")).matches(".*M[^M]*L[^M]*M[^ML]*h0.*");
  }

  @Test
  void keepsTheHighestAndTheLowestOfMorePointsThanPixels() {
    List<Point> points = new ArrayList<>();
    for (int i = 0; i < 100_000; i++) {
      points.add(new Point(i, i == 55_555 ? 100 : i % 2));
    }
    String spiky = Svg.element(Figures.of(new Line("", points)));

    assertThat(spiky.length()).isLessThan(25_000);
    double highest =
        Pattern.compile("[ML][0-9.]+ ([0-9.]+)")
            .matcher(path(spiky, "nn-series0"))
            .results()
            .mapToDouble(point -> Double.parseDouble(point.group(1)))
            .min()
            .orElseThrow();
    assertThat(highest).isLessThan(60);
  }

  @Test
  void namesMarksInTheLegendAndNoOthers() {
    assertThat(Svg.element(Figures.everything()))
        .contains(">line<", ">dashed<", ">quiet<", ">small<", ">dark<", ">light<");
    assertThat(Svg.element(Figures.of(Figures.line("", 1, 2)))).doesNotContain("><");
  }

  @Test
  void startsCategoriesAtTheTopAndNumbersAtTheBottom() {
    String svg = Svg.element(Figures.confusion());
    assertThat(height(svg, ">cat<")).isLessThan(height(svg, ">dog<"));
    String numbers = Svg.element(Figures.of(Figures.line("", 0, 10)));
    assertThat(height(numbers, "end\">0<")).isGreaterThan(height(numbers, "end\">10<"));
  }

  @Test
  void labelsCellsThatAreNotZero() {
    assertThat(Svg.element(Figures.confusion()))
        .contains(">8<", ">7<", ">1<")
        .doesNotContain("middle\">0<");
  }

  @Test
  void leavesOutDotsBeyondTheAxes() {
    String svg = Svg.element(Figures.surface());
    // In the legend alone.
    assertThat(svg.split("stroke-width=\"12\" d=\"M", -1)[1]).matches("(?s)[0-9. ]+h0\".*");
    assertThat(svg).doesNotContain("stroke-width=\"12\" d=\"\"/>");
  }

  @Test
  void laysSeveralFiguresOnASheet() throws Exception {
    Sheet sheet = new Sheet("s", "Sheet", List.of(Figures.everything(), Figures.everything()));
    Element root = parsed(Svg.file(sheet)).getDocumentElement();

    assertThat(root.getAttribute("width")).isEqualTo("800");
    assertThat(root.getAttribute("height")).isEqualTo("300");
    assertThat(Svg.file(sheet)).contains("A <title>".replace("<", "&lt;").replace(">", "&gt;"));
  }

  @Test
  void keepsThePlotItsRoomWhateverNamesAreLike() {
    String name = "W".repeat(100);
    List<String> labels = List.of(name + "1", name + "2", name + "3");
    Matrix counts = Matrix.zeros(Precision.FLOAT64, 3, 3);
    Figure figure =
        new Figure(
            "f",
            name,
            "",
            Axis.of(name, labels),
            Axis.of(name, labels),
            List.of(new Cells(name, counts, Palette.sequential(0, 1), true)));
    Figure lines =
        new Figure("g", name, "", Axis.of(name), Axis.of(name), List.of(Figures.line(name, 1, 2)));

    for (Figure drawn : List.of(figure, lines)) {
      for (Shape shape : Layout.of(drawn, Size.page(drawn)).shapes()) {
        if (shape instanceof Shape.Label label) {
          double width = TextWidth.of(label.text(), label.style());
          double left =
              label.place().x()
                  - (label.anchor() == Shape.Anchor.END
                      ? width
                      : label.anchor() == Shape.Anchor.MIDDLE ? width / 2 : 0);
          assertThat(left).as(label.text()).isBetween(0.0, 360 - width);
        }
        if (shape instanceof Shape.Fill fill) {
          assertThat(fill.boxes().get(0).width()).isGreaterThan(150);
        }
      }
    }
  }

  private static String path(String svg, String ink) {
    return svg.lines()
        .filter(line -> line.contains(ink))
        .max((a, b) -> Integer.compare(a.length(), b.length()))
        .orElseThrow();
  }

  private static double height(String svg, String text) {
    String line = svg.lines().filter(l -> l.contains(text)).findFirst().orElseThrow();
    return Double.parseDouble(line.replaceFirst(".* y=\"([0-9.]+)\".*", "$1"));
  }
}
