/** Training by Smile. */
@NullMarked
package org.nn4j.bench.smile;

import org.jspecify.annotations.NullMarked;
