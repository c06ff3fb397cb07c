/** OpenBLAS's matrix products. */
@NullMarked
package org.nn4j.bench.openblas;

import org.jspecify.annotations.NullMarked;
