package org.nn4j.core.registry;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.nn4j.core.InputException;

class UnknownNameTest {
  private static final String AVAILABLE =
      " Available: acme.bent, gelu, leaky_relu, relu, silu, softmax, tanh, tanh_shrink."
          + " Missing a plug-in? Put its jar into ~/.nn4j/plugins, or into a folder that --plugins or"
          + " NN4J_PLUGINS names.";

  private final Catalog catalog = Parts.catalog();

  @Test
  void suggestsNearNames() {
    assertUnknown(
        catalog,
        "leakyrelu",
        "unknown activation 'leakyrelu'; did you mean 'leaky_relu'?" + AVAILABLE);
    assertUnknown(catalog, "swsh", "unknown activation 'swsh'; did you mean 'swish'?" + AVAILABLE);
  }

  @Test
  void listsAllWhereNoneIsNear() {
    assertUnknown(catalog, "foo", "unknown activation 'foo'." + AVAILABLE);
  }

  @Test
  void saysIfTheNameIsOfAnotherKind() {
    assertUnknown(
        catalog, "adam", "unknown activation 'adam' ('adam' is an optimizer)." + AVAILABLE);
    assertThatThrownBy(() -> catalog.create(Kind.OPTIMIZER, "mae"))
        .hasMessageStartingWith("unknown optimizer 'mae' ('mae' is a loss). Available: adam. ");
  }

  @Test
  void saysSoIfThereIsNone() {
    assertThatThrownBy(() -> catalog.create(Kind.SCHEDULE, "cosine"))
        .hasMessage(
            "unknown learning-rate schedule 'cosine'. Available: none."
                + " Missing a plug-in? Put its jar into ~/.nn4j/plugins, or into a folder that --plugins or"
                + " NN4J_PLUGINS names.");
  }

  @Test
  void tellsWhichProvidersFailed() {
    LoadFailure bad =
        new LoadFailure(Kind.ACTIVATION, "com.acme.Bad", "acme.jar", "ClassNotFoundException");
    LoadFailure jar = new LoadFailure(null, null, "broken.jar", "not a readable jar: no END");
    LoadFailure loss = new LoadFailure(Kind.LOSS, "com.acme.Loss", null, "NullPointerException");

    assertUnknown(
        with(bad, loss),
        "foo",
        "unknown activation 'foo'."
            + AVAILABLE
            + " 1 provider failed to load: com.acme.Bad (acme.jar): ClassNotFoundException.");
    assertUnknown(
        with(bad, jar, loss),
        "foo",
        "unknown activation 'foo'."
            + AVAILABLE
            + " 2 providers failed to load: com.acme.Bad (acme.jar): ClassNotFoundException;"
            + " broken.jar: not a readable jar: no END.");
  }

  @Test
  void tellsTheFirstOfManyFailures() {
    LoadFailure[] many = new LoadFailure[6];
    Arrays.fill(many, new LoadFailure(null, "a.B", null, "X"));

    assertUnknown(
        with(many),
        "foo",
        "unknown activation 'foo'."
            + AVAILABLE
            + " 6 providers failed to load: a.B: X; a.B: X; a.B: X; a.B: X; a.B: X; …");
  }

  private Catalog with(LoadFailure... failures) {
    List<CatalogEntry> entries =
        Arrays.stream(Kind.values()).flatMap(kind -> catalog.list(kind).stream()).toList();
    return new Catalog(entries, List.of(failures));
  }

  private static void assertUnknown(Catalog catalog, String name, String message) {
    assertThatThrownBy(() -> catalog.create(Kind.ACTIVATION, name))
        .isInstanceOf(InputException.class)
        .hasMessage(message);
  }
}
