package org.nn4j.api;

import java.util.List;

/**
 * A part that the framework finds by its name: an immutable value that is its own prototype.
 *
 * <p>The usual form is a <b>public record with a public no-argument constructor</b>. Its record
 * components are its hyper-parameters and the no-argument constructor gives their defaults; from
 * these alone the framework knows the parameters, their types and defaults, how to build {@code
 * leaky_relu(slope=0.2)}, how to print it and how to save and load it. A compact constructor checks
 * ranges and throws {@link IllegalArgumentException} with the parameter, its value and the rule.
 *
 * <pre>{@code
 * public record LeakyRelu(double slope) implements ElementwiseActivation {
 *   public LeakyRelu() {
 *     this(0.01);
 *   }
 *   ...
 * }
 * }</pre>
 *
 * <p>A component holds no run state (moments, buffers, random streams live in memory that the
 * framework allocates) and is therefore thread-safe. Providers are declared in {@code
 * META-INF/services} and, in a named module, with {@code provides}.
 */
public interface Component {

  /**
   * Returns the name under which the part is found in code, configurations, on the command line and
   * in model files: {@code [a-z][a-z0-9_.]*}, at most 64 characters. Third parties are advised to
   * prefix theirs: {@code acme.swish}.
   */
  String name();

  /** Returns further names of the part; files always hold {@link #name()}. */
  default List<String> aliases() {
    return List.of();
  }

  /** Returns a one-line description for listings, without the name; empty if there is none. */
  default String description() {
    return "";
  }

  /**
   * Returns the hyper-parameters with their current values, by default the record components in
   * their order, with names in snake case ({@code weightDecay} is {@code weight_decay}).
   */
  default Parameters parameters() {
    return RecordParameters.read(this);
  }

  /**
   * Whether {@link #with} takes numbers by further names than {@link #parameters()} lists, as a
   * formula does by those in its text; not by default.
   */
  default boolean takesFurtherParameters() {
    return false;
  }

  /**
   * Returns a copy in which the given hyper-parameters have new values and the others keep theirs.
   *
   * @param changes values by name; numbers are converted where that is exact
   * @throws IllegalArgumentException for an unknown name, a value of the wrong type or out of range
   */
  default Component with(Parameters changes) {
    return RecordParameters.rebuild(this, changes);
  }

  /**
   * Returns the part as an expression that the registry can parse: {@code name} or {@code
   * name(key=value, …)} with every parameter.
   */
  default String expression() {
    Parameters parameters = parameters();
    return parameters.isEmpty() ? name() : name() + "(" + parameters + ")";
  }

  /**
   * Returns what reports and messages call the part: {@link #expression()} without the parameters
   * that are as the no-argument constructor sets them, so {@code adam(lr=0.01)}, and the name alone
   * where all are. The registry parses it to an equal part.
   */
  default String shortExpression() {
    Parameters changed = RecordParameters.changed(this);
    return changed.isEmpty() ? name() : name() + "(" + changed + ")";
  }
}
