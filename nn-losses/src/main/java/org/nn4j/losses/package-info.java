/**
 * Losses, with the fused forms of those that follow a sigmoid or a softmax.
 *
 * <p>Most are an {@link org.nn4j.api.ElementwiseLoss}: two scalar functions. Those over the logits
 * of a softmax mix a row's elements and share one loop. The losses over probabilities bound their
 * logarithms and slopes at 0 and 1 as PyTorch's binary cross-entropy does; the fused forms, with
 * which a network that ends in sigmoid or softmax trains, need no bounds.
 */
@NullMarked
package org.nn4j.losses;

import org.jspecify.annotations.NullMarked;
