package org.nn4j.simd.generator;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.JavacTask;
import java.io.IOException;
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
  private final Map<String, VariableTree> constants = new HashMap<>();

  private Definitions() {}

  static Definitions of(List<Path> sources) throws IOException {
    Definitions definitions = new Definitions();
    JavaCompiler javac = ToolProvider.getSystemJavaCompiler();
    try (StandardJavaFileManager files = javac.getStandardFileManager(null, null, null)) {
      JavacTask task =
          (JavacTask)
              javac.getTask(null, files, null, null, null, files.getJavaFileObjectsFromPaths(sources));
      for (CompilationUnitTree unit : task.parse()) {
        definitions.add((ClassTree) unit.getTypeDecls().get(0));
      }
    }
    return definitions;
  }

  private void add(ClassTree type) {
    for (Tree member : type.getMembers()) {
      if (member instanceof MethodTree method) {
        methods.put(key(type, method.getName(), method.getParameters().size()), method);
      } else if (member instanceof VariableTree constant) {
        constants.put(type.getSimpleName() + "." + constant.getName(), constant);
      }
    }
  }

  private static String key(Object type, Object name, int parameters) {
    Object simple = type instanceof ClassTree tree ? tree.getSimpleName() : type;
    return simple + "." + name + "/" + parameters;
  }

  /** Returns a class' methods that others may call, in the order of the source. */
  List<MethodTree> visibleMethods(String type) {
    return methods.entrySet().stream()
        .filter(e -> e.getKey().startsWith(type + "."))
        .map(Map.Entry::getValue)
        .filter(m -> m.getReturnType() != null)
        .filter(m -> !m.getModifiers().getFlags().contains(Modifier.PRIVATE))
        .toList();
  }

  MethodTree method(String type, String name, int parameters) {
    MethodTree method = methods.get(key(type, name, parameters));
    if (method == null) {
      throw new IllegalArgumentException("no source of " + key(type, name, parameters));
    }
    return method;
  }

  VariableTree constant(String type, String name) {
    VariableTree constant = constants.get(type + "." + name);
    if (constant == null) {
      throw new IllegalArgumentException("no source of " + type + "." + name);
    }
    return constant;
  }
}
