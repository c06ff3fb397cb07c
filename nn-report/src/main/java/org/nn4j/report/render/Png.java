package org.nn4j.report.render;

import java.awt.AWTError;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.nn4j.core.InputException;
import org.nn4j.report.figure.Point;
import org.nn4j.report.figure.Sheet;
import org.nn4j.report.render.Shape.Dash;
import org.nn4j.report.render.Shape.Discs;
import org.nn4j.report.render.Shape.Fill;
import org.nn4j.report.render.Shape.Label;
import org.nn4j.report.render.Shape.Stroke;

/** Draws figures as PNG on white, two pixels for one of SVG's. Fonts are those of the machine. */
public final class Png {
  private static final double ZOOM = 2;

  private final Graphics2D graphics;

  private Png(Graphics2D graphics) {
    this.graphics = graphics;
  }

  /** Returns why this JVM cannot draw, for lack of fonts or of graphics, or nothing if it can. */
  public static Optional<String> fault() {
    try {
      BufferedImage image = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB);
      Label label =
          new Label(Ink.TEXT, new Point(0, 0), "x", Shape.Anchor.START, Shape.TextStyle.PLAIN);
      draw(new Scene(1, 1, List.of(label)), image);
      return Optional.empty();
    } catch (LinkageError | InternalError | AWTError e) {
      return Optional.of(
          "PNG cannot be drawn: this Java has no fonts or no graphics ("
              + e
              + "); install fontconfig and a font, or take SVG, which needs neither");
    }
  }

  /**
   * Returns a file's bytes.
   *
   * @throws InputException if this JVM cannot draw, for lack of fonts or of the desktop's libraries
   */
  public static byte[] file(Sheet sheet) {
    Scene scene = Scene.of(sheet);
    fault()
        .ifPresent(
            fault -> {
              throw new InputException(fault);
            });
    BufferedImage image =
        new BufferedImage(
            (int) (scene.width() * ZOOM),
            (int) (scene.height() * ZOOM),
            BufferedImage.TYPE_INT_RGB);
    draw(scene, image);
    try {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      ImageIO.setUseCache(false);
      ImageIO.write(image, "png", bytes);
      return bytes.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void draw(Scene scene, BufferedImage image) {
    Graphics2D graphics = image.createGraphics();
    try {
      graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
      graphics.setRenderingHint(
          RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
      graphics.setRenderingHint(
          RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON);
      graphics.setRenderingHint(
          RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
      graphics.scale(ZOOM, ZOOM);
      graphics.setColor(colour(Ink.GROUND, false));
      graphics.fill(new Rectangle2D.Double(0, 0, scene.width(), scene.height()));
      scene.shapes().forEach(new Png(graphics)::draw);
    } finally {
      graphics.dispose();
    }
  }

  private static Color colour(Ink ink, boolean faint) {
    int rgb = Theme.LIGHT.rgb(ink);
    return new Color(rgb >> 16 & 0xff, rgb >> 8 & 0xff, rgb & 0xff, faint ? 153 : 255);
  }

  private void draw(Shape shape) {
    graphics.setColor(colour(shape.ink(), shape instanceof Discs discs && discs.faint()));
    if (shape instanceof Stroke stroke) {
      graphics.setStroke(stroke((float) stroke.width(), stroke.dash()));
      stroke.paths().forEach(path -> graphics.draw(path(path)));
    } else if (shape instanceof Fill fill) {
      fill.boxes().forEach(box -> graphics.fill(rectangle(box)));
    } else if (shape instanceof Discs discs) {
      graphics.setStroke(stroke((float) discs.diameter(), Dash.NONE));
      discs.centres().forEach(centre -> graphics.draw(path(List.of(centre))));
    } else if (shape instanceof Label label) {
      draw(label);
    }
  }

  private static BasicStroke stroke(float width, Dash dash) {
    float[] pattern =
        switch (dash) {
          case NONE -> null;
          case DASHED -> new float[] {5, 3};
          case DOTTED -> new float[] {1, 3};
        };
    return new BasicStroke(width, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND, 10, pattern, 0);
  }

  private static Path2D path(List<Point> points) {
    Path2D path = new Path2D.Double();
    path.moveTo(points.get(0).x(), points.get(0).y());
    points.forEach(point -> path.lineTo(point.x(), point.y()));
    return path;
  }

  /** Returns a box from pixel to pixel, so that neighbours leave no gap. */
  private static Rectangle2D rectangle(Shape.Box box) {
    double left = pixel(box.left());
    double top = pixel(box.top());
    return new Rectangle2D.Double(
        left, top, pixel(box.left() + box.width()) - left, pixel(box.top() + box.height()) - top);
  }

  private static double pixel(double value) {
    return Math.rint(value * ZOOM) / ZOOM;
  }

  private void draw(Label label) {
    boolean title = label.style() == Shape.TextStyle.TITLE;
    graphics.setFont(
        new Font(Font.SANS_SERIF, title ? Font.BOLD : Font.PLAIN, label.style().size()));
    double width =
        graphics
            .getFont()
            .getStringBounds(label.text(), graphics.getFontRenderContext())
            .getWidth();
    double shift =
        switch (label.anchor()) {
          case START -> 0;
          case MIDDLE -> width / 2;
          case END -> width;
        };
    graphics.drawString(
        label.text(), (float) (label.place().x() - shift), (float) label.place().y());
  }
}
