package org.nn4j.cli.report;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.nn4j.core.registry.LoadFailure;
import org.nn4j.core.training.TrainingListener;
import org.nn4j.experiment.training.Reporter;

/** The streams of a run: results to one, progress to the other. */
public final class Console implements Reporter {
  /** Whether standard error is a terminal; the launcher sets it, as Java 17 cannot find out. */
  static final String TERMINAL = "nn4j.terminal";

  /** The width of the terminal in columns, 0 if unknown. */
  static final String COLUMNS = "nn4j.columns";

  /** Whether the terminal's locale is C, where the launcher gives Java another one. */
  static final String ASCII = "nn4j.ascii";

  private static final String ERASE_LINE = "\r\033[K";
  private static final String ERASE_REST = "\033[K";
  private static final String ERASE_BELOW = "\033[J";

  /**
   * Between these, a terminal cuts off a line that is too long instead of wrapping it: if it was
   * made narrower, or its width is unknown.
   */
  private static final String CUT = "\033[?7l";

  private static final String WRAP = "\033[?7h";

  private static final String GAP = "  ";

  private static final Pattern LINE_BREAKS = Pattern.compile("\\R+");

  private final PrintStream out;
  private final PrintStream err;
  private final PrintWriter outWriter;
  private final PrintWriter errWriter;
  private final boolean terminal;
  private final int columns;
  private final Set<String> noted = ConcurrentHashMap.newKeySet();
  private volatile boolean progressShown;
  private int pictureLines;

  private Console(PrintStream out, PrintStream err, boolean terminal, int columns) {
    this.out = out;
    this.err = err;
    this.outWriter = new PrintWriter(out, true, StandardCharsets.UTF_8);
    this.errWriter = new PrintWriter(err, true, StandardCharsets.UTF_8);
    this.terminal = terminal;
    this.columns = columns;
  }

  /** Creates a console of two streams. */
  public static Console of(PrintStream out, PrintStream err) {
    return new Console(out, err, Boolean.getBoolean(TERMINAL), Integer.getInteger(COLUMNS, 0));
  }

  /** Returns whether the terminal shows more than ASCII, going by the locale's variables. */
  public static boolean unicode() {
    return !Boolean.getBoolean(ASCII)
        && unicode(System.getenv(), System.getProperty("stdout.encoding", ""));
  }

  static boolean unicode(Map<String, String> environment, String encoding) {
    String told =
        Stream.of("LC_ALL", "LC_CTYPE", "LANG")
            .map(variable -> environment.getOrDefault(variable, ""))
            .filter(value -> !value.isEmpty())
            .findFirst()
            .orElse(encoding);
    return told.toUpperCase(Locale.ROOT).contains("UTF");
  }

  /** Returns where results go. */
  public PrintStream out() {
    return out;
  }

  /** Returns {@link #out()} as a writer. */
  public PrintWriter outWriter() {
    return outWriter;
  }

  /** Returns where everything else goes, as a writer. */
  public PrintWriter errWriter() {
    return errWriter;
  }

  /** Returns how wide the terminal is, 0 if that is unknown. */
  int columns() {
    return columns;
  }

  /** Returns whether progress is one line that changes, rather than one line after another. */
  public boolean terminal() {
    return terminal;
  }

  /**
   * Replaces the progress line on a terminal; starts a new line elsewhere.
   *
   * @param fields what to show, see {@link #fitting}
   */
  public void progress(List<String> fields) {
    List<String> visible = fields.stream().map(Console::visible).toList();
    if (terminal) {
      err.print(ERASE_LINE + CUT + fitting(visible) + WRAP);
      err.flush();
      progressShown = true;
    } else {
      err.println(String.join(GAP, visible));
    }
  }

  /**
   * Joins fields into a line. On a terminal, fields that do not fit are left out whole, since half
   * a number is a wrong one.
   *
   * @param fields the most important first
   */
  String fitting(List<String> fields) {
    if (columns == 0) {
      return String.join(GAP, fields);
    }
    StringBuilder line = new StringBuilder();
    for (String field : fields) {
      String gap = line.length() == 0 ? "" : GAP;
      if (line.length() + gap.length() + field.length() < columns) {
        line.append(gap).append(field);
      }
    }
    return line.toString();
  }

