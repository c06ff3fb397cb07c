/** A model source that reads {@code .keras} files: perceptrons of Keras 2.12 and newer. */
@NullMarked
package org.nn4j.keras;

import org.jspecify.annotations.NullMarked;
