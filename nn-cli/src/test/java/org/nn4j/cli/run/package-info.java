/** Tests of the jobs. */
@NullMarked
package org.nn4j.cli.run;

import org.jspecify.annotations.NullMarked;
