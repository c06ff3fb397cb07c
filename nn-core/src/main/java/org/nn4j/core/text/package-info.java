/** Names as users write them: rules, spelling, and what a wrong one was meant to be. */
@NullMarked
package org.nn4j.core.text;

import org.jspecify.annotations.NullMarked;
