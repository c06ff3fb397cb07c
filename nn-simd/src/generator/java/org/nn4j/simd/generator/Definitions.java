package org.nn4j.simd.generator;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.JavacTask;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.lang.model.element.Modifier;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** The methods and constants of a few source files, as javac parses them. */
final class Definitions {
  private final Map<String, MethodTree> methods = new LinkedHashMap<>();
  private final Map<String, ExpressionTree> constants = new HashMap<>();

  private Definitions() {}

  /** Parses files that have one class each. */
  static Definitions of(List<Path> sources) throws IOException {
    Definitions definitions = new Definitions();
    JavaCompiler javac = ToolProvider.getSystemJavaCompiler();
    try (StandardJavaFileManager files =
        javac.getStandardFileManager(null, null, StandardCharsets.UTF_8)) {
      JavacTask task =
          (JavacTask)
              javac.getTask(
                  null, files, null, null, null, files.getJavaFileObjectsFromPaths(sources));
      for (CompilationUnitTree unit : task.parse()) {
        definitions.add((ClassTree) unit.getTypeDecls().get(0));
      }
    }
    return definitions;
  }

  private void add(ClassTree type) {
    String owner = type.getSimpleName().toString();
    for (Tree member : type.getMembers()) {
      if (member instanceof MethodTree method) {
        methods.put(key(owner, method.getName().toString(), method.getParameters().size()), method);
      } else if (member instanceof VariableTree constant) {
        constants.put(owner + "." + constant.getName(), constant.getInitializer());
      }
    }
  }

  private static String key(String owner, String name, int parameters) {
    return owner + "." + name + " of " + parameters;
  }

  /** Returns a class' methods that are not private, in the order of the source. */
  List<ScalarFunction> functions(String owner) {
    return methods.entrySet().stream()
        .filter(entry -> entry.getKey().startsWith(owner + "."))
        .map(Map.Entry::getValue)
        .filter(method -> method.getReturnType() != null)
        .filter(method -> !method.getModifiers().getFlags().contains(Modifier.PRIVATE))
        .map(ScalarFunction::new)
        .toList();
  }

  MethodTree method(String owner, String name, int parameters) {
    return found(methods.get(key(owner, name, parameters)), key(owner, name, parameters));
  }

  ExpressionTree constant(String owner, String name) {
    return found(constants.get(owner + "." + name), owner + "." + name);
  }

  private static <T> T found(T tree, String what) {
    if (tree == null) {
      throw new IllegalArgumentException("no source of " + what);
    }
    return tree;
  }
}
