package org.nn4j.report.render;

import java.util.List;
import java.util.TreeSet;
import org.nn4j.report.figure.Figure;
import org.nn4j.report.figure.Point;
import org.nn4j.report.figure.Sheet;
import org.nn4j.report.render.Shape.Dash;
import org.nn4j.report.render.Shape.Discs;
import org.nn4j.report.render.Shape.Fill;
import org.nn4j.report.render.Shape.Label;
import org.nn4j.report.render.Shape.Stroke;

/**
 * Writes figures as SVG: text stays text, colours are classes of a style sheet, so that a picture
 * follows a light or dark surrounding. Equal figures give equal bytes.
 */
public final class Svg {
  private final StringBuilder text = new StringBuilder();

  private Svg() {}

  /** Returns a file of its own, which has its style sheet in it. */
  public static String file(Sheet sheet) {
    Scene scene = Scene.of(sheet);
    TreeSet<Ink> inks = new TreeSet<>(List.of(Ink.GROUND));
    scene.shapes().forEach(shape -> inks.add(shape.ink()));
    Svg svg = new Svg();
    String sides = " width=\"" + scene.width() + "\" height=\"" + scene.height() + "\"";
    svg.open(sheet, scene, " xmlns=\"http://www.w3.org/2000/svg\"" + sides);
    svg.text.append("<style>").append(StyleSheet.of(inks)).append("</style>\n");
    svg.text.append("<rect width=\"100%\" height=\"100%\"").append(StyleSheet.fill(Ink.GROUND));
    svg.text.append("/>\n");
    return svg.body(scene);
  }

  /** Returns an element for a page that has {@link StyleSheet#all()} and shows the title. */
  public static String element(Figure figure) {
    Scene scene = Layout.of(figure, Size.page(figure));
    Svg svg = new Svg();
    svg.open(Sheet.of(figure), scene, "");
    return svg.body(scene);
  }

  private void open(Sheet sheet, Scene scene, String attributes) {
    String title = sheet.id() + "_title";
    String summary = sheet.id() + "_summary";
    text.append("<svg").append(attributes);
    text.append(" class=\"nn-figure\" viewBox=\"0 0 ").append(scene.width()).append(' ');
    text.append(scene.height()).append("\" role=\"img\" aria-labelledby=\"").append(title);
    text.append(' ').append(summary).append("\">\n<title id=\"").append(title).append("\">");
    text.append(Xml.escaped(sheet.title())).append("</title>\n<desc id=\"").append(summary);
    text.append("\">").append(Xml.escaped(sheet.summary())).append("</desc>\n");
  }

  private String body(Scene scene) {
    scene.shapes().forEach(this::draw);
    return text.append("</svg>\n").toString();
  }

  private void draw(Shape shape) {
    if (shape instanceof Stroke stroke) {
      draw(stroke);
    } else if (shape instanceof Fill fill) {
      draw(fill);
    } else if (shape instanceof Discs discs) {
      draw(discs);
    } else if (shape instanceof Label label) {
      draw(label);
    }
    text.append('\n');
  }

  private void draw(Stroke stroke) {
    text.append("<path").append(StyleSheet.stroke(stroke.ink()));
    text.append(" stroke-width=\"").append(number(stroke.width())).append('"');
    if (stroke.dash() != Dash.NONE) {
      text.append(" stroke-dasharray=\"");
      text.append(stroke.dash() == Dash.DASHED ? "5 3" : "1 3").append('"');
    }
    text.append(" d=\"");
    for (List<Point> path : stroke.paths()) {
      char command = 'M';
      for (Point point : path) {
        text.append(command).append(place(point));
        command = 'L';
      }
      if (path.size() == 1) {
        // A point alone is seen by the round ends of a line without length.
        text.append("h0");
      }
    }
    text.append("\"/>");
  }

  private void draw(Fill fill) {
    text.append("<path").append(StyleSheet.fill(fill.ink())).append(" d=\"");
    for (Shape.Box box : fill.boxes()) {
      // From rounded corner to rounded corner: neighbours leave no gap.
      double left = rounded(box.left());
      double top = rounded(box.top());
      String width = number(rounded(box.left() + box.width()) - left);
      text.append('M').append(number(left)).append(' ').append(number(top));
      text.append('h').append(width);
      text.append('v').append(number(rounded(box.top() + box.height()) - top));
      text.append("h-").append(width).append('z');
    }
    text.append("\"/>");
  }

  private void draw(Discs discs) {
    text.append("<path").append(StyleSheet.stroke(discs.ink()));
    text.append(" stroke-width=\"").append(number(discs.diameter())).append('"');
    text.append(discs.faint() ? " stroke-opacity=\"0.6\" d=\"" : " d=\"");
    for (Point centre : discs.centres()) {
      text.append('M').append(place(centre)).append("h0");
    }
    text.append("\"/>");
  }

  private void draw(Label label) {
    text.append("<text").append(StyleSheet.fill(label.ink()));
    text.append(" x=\"").append(number(label.place().x()));
    text.append("\" y=\"").append(number(label.place().y())).append('"');
    if (label.anchor() != Shape.Anchor.START) {
      text.append(" text-anchor=\"").append(label.anchor().word()).append('"');
    }
    if (label.style() == Shape.TextStyle.TITLE) {
      text.append(" font-weight=\"bold\"");
    }
    if (label.style() != Shape.TextStyle.PLAIN) {
      text.append(" font-size=\"").append(label.style().size()).append('"');
    }
    text.append('>').append(Xml.escaped(label.text())).append("</text>");
  }

  private static String place(Point point) {
    return number(point.x()) + " " + number(point.y());
  }

  private static double rounded(double value) {
    return Math.rint(value * 10) / 10;
  }

  /** Returns a number with at most one decimal. */
  private static String number(double value) {
    long tenths = Math.round(value * 10);
    String sign = tenths < 0 ? "-" : "";
    long size = Math.abs(tenths);
    return sign + size / 10 + (size % 10 == 0 ? "" : "." + size % 10);
  }

  /** Text within XML. */
  private static final class Xml {
    private Xml() {}

    /** Returns a text that stands for itself, without characters that XML has no way to write. */
    static String escaped(String text) {
      StringBuilder escaped = new StringBuilder();
      text.codePoints()
          .forEach(
              c -> {
                switch (c) {
                  case '<' -> escaped.append("&lt;");
                  case '>' -> escaped.append("&gt;");
                  case '&' -> escaped.append("&amp;");
                  case '"' -> escaped.append("&quot;");
                  default -> escaped.appendCodePoint(allowed(c) ? c : '\uFFFD');
                }
              });
      return escaped.toString();
    }

    private static boolean allowed(int c) {
      return (c >= 0x20 && c != 0xFFFE && c != 0xFFFF && !(c >= 0xD800 && c <= 0xDFFF))
          || c == '\t'
          || c == '\n';
    }
  }
}
