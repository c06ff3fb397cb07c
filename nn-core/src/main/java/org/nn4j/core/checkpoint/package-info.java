/**
 * Checkpoints: everything a training run needs to go on bit for bit, in files that are models too,
 * and folders of them.
 */
@NullMarked
package org.nn4j.core.checkpoint;

import org.jspecify.annotations.NullMarked;
