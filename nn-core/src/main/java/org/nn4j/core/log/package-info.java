/** Where the loggers come from. */
@NullMarked
package org.nn4j.core.log;

import org.jspecify.annotations.NullMarked;
