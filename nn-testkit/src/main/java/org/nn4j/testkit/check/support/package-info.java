/** What the checks of all kinds of parts share. */
@NullMarked
package org.nn4j.testkit.check.support;

import org.jspecify.annotations.NullMarked;
