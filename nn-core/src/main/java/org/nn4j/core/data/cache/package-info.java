/** Tables that are larger than memory: blocks of rows in a file that is mapped. */
@NullMarked
package org.nn4j.core.data.cache;

import org.jspecify.annotations.NullMarked;
