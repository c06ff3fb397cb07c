package org.nn4j.optim;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.nn4j.api.Component;
import org.nn4j.api.LearningRateSchedule;
import org.nn4j.api.Optimizer;
import org.nn4j.api.Parameters;
import org.nn4j.api.TrainingClock;

/** Finds this module's parts and builds them of simple expressions, as the registry would. */
final class Parts {
  private Parts() {}

  static List<Optimizer> optimizers() {
    return ServiceLoader.load(Optimizer.class).stream().map(ServiceLoader.Provider::get).toList();
  }

  static List<LearningRateSchedule> schedules() {
    return ServiceLoader.load(LearningRateSchedule.class).stream()
        .map(ServiceLoader.Provider::get)
        .toList();
  }

  static Optimizer optimizer(String expression) {
    return find(optimizers(), expression).with(parameters(expression));
  }

  static LearningRateSchedule schedule(String expression) {
    return find(schedules(), expression).with(parameters(expression));
  }

  /** A clock of {@code total} epochs at an epoch's start. */
  static TrainingClock epoch(long epoch, long total) {
    return new Clock(epoch * 10, epoch, 10, total);
  }

  /** A clock of {@code total} steps in epochs of one step. */
  static TrainingClock step(long step, long total) {
    return new Clock(step, step, 1, total);
  }

  private static <C extends Component> C find(List<C> parts, String expression) {
    String name = expression.replaceAll("\\(.*", "");
    return parts.stream().filter(p -> p.name().equals(name)).findFirst().orElseThrow();
  }

  private static Parameters parameters(String expression) {
    Map<String, Object> values = new LinkedHashMap<>();
    String inside = expression.replaceAll("^[^(]*\\(?|\\)$", "");
    // A comma before a key; those inside lists stand before digits.
    for (String assignment : inside.split(",\\s*(?=[a-z])")) {
      if (!assignment.isEmpty()) {
        String[] pair = assignment.split("=", 2);
        values.put(pair[0], value(pair[1]));
      }
    }
    return Parameters.of(values);
  }

  private static Object value(String text) {
    if (text.startsWith("[")) {
      return Arrays.stream(text.substring(1, text.length() - 1).split(","))
          .map(Parts::value)
          .toList();
    }
    if (text.equals("true") || text.equals("false")) {
      return Boolean.valueOf(text);
    }
    return text.matches("[a-z_0-9]*[a-z][a-z_0-9]*") ? text : (Object) Double.valueOf(text);
  }

  private record Clock(long step, long epoch, long stepsPerEpoch, long totalEpochs)
      implements TrainingClock {}
}
