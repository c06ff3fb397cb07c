/** Tests of the verbs as such. */
@NullUnmarked
package org.nn4j.cli.command;

import org.jspecify.annotations.NullUnmarked;
