/** Tests of the optimizers and schedules against PyTorch's numbers and their contracts. */
package org.nn4j.optim;
