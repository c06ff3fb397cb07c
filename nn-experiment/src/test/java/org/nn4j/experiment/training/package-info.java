@NullMarked
package org.nn4j.experiment.training;

import org.jspecify.annotations.NullMarked;
