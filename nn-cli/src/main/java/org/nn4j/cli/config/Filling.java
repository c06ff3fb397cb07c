package org.nn4j.cli.config;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.nn4j.core.preprocess.Imputation;

/**
 * What replaces a missing number.
 *
 * @param imputation how it is found
 * @param constant the number, where one is given
 */
public record Filling(Imputation imputation, double constant) {

  static @Nullable Filling parse(String text, @Nullable Double number) {
    if (number != null) {
      return new Filling(Imputation.CONSTANT, number);
    }
    return switch (text) {
      case "mean" -> new Filling(Imputation.MEAN, 0);
      case "median" -> new Filling(Imputation.MEDIAN, 0);
      default -> null;
    };
  }

  Object print() {
    return imputation == Imputation.CONSTANT
        ? (Object) constant
        : imputation.name().toLowerCase(Locale.ROOT);
  }
}
