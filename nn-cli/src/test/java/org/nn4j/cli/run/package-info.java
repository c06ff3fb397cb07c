/** Tests of what runs consist of. */
@NullMarked
package org.nn4j.cli.run;

import org.jspecify.annotations.NullMarked;
