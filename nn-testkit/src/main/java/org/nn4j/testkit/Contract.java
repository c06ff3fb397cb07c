package org.nn4j.testkit;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.nn4j.core.registry.LoadFailure;
import org.nn4j.testkit.check.Check;
import org.nn4j.testkit.check.Counterexample;
import org.nn4j.testkit.check.Setting;

/**
 * What the contracts of all kinds share: every instance that a subclass names runs through every
 * check of its kind.
 *
 * @param <P> the kind of part
 */
public abstract class Contract<P> {

  /** For the contracts of this package. */
  Contract() {}

  /** Returns the part to check, usually {@code new ThePart()}. */
  protected abstract P instance();

  /**
   * Returns more instances to check: the part with other parameters, above all with those that take
   * another path through its code. None by default.
   */
  protected Stream<? extends P> variants() {
    return Stream.empty();
  }

  /** Returns what to check with; the standard catalog and kernels by default. */
  protected Setting setting() {
    return Setting.standard();
  }

  abstract String label(P part);

  abstract List<Check> checks(P part, Setting setting);

  /** Creates a test of every check of every instance. */
  @TestFactory
  public Stream<DynamicContainer> contract() {
    return Stream.concat(Stream.of(instance()), variants())
        .map(part -> DynamicContainer.dynamicContainer(label(part), tests(part)));
  }

  /**
   * Fails if a file in META-INF/services names a class that cannot be loaded as the part it should
   * be: users would not find it, and no other test would say so.
   */
  @Test
  public void whatServicesNameIsLoaded() {
    List<LoadFailure> rejected = setting().catalog().failures();
    if (!rejected.isEmpty()) {
      throw new Counterexample(
          "what META-INF/services on the class path names is loaded",
          rejected.size() == 1 ? "a provider" : rejected.size() + " providers",
          "none rejected",
          rejected.stream().map(LoadFailure::toString).collect(Collectors.joining("; ")));
    }
  }

  private Stream<DynamicTest> tests(P part) {
    return checks(part, setting()).stream()
        .map(check -> DynamicTest.dynamicTest(check.name(), check::run));
  }
}
