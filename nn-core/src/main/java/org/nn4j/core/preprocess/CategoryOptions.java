package org.nn4j.core.preprocess;

import org.nn4j.api.Checks;

/**
 * What categories become.
 *
 * @param encoding the inputs of every category
 * @param embeddingFrom how many labels are many to {@link CategoryEncoding#AUTO}, at least 3
 */
public record CategoryOptions(CategoryEncoding encoding, int embeddingFrom) {
  /** As RealMLP has it: an input for each of eight labels is still cheap. */
  public static final int EMBEDDING_FROM = 9;

  /** An input for each label. */
  public static final CategoryOptions DEFAULT =
      new CategoryOptions(CategoryEncoding.ONE_HOT, EMBEDDING_FROM);

  /**
   * Checks the number.
   *
   * @throws IllegalArgumentException if it is below 3
   */
  public CategoryOptions {
    Checks.atLeast("embedding_from", embeddingFrom, 3);
  }

  /** Returns the encoding of a category with so many labels. */
  CategoryEncoding of(int labels) {
    return switch (encoding) {
      case ONE_HOT, CODE -> encoding;
      case SIGN -> labels == 2 ? encoding : CategoryEncoding.ONE_HOT;
      case AUTO ->
          labels == 2
              ? CategoryEncoding.SIGN
              : labels < embeddingFrom ? CategoryEncoding.ONE_HOT : CategoryEncoding.CODE;
    };
  }
}
