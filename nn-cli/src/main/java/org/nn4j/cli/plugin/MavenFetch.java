package org.nn4j.cli.plugin;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.nn4j.core.InputException;
import org.w3c.dom.Element;

/**
 * Has the user's own Maven copy an artifact and what it needs at run time into a folder, with the
 * poms beside the jars: its settings, mirrors and passwords are those of every build.
 */
final class MavenFetch {
  private static final String JAR = ".jar";
  private static final String POM = ".pom";

  /** Parents of a pom that are searched for a licence. */
  private static final int MOST_PARENTS = 10;

  /** A line with an error; what comes before is about the project that was made for it. */
  private static final Pattern ERROR =
      Pattern.compile(
          "(?m)^\\[ERROR] (?:.*project org\\.nn4j\\.fetch:fetch:pom:1: )?(.+?)(?: -> \\[Help \\d+])?$");

  private MavenFetch() {}

  /**
   * Fetches an artifact and returns the jars; what every plug-in sees of nn4j is not among them.
   *
   * @param maven the command that starts Maven, with arguments
   * @param folder an empty folder to work in
   * @throws InputException if Maven does not start or does not find something
   * @throws IOException if the folder cannot be written
   */
  static List<Path> fetch(List<String> maven, Coordinates plugin, Path folder) throws IOException {
    Path pom = folder.resolve("pom.xml");
    Path jars = folder.resolve("jars");
    Files.writeString(
        pom,
        Resources.text("fetch.xml")
            .replace("@group@", plugin.group())
            .replace("@artifact@", plugin.artifact())
            .replace("@version@", Objects.requireNonNull(plugin.version())));
    List<String> command = new ArrayList<>(maven);
    String copy = BuildVersions.read().values().get("maven-dependency-plugin");
    command.addAll(
        List.of(
            "-q",
            "-B",
            "-f",
            pom.toString(),
            "org.apache.maven.plugins:maven-dependency-plugin:" + copy + ":copy-dependencies",
            "-DincludeScope=runtime",
            "-DoutputDirectory=" + jars,
            "-Dmdep.useBaseVersion=true",
            "-Dmdep.copyPom=true",
            "-Dmdep.addParentPoms=true"));
    Path log = folder.resolve("log");
    if (run(command, log) != 0) {
      throw new InputException("Maven cannot fetch " + plugin + ": " + fault(log));
    }
    try (Stream<Path> files = Files.list(jars)) {
      return files.filter(file -> file.toString().endsWith(JAR)).sorted().toList();
    }
  }

  private static int run(List<String> command, Path log) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
    Process process;
    try {
      process = builder.start();
    } catch (IOException e) {
      throw new InputException(
          "Maven, which fetches plug-ins, does not start: "
              + String.valueOf(e.getMessage()).strip()
              + "; install it, or name its command with --maven");
    }
    try {
      return process.waitFor();
    } catch (InterruptedException e) {
      process.destroy();
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while Maven fetches");
    }
  }

  /** Returns the first error in Maven's output, without its colours, or all of that. */
  private static String fault(Path log) throws IOException {
    String text = Files.readString(log, StandardCharsets.UTF_8).replaceAll("\u001b\\[[0-9;]*m", "");
    Matcher error = ERROR.matcher(text);
    return error.find() ? error.group(1) : text.strip();
  }

  /** Returns the licence that a jar's pom or one of its parents names. */
  static String licence(Path jar) throws IOException {
    String name = jar.getFileName().toString();
    Path pom = jar.resolveSibling(name.substring(0, name.length() - JAR.length()) + POM);
    for (int i = 0; i < MOST_PARENTS && Files.exists(pom); i++) {
      Element project = Xml.parse(Files.readAllBytes(pom));
      String licence = Xml.text(Xml.child(Xml.child(project, "licenses"), "license"), "name");
      if (!licence.isEmpty()) {
        return licence;
      }
      Element parent = Xml.child(project, "parent");
      pom =
          jar.resolveSibling(
              Xml.text(parent, "artifactId") + "-" + Xml.text(parent, "version") + POM);
    }
    return "no licence named";
  }
}
