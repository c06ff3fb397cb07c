/** Defaults, composition and training of what settings describe. */
@NullMarked
package org.nn4j.experiment.training;

import org.jspecify.annotations.NullMarked;
