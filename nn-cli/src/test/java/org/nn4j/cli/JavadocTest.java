package org.nn4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.util.JavacTask;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Has doclint read the Javadoc of the modules that a program is written against: everything public
 * has a comment, and the comments' HTML and references are right. Tags that would repeat a sentence
 * (no @param, no @return) are not asked for.
 */
class JavadocTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "nn-api",
        "nn-optim",
        "nn-losses",
        "nn-formula",
        "nn-core",
        "nn-report",
        "nn-explain",
        "nn-onnx",
        "nn-serve"
      })
  void everythingPublicIsDocumented(String module) throws IOException {
    JavaCompiler javac = ToolProvider.getSystemJavaCompiler();
    DiagnosticCollector<JavaFileObject> found = new DiagnosticCollector<>();
    try (StandardJavaFileManager files = javac.getStandardFileManager(found, null, null)) {
      JavaCompiler.CompilationTask task =
          javac.getTask(
              null,
              files,
              found,
              List.of(
                  "-proc:none",
                  "-Xdoclint:all/protected",
                  "-Xmaxwarns",
                  "10000",
                  "-cp",
                  System.getProperty("java.class.path")),
              null,
              files.getJavaFileObjectsFromPaths(sources(Path.of("..", module, "src/main/java"))));
      ((JavacTask) task).analyze(); // no class files: doclint reads what is analyzed
    }

    assertThat(found.getDiagnostics())
        .filteredOn(d -> d.getCode().endsWith(".proc.messager")) // what doclint speaks through
        .filteredOn(d -> !d.getMessage(null).matches("no @(param|return|throws).*"))
        .extracting(JavadocTest::text)
        .isEmpty();
  }

  private static String text(Diagnostic<? extends JavaFileObject> diagnostic) {
    return diagnostic.getSource().getName()
        + ":"
        + diagnostic.getLineNumber()
        + ": "
        + diagnostic.getMessage(null);
  }

  private static List<Path> sources(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(file -> file.toString().endsWith(".java"))
          .filter(file -> !file.endsWith("module-info.java"))
          .sorted()
          .toList();
    }
  }
}
