/** Tests of the settings. */
@NullMarked
package org.nn4j.cli.config;

import org.jspecify.annotations.NullMarked;
