/** Event files that TensorBoard reads. */
@NullMarked
package org.nn4j.report.tensorboard;

import org.jspecify.annotations.NullMarked;
