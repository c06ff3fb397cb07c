package org.nn4j.core.registry;

import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.nn4j.api.Activation;
import org.nn4j.api.Component;
import org.nn4j.api.Initializer;
import org.nn4j.api.Layer;
import org.nn4j.api.LearningRateSchedule;
import org.nn4j.api.Loss;
import org.nn4j.api.Metric;
import org.nn4j.api.ModelSource;
import org.nn4j.api.Optimizer;
import org.nn4j.api.TableSource;
import org.nn4j.core.InputException;
import org.nn4j.core.text.Names;
import org.nn4j.core.text.NearNames;

/** The kinds of parts that are found by name; each has a name space of its own. */
public enum Kind {
  /** Functions applied to pre-activations. */
  ACTIVATION(Activation.class, "activation", "activations"),
  /** Losses. */
  LOSS(Loss.class, "loss", "losses"),
  /** Rules that turn gradients into updates. */
  OPTIMIZER(Optimizer.class, "optimizer", "optimizers"),
  /** Learning rates as functions of time. */
  SCHEDULE(LearningRateSchedule.class, "learning-rate schedule", "schedules"),
  /** Rules for parameters' values before training. */
  INITIALIZER(Initializer.class, "initializer", "initializers"),
  /** Layers of a network. */
  LAYER(Layer.class, "layer", "layers"),
  /** Figures of merit. */
  METRIC(Metric.class, "metric", "metrics"),
  /** Readers of tables in files that are neither CSV nor IDX. */
  SOURCE(TableSource.class, "table source", "sources"),
  /** Readers of models that other programs wrote. */
  MODEL(ModelSource.class, "model source", "models");

  private final Class<? extends Component> type;
  private final String noun;
  private final String plural;

  Kind(Class<? extends Component> type, String noun, String plural) {
    this.type = type;
    this.noun = noun;
    this.plural = plural;
  }

  /** Returns the interface that parts of this kind implement, which is also their service. */
  public Class<? extends Component> type() {
    return type;
  }

  /** Returns what messages call a part of this kind. */
  public String noun() {
    return noun;
  }

  /** Returns what listings call the parts of this kind. */
  public String plural() {
    return plural;
  }

  /** Returns the noun with its article: {@code an optimizer}. */
  String withArticle() {
    return ("aeiou".indexOf(noun.charAt(0)) >= 0 ? "an " : "a ") + noun;
  }

  /**
   * Finds the kind that a user names, in the singular or the plural.
   *
   * @throws InputException if there is none, naming all
   */
  public static Kind named(String word) {
    String folded = Names.fold(word);
    for (Kind kind : values()) {
      if (folded.equals(kind.name().toLowerCase(Locale.ROOT)) || folded.equals(kind.plural)) {
        return kind;
      }
    }
    List<String> all = Arrays.stream(values()).map(Kind::plural).toList();
    throw new InputException(
        "unknown kind of part "
            + Names.quote(word)
            + NearNames.suggestion(word, all)
            + " There are: "
            + String.join(", ", all)
            + ".");
  }

  /** Returns the kind whose interface a declared type is or extends; empty if it is no part. */
  public static Optional<Kind> of(Type declared) {
    return declared instanceof Class<?> target
        ? Arrays.stream(values()).filter(k -> k.type.isAssignableFrom(target)).findFirst()
        : Optional.empty();
  }
}
