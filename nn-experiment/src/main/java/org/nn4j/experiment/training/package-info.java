/** From settings to a trained model: defaults, composition, training and resumption. */
@NullMarked
package org.nn4j.experiment.training;

import org.jspecify.annotations.NullMarked;
