/** What is recorded while a network trains, beside its history. */
@NullMarked
package org.nn4j.report.training;

import org.jspecify.annotations.NullMarked;
