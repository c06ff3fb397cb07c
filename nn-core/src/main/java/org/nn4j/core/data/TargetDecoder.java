package org.nn4j.core.data;

import org.nn4j.api.Matrix;

/** Turns encoded targets, and a network's outputs, into the units of the data. */
public interface TargetDecoder {
  /** For targets that are not encoded. */
  TargetDecoder IDENTITY =
      new TargetDecoder() {
        @Override
        public Matrix decode(Matrix encoded) {
          return encoded;
        }

        @Override
        public void decodeDeviations(Matrix encoded) {}
      };

  /**
   * Decodes targets, or outputs that estimate them.
   *
   * @param encoded N×columns; not changed
   * @return the values, or {@code encoded} itself where there is nothing to do
   */
  Matrix decode(Matrix encoded);

  /**
   * Decodes standard deviations of targets in place: they take part in the scale, not in the
   * center.
   *
   * @param encoded N×T
   */
  void decodeDeviations(Matrix encoded);
}
