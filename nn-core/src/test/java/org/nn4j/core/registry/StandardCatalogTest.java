package org.nn4j.core.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nn4j.core.text.Names;

class StandardCatalogTest {

  static Stream<CatalogEntry> entries() {
    return Arrays.stream(Kind.values()).flatMap(kind -> Catalog.standard().list(kind).stream());
  }

  @ParameterizedTest
  @MethodSource("entries")
  void everyPartIsReadBackFromItsExpression(CatalogEntry entry) {
    String expression = entry.prototype().expression();

    assertThat(Catalog.standard().create(entry.kind(), expression)).isEqualTo(entry.prototype());
    assertThat(ComponentExpression.parse(expression).name()).isEqualTo(entry.name());
  }

  @ParameterizedTest
  @MethodSource("entries")
  void everyPartSaysWhatItIsInOneLine(CatalogEntry entry) {
    assertThat(entry.prototype().description()).isNotBlank().doesNotContain("\n");
  }

  @ParameterizedTest
  @MethodSource("entries")
  void everyPartsNamesAreLegal(CatalogEntry entry) {
    assertThat(entry.names()).isNotEmpty().allMatch(Names::isLegal);
  }

  @Test
  void everyProviderLoadsAndEveryKindButReadersHasParts() {
    List<Kind> kinds = entries().map(CatalogEntry::kind).distinct().toList();

    assertThat(Catalog.standard().failures()).isEmpty();
    assertThat(kinds)
        .containsExactlyElementsOf(EnumSet.complementOf(EnumSet.of(Kind.SOURCE, Kind.MODEL)));
    assertThat(Catalog.standard().list(Kind.ACTIVATION)).hasSizeGreaterThan(20);
  }

  @Test
  void isScannedOnce() {
    assertThat(Catalog.standard()).isSameAs(Catalog.standard());
  }
}
