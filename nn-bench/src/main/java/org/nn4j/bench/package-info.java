/** The command line of nn-bench: measurements of nn4j side by side with others. */
@NullMarked
package org.nn4j.bench;

import org.jspecify.annotations.NullMarked;
