package org.nn4j.core.training;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.nn4j.api.Checks;
import org.nn4j.api.Component;
import org.nn4j.api.ParameterSpec;
import org.nn4j.core.InputException;
import org.nn4j.core.registry.ArgumentValue;
import org.nn4j.core.registry.Catalog;
import org.nn4j.core.registry.ComponentExpression;
import org.nn4j.core.text.Names;

/**
 * Factors of the learning rate and the weight decay of some parameters, as PyTorch's parameter
 * groups have rates of their own.
 *
 * <p>They multiply the factors that layers give their parameters ({@link ParameterSpec}). Of
 * several groups that a parameter belongs to the last one counts. A rate of 0 freezes parameters:
 * neither they nor the optimizer's state of them change.
 *
 * @param pattern the parameters' names, such as {@code layers.0.weight}, where * stands for any
 *     characters and ? for one
 * @param rate factor of the learning rate, at least 0
 * @param decay factor of the weight decay, besides the rate's, at least 0
 */
public record ParameterGroup(String pattern, double rate, double decay) implements Component {
  private static final Pattern PATTERN = Pattern.compile("[A-Za-z0-9_.*?-]+");

  /** Creates a group of all parameters, with the factors 1. */
  public ParameterGroup() {
    this("*", 1, 1);
  }

  /**
   * Checks the pattern and the factors.
   *
   * @throws IllegalArgumentException if the pattern has other characters than names, * and ?, or a
   *     factor is negative or not finite
   */
  public ParameterGroup {
    if (!PATTERN.matcher(pattern).matches()) {
      throw new IllegalArgumentException(
          "a parameter group must begin with names of parameters such as *.bias but does with "
              + Names.quote(pattern));
    }
    Checks.nonNegative("rate", rate);
    Checks.nonNegative("decay", decay);
  }

  /**
   * Reads a group: {@code *.bias(rate=0.1, decay=0)}.
   *
   * @throws InputException if the grammar or a factor is wrong
   * @throws IllegalArgumentException if the pattern is none
   */
  public static ParameterGroup parse(String text) {
    int open = text.indexOf('(');
    String pattern = (open < 0 ? text : text.substring(0, open)).strip();
    ParameterGroup defaults = new ParameterGroup(pattern, 1, 1);
    List<ComponentExpression.Argument> arguments = new ArrayList<>();
    arguments.add(new ComponentExpression.Argument(null, new ArgumentValue.Text(pattern)));
    if (open >= 0) {
      arguments.addAll(
          ComponentExpression.parse(defaults.name() + text.substring(open)).arguments());
    }
    return Catalog.of().configure(defaults, new ComponentExpression(defaults.name(), arguments));
  }

  /**
   * Returns parameters with the factors of groups.
   *
   * @param specs a network's parameters; the trainable ones may belong to groups
   * @throws InputException if a group has no parameter, listing all
   */
  public static List<ParameterSpec> apply(List<ParameterGroup> groups, List<ParameterSpec> specs) {
    List<ParameterSpec> result = new ArrayList<>(specs);
    for (ParameterGroup group : groups) {
      Pattern names = group.names();
      boolean any = false;
      for (int i = 0; i < result.size(); i++) {
        ParameterSpec spec = specs.get(i);
        if (spec.trainable() && names.matcher(spec.name()).matches()) {
          any = true;
          result.set(
              i,
              spec.withFactors(spec.rateFactor() * group.rate, spec.decayFactor() * group.decay));
        }
      }
      if (!any) {
        throw new InputException(
            "the parameter group "
                + group.expression()
                + " has no parameter; there are "
                + specs.stream()
                    .filter(ParameterSpec::trainable)
                    .map(ParameterSpec::name)
                    .collect(Collectors.joining(", ")));
      }
    }
    return result;
  }

  /** Returns whether a trainable parameter belongs to the group. */
  public boolean fits(List<ParameterSpec> specs) {
    Pattern names = names();
    return specs.stream().anyMatch(s -> s.trainable() && names.matcher(s.name()).matches());
  }

  private Pattern names() {
    return Pattern.compile(
        pattern
            .chars()
            .mapToObj(c -> c == '*' ? ".*" : c == '?' ? "." : Pattern.quote("" + (char) c))
            .collect(Collectors.joining()));
  }

  @Override
  public String name() {
    return "parameter_group";
  }

  /** Returns what {@link #parse} reads. */
  @Override
  public String expression() {
    return pattern + "(rate=" + rate + ", decay=" + decay + ")";
  }
}
