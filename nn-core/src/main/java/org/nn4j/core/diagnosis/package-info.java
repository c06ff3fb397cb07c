/**
 * Diagnosis of training runs: warnings about data and networks that train badly without an error,
 * the check that a network can learn one batch by heart, and the search for a learning rate.
 */
@NullMarked
package org.nn4j.core.diagnosis;

import org.jspecify.annotations.NullMarked;
