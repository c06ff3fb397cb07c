package org.nn4j.experiment.config;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.nn4j.core.preprocess.Imputation;

/**
 * What replaces a missing number.
 *
 * @param imputation how it is found
 * @param constant the number, where one is given
 */
public record ImputationRule(Imputation imputation, double constant) {

  static @Nullable ImputationRule parse(String text, @Nullable Double number) {
    if (number != null) {
      return new ImputationRule(Imputation.CONSTANT, number);
    }
    return switch (text) {
      case "mean" -> new ImputationRule(Imputation.MEAN, 0);
      case "median" -> new ImputationRule(Imputation.MEDIAN, 0);
      default -> null;
    };
  }

  Object print() {
    return imputation == Imputation.CONSTANT
        ? (Object) constant
        : imputation.name().toLowerCase(Locale.ROOT);
  }
}
