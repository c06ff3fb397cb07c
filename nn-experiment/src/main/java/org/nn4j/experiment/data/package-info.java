/** Data as settings describe them: read, divided, encoded and named. */
@NullMarked
package org.nn4j.experiment.data;

import org.jspecify.annotations.NullMarked;