  /**
   * Replaces the picture that was shown last, if nothing was written since; only for a terminal.
   *
   * @param lines the picture's lines
   */
  public void picture(List<String> lines) {
    StringBuilder text = new StringBuilder();
    if (pictureLines > 0) {
      text.append("\033[").append(pictureLines).append('A');
    }
    text.append('\r').append(ERASE_BELOW).append(CUT);
    for (String shown : lines) {
      String line = visible(shown);
      // In a line that is cut off, the last column would show the last character of the line.
      boolean fits = columns == 0 || line.length() < columns;
      text.append(ERASE_REST).append(fits ? line : line.substring(0, columns - 1)).append('\n');
    }
    err.print(text.append(WRAP));
    err.flush();
    pictureLines = lines.size();
  }

  /** Removes the progress line, before something else is written. */
  public void endProgress() {
    pictureLines = 0;
    if (progressShown) {
      err.print(ERASE_LINE);
      err.flush();
      progressShown = false;
    }
  }

  /** Prints, once, something that is worth knowing and probably right. */
  @Override
  public void note(String message) {
    if (noted.add(message)) {
      endProgress();
      err.println("note: " + visible(message));
    }
  }

  /** Prints something that deserves attention but is no failure. */
  @Override
  public void warn(String message) {
    error(message);
  }

  /** Returns what shows the progress of folds and trials: on a terminal, as of any run. */
  @Override
  public List<TrainingListener> listeners() {
    return terminal ? List.of(new TrainProgress(this)) : List.of();
  }

  /** Warns of a plug-in that is left out. */
  public void rejected(LoadFailure failure) {
    warn("plug-in left out: " + failure);
  }

  /** Prints in one line what is wrong. */
  public void error(String message) {
    endProgress();
    err.println("nn: " + visible(message));
  }

  /** Prints lines that belong to an error. */
  public void details(String lines) {
    err.println(harmless(lines.indent(4).stripTrailing()));
  }

  /** Prints a result: a text for people, or a JSON document, which says the same afterwards. */
  public void print(String text) {
    out.print(harmless(text));
  }

  /** Prints where something went wrong. */
  public void trace(Throwable fault) {
    err.print(harmless(stackTrace(fault)));
  }

  /** Returns where something went wrong, in lines. */
  static String stackTrace(Throwable fault) {
    StringWriter text = new StringWriter();
    fault.printStackTrace(new PrintWriter(text));
    return text.toString();
  }

  /** Returns a text in one line that cannot control a terminal. */
  static String visible(String text) {
    return harmless(LINE_BREAKS.matcher(text).replaceAll(" "));
  }

  /**
   * Returns a text that cannot control a terminal, whatever file it comes from; control characters
   * are escaped as in JSON.
   */
  private static String harmless(String text) {
    int i = 0;
    while (i < text.length() && !isHarmful(text.charAt(i))) {
      i++;
    }
    if (i == text.length()) {
      return text;
    }
    StringBuilder escaped = new StringBuilder(text.substring(0, i));
    for (; i < text.length(); i++) {
      char c = text.charAt(i);
      escaped.append(
          isHarmful(c) ? String.format(Locale.ROOT, "\\u%04x", (int) c) : String.valueOf(c));
    }
    return escaped.toString();
  }

  /** Whether a character controls a terminal or reverses the order of letters. */
  private static boolean isHarmful(char c) {
    return (Character.isISOControl(c) && c != '\t' && c != '\n')
        || (c >= '\u2028' && c <= '\u202e')
        || (c >= '\u2066' && c <= '\u2069');
  }

  /** Writes out what is buffered. */
  public void flush() {
    outWriter.flush();
    errWriter.flush();
    out.flush();
    err.flush();
  }
}
