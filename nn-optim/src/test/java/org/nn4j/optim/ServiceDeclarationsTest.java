package org.nn4j.optim;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.nn4j.api.Component;

class ServiceDeclarationsTest {
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]*");

  @Test
  void namesAreUniqueAndPartsDescribed() {
    assertThat(Parts.optimizers()).extracting(Component::name).doesNotHaveDuplicates();
    assertThat(Parts.schedules()).extracting(Component::name).doesNotHaveDuplicates();
    assertThat(Parts.optimizers()).allSatisfy(ServiceDeclarationsTest::isListed);
    assertThat(Parts.schedules()).allSatisfy(ServiceDeclarationsTest::isListed);
  }

  private static void isListed(Component part) {
    assertThat(part.name()).matches(NAME);
    assertThat(part.description()).isNotBlank().doesNotContain("\n");
  }
}
