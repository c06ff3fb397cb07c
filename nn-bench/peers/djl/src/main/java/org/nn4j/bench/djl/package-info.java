/** Training by Deep Java Library on PyTorch. */
@NullMarked
package org.nn4j.bench.djl;

import org.jspecify.annotations.NullMarked;
