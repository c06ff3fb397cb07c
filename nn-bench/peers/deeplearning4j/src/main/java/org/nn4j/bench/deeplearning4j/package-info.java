/** Training by Deeplearning4j. */
@NullMarked
package org.nn4j.bench.deeplearning4j;

import org.jspecify.annotations.NullMarked;
