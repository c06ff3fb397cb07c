package org.nn4j.core.registry;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.RoundEnvironment;
import javax.annotation.processing.SupportedAnnotationTypes;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.Element;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.ElementFilter;
import org.nn4j.api.KernelsProvider;

/**
 * Lists the parts that a source file has, while it is compiled: its own classes, and public ones in
 * these, that implement a contract.
 */
@SupportedAnnotationTypes("*")
final class ProvidedParts extends AbstractProcessor {
  private final Map<String, List<String>> services = new LinkedHashMap<>();

  /** Returns the names of classes by service. */
  Map<String, List<String>> services() {
    return services;
  }

  @Override
  public SourceVersion getSupportedSourceVersion() {
    return SourceVersion.latest();
  }

  @Override
  public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
    collect(ElementFilter.typesIn(round.getRootElements()));
    return false;
  }

  private void collect(Collection<TypeElement> types) {
    for (TypeElement type : types) {
      if (type.getKind().isClass() && !type.getModifiers().contains(Modifier.ABSTRACT)) {
        Stream.concat(
                Arrays.stream(Kind.values()).map(Kind::type), Stream.of(KernelsProvider.class))
            .map(Class::getName)
            .filter(service -> implementsService(type, service))
            .forEach(service -> add(service, type));
      }
      collect(
          ElementFilter.typesIn(type.getEnclosedElements()).stream()
              .filter(inner -> inner.getModifiers().contains(Modifier.PUBLIC))
              .toList());
    }
  }

  private void add(String service, TypeElement type) {
    String name = processingEnv.getElementUtils().getBinaryName(type).toString();
    services.computeIfAbsent(service, s -> new ArrayList<>()).add(name);
  }

  private boolean implementsService(TypeElement type, String service) {
    Element contract = processingEnv.getElementUtils().getTypeElement(service);
    return contract != null
        && processingEnv.getTypeUtils().isAssignable(type.asType(), contract.asType());
  }
}
