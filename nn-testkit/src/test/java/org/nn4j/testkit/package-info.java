/** The framework's own parts under the contracts, and wrong parts that must be rejected. */
@NullMarked
package org.nn4j.testkit;

import org.jspecify.annotations.NullMarked;
