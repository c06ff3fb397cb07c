package org.nn4j.core.registry;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.nn4j.api.Activation;
import org.nn4j.api.Loss;
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

  /** One error in place of three, each after the cause of the one before is mended. */
  @Test
  void namesTheArtifactsOfAllThatIsNotThere() {
    Catalog bare = Catalog.of(Catalog.standard().create(Activation.class, "relu"));
    for (String[] name :
        new String[][] {
          {"LOSS", "loss 'mse'"},
          {"OPTIMIZER", "optimizer 'adam'"},
          {"SCHEDULE", "learning-rate schedule 'cosine'"}
        }) {
      String wanted = name[1].replaceAll(".*'(.*)'", "$1");
      assertThatThrownBy(() -> bare.create(Kind.valueOf(name[0]), wanted))
          .isInstanceOf(InputException.class)
          .hasMessage(
              "unknown "
                  + name[1]
                  + ": there are no losses, no optimizers, no schedules at all. nn4j's are in"
                  + " org.nn4j:nn-losses and org.nn4j:nn-optim, and org.nn4j:nn4j brings all of"
                  + " nn4j: add it to the class or module path.");
    }
    Catalog losses = bare.with(Catalog.standard().create(Loss.class, "mse"));
    assertThatThrownBy(() -> losses.create(Kind.OPTIMIZER, "adam"))
        .hasMessageContaining(
            "no optimizers, no schedules at all. nn4j's are in org.nn4j:nn-optim,");
    assertThatThrownBy(() -> losses.create(Kind.LOSS, "mae"))
        .hasMessageContaining("Available: mse");
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
