/** Networks composed in code. */
@NullMarked
package org.nn4j.examples;

import org.jspecify.annotations.NullMarked;
