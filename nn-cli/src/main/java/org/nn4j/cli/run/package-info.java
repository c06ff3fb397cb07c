/**
 * What the verbs do: reading and dividing data, filling in defaults, composing networks, training,
 * evaluating, predicting and checking.
 */
@NullMarked
package org.nn4j.cli.run;

import org.jspecify.annotations.NullMarked;
