package org.nn4j.site;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.commonmark.Extension;
import org.commonmark.ext.gfm.tables.TableBlock;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Code;
import org.commonmark.node.CustomBlock;
import org.commonmark.node.Heading;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;

/** A document in Markdown as GitHub has it, and the HTML that it becomes. */
final class Document {
  private static final List<Extension> TABLES = List.of(TablesExtension.create());
  private static final Parser PARSER = Parser.builder().extensions(TABLES).build();

  /** What a link or an image in the document leads to. */
  interface Links {
    /** Returns the address to write for a destination of a link. */
    String link(String destination);

    /** Returns the address to write for the source of an image. */
    String image(String destination);
  }

  /**
   * An entry of the contents.
   *
   * @param id the anchor
   * @param title the text of the heading
   * @param part whether it is of the third level
   */
  record Entry(String id, String title, boolean part) {}

  private final Node tree;
  private final Map<Node, String> anchors = new HashMap<>();
  private final List<Entry> contents = new ArrayList<>();
  private String title = "";

  /**
   * Reads a document.
   *
   * @throws SiteException if it has HTML other than comments
   */
  Document(String markdown) {
    tree = PARSER.parse(markdown);
    tree.accept(new Comments());
    tree.accept(new Headings());
  }

  /** Returns the text of the heading of the first level, empty if there is none. */
  String title() {
    return title;
  }

  /** Returns the headings of the second and the third level. */
  List<Entry> contents() {
    return contents;
  }

  /** Returns the HTML, once: links are replaced in the tree. */
  String html(Links links) {
    tree.accept(new Addresses(links));
    return HtmlRenderer.builder()
        .extensions(TABLES)
        .attributeProviderFactory(
            context ->
                (node, tag, attributes) -> {
                  if (anchors.containsKey(node)) {
                    attributes.put("id", anchors.get(node));
                  } else if (tag.equals("pre")) {
                    attributes.put("tabindex", "0"); // long lines are scrolled by keys, too
                  }
                })
        .build()
        .render(tree);
  }

  /** Finds the headings and gives each an anchor, by GitHub's rule. */
  private final class Headings extends AbstractVisitor {
    private final Map<String, Integer> taken = new HashMap<>();

    @Override
    public void visit(Heading heading) {
      String text = text(heading);
      String slug =
          text.toLowerCase(Locale.ROOT)
              .replaceAll("[^\\p{L}\\p{N}\\p{M}_ -]", "")
              .replace(' ', '-');
      int count = taken.merge(slug, 1, Integer::sum);
      String id = count == 1 ? slug : slug + "-" + (count - 1);
      anchors.put(heading, id);
      if (heading.getLevel() == 1) {
        title = text;
      } else if (heading.getLevel() <= 3) {
        contents.add(new Entry(id, text, heading.getLevel() == 3));
      }
      if (heading.getLevel() > 1) {
        HtmlInline anchor = new HtmlInline();
        anchor.setLiteral(
            " <a class=\"anchor\" href=\"#" + id + "\" aria-label=\"Link here\">#</a>");
        heading.appendChild(anchor);
      }
    }
  }

  private static String text(Node node) {
    StringBuilder text = new StringBuilder();
    node.accept(
        new AbstractVisitor() {
          @Override
          public void visit(Text part) {
            text.append(part.getLiteral());
          }

          @Override
          public void visit(Code part) {
            text.append(part.getLiteral());
          }

          @Override
          public void visit(SoftLineBreak part) {
            text.append(' ');
          }
        });
    return text.toString();
  }

  /** Removes comments. */
  private static final class Comments extends AbstractVisitor {
    @Override
    public void visit(HtmlBlock block) {
      remove(block, block.getLiteral());
    }

    @Override
    public void visit(HtmlInline inline) {
      remove(inline, inline.getLiteral());
    }

    private static void remove(Node node, String html) {
      if (!html.startsWith("<!--")) {
        throw new SiteException("HTML is not for documents: " + html);
      }
      node.unlink();
    }
  }

  /** Replaces addresses, and wraps tables so that wide ones are scrolled by themselves. */
  private static final class Addresses extends AbstractVisitor {
    private final Links links;

    Addresses(Links links) {
      this.links = links;
    }

    @Override
    public void visit(Link link) {
      link.setDestination(links.link(link.getDestination()));
      visitChildren(link);
    }

    @Override
    public void visit(Image image) {
      image.setDestination(links.image(image.getDestination()));
      visitChildren(image);
    }

    @Override
    public void visit(CustomBlock block) {
      if (block instanceof TableBlock) {
        block.insertBefore(
            html("<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Table\">"));
        block.insertAfter(html("</div>"));
      }
      visitChildren(block);
    }

    private static HtmlBlock html(String literal) {
      HtmlBlock html = new HtmlBlock();
      html.setLiteral(literal);
      return html;
    }
  }
}
