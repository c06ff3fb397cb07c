package org.nn4j.testkit;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.nn4j.testkit.check.Check;
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

  private Stream<DynamicTest> tests(P part) {
    return checks(part, setting()).stream()
        .map(check -> DynamicTest.dynamicTest(check.name(), check::run));
  }
}
