/** Gradient checking: derivatives against finite differences, for networks and any function. */
@NullMarked
package org.nn4j.core.gradcheck;

import org.jspecify.annotations.NullMarked;
